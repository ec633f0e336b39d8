package dev.authgate.cli.terminal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which program opens a page here, if one should. Words are passed as a list, never through a shell; addresses are
 * {@code https}, or {@code http} on this machine.
 */
public sealed interface Browser {
    /** What was found. */
    String finding();

    /**
     * This program, with the address as its last word.
     *
     * @param command the words before the address, or with {@code %s} in its place
     */
    record Found(List<String> command) implements Browser {
        /** The words that open the address. */
        public List<String> opening(URI address) {
            var words = new ArrayList<String>();
            var placed = false;
            for (var word : command) {
                placed = placed || word.contains("%s");
                words.add(word.replace("%s", address.toString()));
            }
            if (!placed) {
                words.add(address.toString());
            }
            return words;
        }

        @Override
        public String finding() {
            return command.get(0);
        }
    }

    /**
     * Better not.
     *
     * @param why what speaks against it
     */
    record None(String why) implements Browser {
        @Override
        public String finding() {
            return why;
        }
    }

    /**
     * What there is to know.
     *
     * @param environment the environment variables
     * @param system the operating system's name, as Java tells it
     * @param container whether this runs in a container
     */
    record Facts(Map<String, String> environment, String system, boolean container) {
        boolean has(String variable) {
            return !environment.getOrDefault(variable, "").isEmpty();
        }
    }

    /**
     * {@code BROWSER} is the person's own word and counts over ssh, too: remote editors set it to a program that opens
     * the page where the person sits. Else there is no browser over ssh, in a container, or without a display.
     */
    static Browser of(Facts facts) {
        if (isAutomation(facts.environment())) {
            return new None("this is a CI job");
        }
        if (facts.has("BROWSER")) {
            return named(facts.environment().getOrDefault("BROWSER", ""));
        }
        if (facts.has("SSH_CONNECTION") || facts.has("SSH_TTY")) {
            return new None("this is an ssh session");
        }
        return facts.container() ? new None("this is a container") : ofSystem(facts);
    }

    /** Whether nobody is there to read. */
    static boolean isAutomation(Map<String, String> environment) {
        var value = environment.getOrDefault("CI", "").toLowerCase(Locale.ROOT);
        return !value.isEmpty() && !value.equals("false") && !value.equals("0");
    }

    /** Of several, with colons between, the first. */
    private static Browser named(String value) {
        var words = value.split(":", 2)[0].strip();
        return words.isEmpty() || words.equals("none")
                ? new None("BROWSER says so")
                : new Found(List.of(words.split("\\s+")));
    }

    private static Browser ofSystem(Facts facts) {
        if (facts.system().startsWith("Mac")) {
            return new Found(List.of("open"));
        }
        if (facts.system().startsWith("Windows")) {
            return new Found(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        if (facts.has("WSL_DISTRO_NAME")) {
            return new Found(List.of("wslview"));
        }
        return facts.has("DISPLAY") || facts.has("WAYLAND_DISPLAY")
                ? new Found(List.of("xdg-open"))
                : new None("there is no display");
    }

    /** Whether a page may be opened at all: nothing that a server could make a program run. */
    static boolean isSafe(URI address) {
        var host = address.getHost();
        if (host == null) {
            return false;
        }
        var here = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
        return "https".equals(address.getScheme()) || (here && "http".equals(address.getScheme()));
    }
}
