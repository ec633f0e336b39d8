package dev.authgate.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the server whose the access token is. */
@Command(name = "whoami", description = "Show the account, as the server knows it.")
final class WhoamiCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    private final Surroundings around;

    WhoamiCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        try (var connection = Connection.open(target.configuration(around), target, around)) {
            var me = connection.client().whoami(connection.session().accessToken());
            new Report()
                    .with("username", "User", me.username())
                    .with("subject", "Subject", me.subject())
                    .with("client_id", "Client", me.clientId())
                    .with("scopes", "Scopes", me.scopes())
                    .with("expires_at", "Token ends", me.expiresAt())
                    .print(around, target.form());
        }
        return ExitCode.OK.number();
    }
}
