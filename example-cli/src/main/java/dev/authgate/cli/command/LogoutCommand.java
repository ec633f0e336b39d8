package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Stream;
import dev.authgate.sdk.LogoutReport;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends sessions at the server, and wipes their tokens here. */
@Command(name = "logout", description = "Sign out: the server ends the tokens, and they are wiped here.")
final class LogoutCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    @Option(names = "--all", description = "All accounts at this server, not only the profile's.")
    private boolean all;

    private final Surroundings around;

    LogoutCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        try (var connection = Connection.open(target.configuration(around), target, around)) {
            var sessions = all
                    ? connection.client().sessions()
                    : connection.client().session(connection.profile()).stream().toList();
            if (sessions.isEmpty()) {
                tell("nobody_signed_in", connection.profile(), "Nobody was signed in to " + connection.place() + ".");
            }
            return logOut(sessions).number();
        }
    }

    private ExitCode logOut(List<Session> sessions) throws OAuthException {
        var exit = ExitCode.OK;
        for (var session : sessions) {
            var fault = report(session, session.logout());
            exit = fault == ExitCode.OK ? exit : fault;
        }
        return exit;
    }

    private ExitCode report(Session session, LogoutReport done) {
        var profile = session.key().profile();
        var server = session.key().issuer();
        return switch (done.revocation()) {
            case DONE -> {
                tell("logged_out", profile, "Signed out of " + server + " (" + profile + ").");
                yield ExitCode.OK;
            }
            case FAILED -> {
                tell("wiped", profile, "The tokens are wiped here (" + profile + ").");
                yield warn(done);
            }
        };
    }

    private ExitCode warn(LogoutReport done) {
        var ink = around.terminal().ink(Stream.NOTES);
        around.output()
                .note(ink.yellow("warning:") + " the server could not be told ("
                        + done.why().map(OAuthException::getMessage).orElse("it did not say why")
                        + "): its tokens stay good until they end, or until you end them on its pages");
        return done.why().map(why -> ExitCode.of(why.code())).orElse(ExitCode.FAULT);
    }

    private void tell(String event, String profile, String words) {
        switch (target.form()) {
            case WORDS -> around.output().result(words);
            case JSON ->
                new Report().with("event", event).with("profile", profile).print(around, Form.JSON);
        }
    }
}
