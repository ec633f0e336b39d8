package dev.authgate.cli.command;

import dev.authgate.sdk.store.StoredSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what is kept, without asking the server. */
@Command(name = "status", description = "Show whether somebody is signed in here, without asking the server.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    private final Surroundings around;

    StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        try (var connection = Connection.open(target.configuration(around), target, around)) {
            var kept = connection.client().store().load(connection.key());
            var store = connection.client().store().description();
            var report = new Report()
                    .with("signed_in", "Signed in", kept.isPresent())
                    .with("server", "Server", connection.issuer())
                    .with("client_id", "Client", connection.client().clientId())
                    .with("profile", "Profile", connection.profile());
            kept.ifPresent(session -> add(session, report));
            report.with("store", "Store", store.kind())
                    .with("location", "Kept in", store.location())
                    .with("protection", target.isVerbose() ? store.protection() : null)
                    .print(around, target.form());
            return (kept.isPresent() ? ExitCode.OK : ExitCode.SIGN_IN_NEEDED).number();
        }
    }

    private static void add(StoredSession session, Report report) {
        report.with("scopes", "Scopes", session.scopes())
                .with("signed_in_at", "Since", session.signedInAt())
                .with("expires_at", "Token ends", session.accessTokenExpiresAt())
                .with("renewable", "Renewable", session.refreshToken() != null);
    }
}
