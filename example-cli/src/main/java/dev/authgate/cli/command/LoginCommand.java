package dev.authgate.cli.command;

import dev.authgate.cli.settings.Configuration;
import dev.authgate.cli.settings.Setting;
import dev.authgate.cli.terminal.Browser;
import dev.authgate.cli.terminal.QrWish;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.cli.terminal.TimeLeft;
import dev.authgate.sdk.DeviceLogin;
import dev.authgate.sdk.Identity;
import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs in: shows a code, waits for the decision, keeps the tokens. RFC 8628 from the device's side. */
@Command(name = "login", description = "Sign in, with a browser on this or any other device.")
final class LoginCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    @ArgGroup(exclusive = true)
    private QrOptions qr = new QrOptions();

    @Option(names = "--no-browser", description = "Do not open a browser here.")
    private boolean noBrowser;

    @Option(names = "--timeout", paramLabel = "TIME", description = "Give up after so long, such as 5m.")
    private @Nullable Duration timeout;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "What to ask for; may be repeated. Else AUTHGATE_SCOPES.")
    private final List<String> scopes = new ArrayList<>();

    private final Surroundings around;

    LoginCommand(Surroundings around) {
        this.around = around;
    }

    /** One of the two, or neither. */
    static final class QrOptions {
        @Option(
                names = "--qr",
                paramLabel = "FORM",
                arity = "0..1",
                fallbackValue = "always",
                description = "Draw a QR code in any case; --qr=ascii in plain letters.")
        private QrWish wanted = QrWish.AUTO;

        @Option(names = "--no-qr", description = "Draw no QR code.")
        private boolean unwanted;

        QrWish wish() {
            return unwanted ? QrWish.NEVER : wanted;
        }
    }

    @Override
    public Integer call() throws Exception {
        refuseToWaitForNobody();
        var settings =
                target.configuration(around, scopes.isEmpty() ? Map.of() : Map.of(Setting.AUTHGATE_SCOPES, scopes));
        try (var connection = Connection.open(settings, target, around);
                var login = start(connection, settings);
                var view = view()) {
            var watch = around.machine().onInterrupt(() -> interrupt(login, view));
            try {
                return signIn(connection, login, view).number();
            } finally {
                watch.close();
            }
        }
    }

    private static DeviceLogin start(Connection connection, Configuration settings)
            throws OAuthException, CommandException {
        try {
            return connection.client().startDeviceLogin(connection.profile());
        } catch (OAuthException fault) {
            if (fault.code() != OAuthException.Code.CLIENT_REFUSED) {
                throw fault;
            }
            throw new CommandException(
                    ExitCode.FAULT,
                    String.valueOf(fault.getMessage()),
                    "Check the client id with the server's operator: " + settings.told(Setting.CLIENT_ID) + ".");
        }
    }

    private ExitCode signIn(Connection connection, DeviceLogin login, LoginView view) throws Exception {
        view.show(login.prompt());
        login.onEvent(view::tell);
        // The wait begins before the browser, which may take its time.
        var unused = login.future();
        if (!noBrowser && target.form() == Form.WORDS) {
            new BrowserStart(around, target.isVerbose()).open(login.prompt());
        }
        return finish(await(login), view, connection);
    }

    /** A job that nobody watches would only run into its time limit. Who sets one means to wait. */
    private void refuseToWaitForNobody() throws CommandException {
        if (Browser.isAutomation(around.environment()) && !isWatched() && timeout == null) {
            throw new CommandException(
                    ExitCode.SIGN_IN_NEEDED,
                    "this is a CI job without a terminal: nobody would see the code",
                    "Sign in elsewhere, or wait with --timeout 5m.");
        }
    }

    private boolean isWatched() {
        return around.terminal().shows(Stream.NOTES) || around.terminal().shows(Stream.RESULTS);
    }

    private LoginView view() {
        return switch (target.form()) {
            case WORDS -> new LoginViewInWords(around, qr.wish());
            case JSON -> new LoginViewInJson(around);
        };
    }

    private static void interrupt(DeviceLogin login, LoginView view) {
        view.interrupted();
        login.cancel();
    }

    private LoginResult await(DeviceLogin login) throws OAuthException, InterruptedException, CommandException {
        if (timeout == null) {
            return login.await();
        }
        var ended = new CountDownLatch(1);
        var unused = login.future().whenComplete((result, fault) -> ended.countDown());
        var inTime = around.time().await(ended, timeout);
        if (!inTime) {
            login.cancel();
        }
        var result = login.await();
        if (!inTime && result instanceof LoginResult.Cancelled) {
            throw ended("nobody decided within " + TimeLeft.about(timeout), ExitCode.EXPIRED);
        }
        return result;
    }

    private static CommandException ended(String why, ExitCode exit) {
        return new CommandException(exit, why, "Start again when ready: " + Program.NAME + " login");
    }

    private ExitCode finish(LoginResult result, LoginView view, Connection connection) throws CommandException {
        view.close();
        if (result instanceof LoginResult.Approved approved) {
            view.approved(approved.session(), identify(approved.session(), connection));
            tellPlace(connection);
            return ExitCode.OK;
        }
        if (result instanceof LoginResult.Denied denied) {
            throw ended(
                    "the sign-in was denied"
                            + denied.reason().map(why -> ": " + why).orElse(""),
                    ExitCode.DENIED);
        }
        if (result instanceof LoginResult.Expired) {
            throw ended("the code has expired: nobody decided in time", ExitCode.EXPIRED);
        }
        return ExitCode.CANCELLED;
    }

    /** Signed in is signed in, also at a server that does not tell as whom. */
    private Optional<Identity> identify(Session session, Connection connection) {
        try {
            return Optional.of(connection.client().whoami(session.accessToken()));
        } catch (OAuthException e) {
            if (target.isVerbose()) {
                around.output().note("The server does not tell whose the session is: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void tellPlace(Connection connection) {
        if (target.form() == Form.WORDS) {
            var store = connection.client().store().description();
            around.output()
                    .note(around.terminal()
                            .ink(Stream.NOTES)
                            .dim("Kept in " + store.location() + ". " + store.protection()));
        }
    }
}
