package dev.authgate.cli.command;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;

/**
 * Where a call goes, and whether a token may go along: to the server itself and to hosts that the person has allowed,
 * by {@code https}, or {@code http} on this machine.
 *
 * @param address the whole address
 */
record Destination(URI address) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** A path alone is one of the server. */
    static Destination of(String typed, URI server) throws CommandException {
        try {
            var address = typed.startsWith("/") ? server.resolve(typed) : URI.create(typed);
            return new Destination(address).checked();
        } catch (IllegalArgumentException e) {
            throw wrong("\"" + typed + "\" is not an address");
        }
    }

    private Destination checked() throws CommandException {
        if (address.getHost() == null || address.getRawUserInfo() != null) {
            throw wrong("\"" + address + "\" is not an address with a host and without a user");
        }
        if (!"https".equals(scheme()) && !("http".equals(scheme()) && isHere())) {
            throw wrong("a token goes by https, or by http on this machine, not to " + origin());
        }
        return this;
    }

    private static CommandException wrong(String why) {
        return new CommandException(
                ExitCode.USAGE, why, "Write https://host/path, or /path for one at the server you sign in to.");
    }

    /** Refuses a host that nobody has allowed. */
    void require(URI server, Collection<String> allowed) throws CommandException {
        var own = new Destination(server).origin().equals(origin());
        if (!own && !allowed.contains(hostAndPort()) && !allowed.contains(host())) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "your token would go to " + hostAndPort() + ", which you have not allowed",
                    "If that is right: --allow-host " + hostAndPort() + ", or AUTHGATE_ALLOWED_HOSTS.");
        }
    }

    /** Scheme, host and port (RFC 6454 section 4): what a token is given to. */
    String origin() {
        return scheme() + "://" + host() + ":" + port();
    }

    private String scheme() {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }

    private String host() {
        return address.getHost().toLowerCase(Locale.ROOT);
    }

    private int port() {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equals(scheme()) ? HTTPS : HTTP;
    }

    private String hostAndPort() {
        return address.getPort() < 0 ? host() : host() + ":" + address.getPort();
    }

    private boolean isHere() {
        return host().equals("localhost") || host().equals("[::1]") || host().matches("127(\\.[0-9]{1,3}){3}");
    }
}
