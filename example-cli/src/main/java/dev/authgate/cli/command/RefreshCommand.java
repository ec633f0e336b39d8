package dev.authgate.cli.command;

import dev.authgate.cli.terminal.TimeLeft;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Fetches new tokens though the old ones may be good. */
@Command(name = "refresh", description = "Fetch a new access token now. Other commands do it when it is time.")
final class RefreshCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    private final Surroundings around;

    RefreshCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        try (var connection = Connection.open(target.configuration(around), target, around)) {
            var token = connection.session().refresh();
            switch (target.form()) {
                case WORDS ->
                    around.output()
                            .result("The new access token is good for "
                                    + TimeLeft.about(
                                            Duration.between(around.time().now(), token.expiresAt()))
                                    + ".");
                case JSON ->
                    new Report()
                            .with("event", "refreshed")
                            .with("expires_at", token.expiresAt())
                            .print(around, Form.JSON);
            }
        }
        return ExitCode.OK.number();
    }
}
