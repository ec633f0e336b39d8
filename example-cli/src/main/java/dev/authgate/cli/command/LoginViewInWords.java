package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Output;
import dev.authgate.cli.terminal.Printable;
import dev.authgate.cli.terminal.QrCode;
import dev.authgate.cli.terminal.QrWish;
import dev.authgate.cli.terminal.Spinner;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.cli.terminal.TimeLeft;
import dev.authgate.sdk.DevicePrompt;
import dev.authgate.sdk.Identity;
import dev.authgate.sdk.LoginEvent;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.store.SessionKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For people: a code to scan, a code to type and the time left on a terminal; plain lines elsewhere. */
final class LoginViewInWords implements LoginView {
    private static final String WAITING = "Waiting for your decision";
    private static final Duration TIME_TO_READ = Duration.ofSeconds(10);

    private final Surroundings around;
    private final Output output;
    private final QrWish qr;
    private volatile News news = new News("", Instant.MIN);
    private @Nullable Spinner spinner;

    LoginViewInWords(Surroundings around, QrWish qr) {
        this.around = around;
        this.output = around.output();
        this.qr = qr;
    }

    /** Words that count for a while. */
    private record News(String words, Instant until) {}

    @Override
    public void show(DevicePrompt prompt) {
        var page = prompt.complete().orElse(prompt.verificationUri());
        var drawn = draw(page);
        if (around.terminal().movesCursor()) {
            showAtLarge(prompt, drawn);
            spinner = Spinner.start(output, around.terminal(), () -> status(prompt.expiresAt()));
        } else {
            output.note("Open " + prompt.verificationUri() + " and enter " + Printable.line(prompt.userCode())
                    + " (good for " + TimeLeft.about(left(prompt.expiresAt())) + ").");
        }
    }

    private boolean draw(URI page) {
        var code = QrCode.of(page.toString());
        var form = qr.form(code, around.terminal());
        form.ifPresent(
                shape -> code.lines(shape, around.terminal().ink(Stream.NOTES)).forEach(output::note));
        return form.isPresent();
    }

    /** The code has a line of its own, so that it can be copied by marking the line. */
    private void showAtLarge(DevicePrompt prompt, boolean drawn) {
        var ink = around.terminal().ink(Stream.NOTES);
        output.note((drawn ? "Scan this, or open " : "Open ")
                + ink.bold(prompt.verificationUri().toString()) + " and enter");
        output.note("");
        output.note("    " + ink.loud(" " + Printable.line(prompt.userCode()) + " "));
        output.note("");
    }

    private String status(Instant expiresAt) {
        var latest = news;
        var words = around.time().now().isBefore(latest.until()) ? latest.words() : WAITING;
        return words + ", " + TimeLeft.clock(left(expiresAt)) + " left (Ctrl-C ends it)";
    }

    private Duration left(Instant end) {
        return Duration.between(around.time().now(), end);
    }

    @Override
    public void tell(LoginEvent event) {
        if (event instanceof LoginEvent.Retrying retrying) {
            tell(retrying.reason().getMessage() + "; next try in " + TimeLeft.about(retrying.in()), retrying.in());
        } else if (event instanceof LoginEvent.SlowedDown slowed) {
            tell(
                    "The server asks for patience: once in " + TimeLeft.about(slowed.interval()) + " from now on",
                    TIME_TO_READ);
        }
    }

    /** On a terminal in the line that moves, while it counts. */
    private void tell(String words, Duration counts) {
        news = new News(words, around.time().now().plus(counts));
        if (!around.terminal().movesCursor()) {
            output.note(words + ".");
        }
    }

    @Override
    public void approved(Session session, Optional<Identity> who) {
        close();
        var profile = session.key().profile();
        output.result("Signed in"
                + who.map(one -> " as " + Printable.line(one.name().orElse(one.subject())))
                        .orElse("") + " to " + session.key().issuer()
                + (profile.equals(SessionKey.DEFAULT_PROFILE) ? "" : " (profile " + Printable.line(profile) + ")")
                + ".");
    }

    @Override
    public void interrupted() {
        close();
        output.note("Cancelled.");
    }

    @Override
    public void close() {
        var shown = spinner;
        if (shown != null) {
            shown.close();
        }
    }
}
