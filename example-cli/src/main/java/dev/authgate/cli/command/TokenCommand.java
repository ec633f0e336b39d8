package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Stream;
import dev.authgate.cli.terminal.TimeLeft;
import dev.authgate.sdk.AccessToken;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the access token for another program. */
@Command(
        name = "token",
        description = "Print a good access token, for another program's standard input.",
        footer = {"", "Example:", "  authgate-cli token --header | curl -H @- https://api.example.com/things"})
final class TokenCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    @Option(
            names = "--min-ttl",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "How long it has to be good at least, such as 60s.")
    private Duration minTtl = Duration.ZERO;

    @Option(names = "--header", description = "Print the whole header: Authorization: Bearer ...")
    private boolean header;

    private final Surroundings around;

    TokenCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        try (var connection = Connection.open(target.configuration(around), target, around)) {
            var token = lasting(connection.session());
            if (around.terminal().shows(Stream.RESULTS)) {
                around.output()
                        .note(around.terminal().ink(Stream.NOTES).yellow("warning:")
                                + " a token on a screen can be read by others; send it to a program instead");
            }
            print(token);
        }
        return ExitCode.OK.number();
    }

    private AccessToken lasting(Session session) throws OAuthException, CommandException {
        var token = session.accessToken();
        if (left(token).compareTo(minTtl) >= 0) {
            return token;
        }
        var next = session.refresh();
        if (left(next).compareTo(minTtl) < 0) {
            throw new CommandException(
                    ExitCode.FAULT,
                    "the server's tokens are good for " + TimeLeft.about(left(next)) + " only",
                    "Ask for a shorter --min-ttl.");
        }
        return next;
    }

    private Duration left(AccessToken token) {
        return Duration.between(around.time().now(), token.expiresAt());
    }

    private void print(AccessToken token) {
        switch (target.form()) {
            case WORDS -> around.output().result(header ? "Authorization: " + token.asHeader() : token.reveal());
            case JSON ->
                new Report()
                        .with("access_token", token.reveal())
                        .with("token_type", "Bearer")
                        .with("expires_at", token.expiresAt())
                        .print(around, Form.JSON);
        }
    }
}
