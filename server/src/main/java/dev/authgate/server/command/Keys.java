package dev.authgate.server.command;

import dev.authgate.server.config.Settings;
import dev.authgate.server.key.RotatingKeys;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.key.SigningAlgorithm;
import dev.authgate.server.key.TokenKeys;
import dev.authgate.server.secret.SecretFiles;
import dev.authgate.server.secret.ServerSecrets;

/** The keys that the servers on this database sign with. */
final class Keys {
    private static final String A_SETTING = "access tokens are signed with JWT_SECRET (JWT_ALGORITHM is HS256), and"
            + " commands change no setting. To replace it: set a new value as JWT_SECRET and the old one as"
            + " JWT_SECRET_PREVIOUS, and restart; see \"Changing secrets\" in docs/operations.md";

    private final Workbench bench;
    private final Settings settings;
    private final Workspace workspace;

    Keys(Workbench bench, Settings settings, Workspace workspace) {
        this.bench = bench;
        this.settings = settings;
        this.workspace = workspace;
    }

    TokenKeys all() {
        return settings.keys().algorithm() == SigningAlgorithm.HS256
                ? new SharedSecrets(secrets().jwt().all())
                : rotating();
    }

    /** The key pairs, which commands can replace. */
    RotatingKeys pairs() {
        if (settings.keys().algorithm() == SigningAlgorithm.HS256) {
            throw new CommandFailed(A_SETTING);
        }
        return rotating();
    }

    private RotatingKeys rotating() {
        var parts = new RotatingKeys.Parts(workspace.signingKeys(), workspace.auditTrail(), workspace.transactions());
        return new RotatingKeys(parts, settings.keys(), secrets().session().master(), bench.secrets());
    }

    /** A key that is sealed under another secret than the servers' would bring them all to a stand. */
    private ServerSecrets secrets() {
        var secrets = ServerSecrets.of(settings.secrets(), new SecretFiles(settings.dataDir(), bench.secrets()));
        secrets.verify(workspace.secretChecks());
        return secrets;
    }
}
