package dev.authgate.server.seed;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.Clients;
import dev.authgate.server.config.FirstStart;
import java.io.PrintStream;
import java.util.Optional;

/** The first lines that an operator sees. Credentials stand here once, and go to no log. */
public final class Banner {
    private final PrintStream out;
    private final String version;
    private final String baseUrl;

    public Banner(PrintStream out, String version, String baseUrl) {
        this.out = out;
        this.version = version;
        this.baseUrl = baseUrl;
    }

    /** Says what the first start has made, or, later, what is known without saying a secret. */
    public void print(Optional<Planted> planted, Clients clients) {
        var text = new StringBuilder("\n  AuthGate " + version + "\n\n");
        line(text, "URL", baseUrl);
        if (planted.isPresent()) {
            firstStart(text, planted.get());
        } else {
            cliClient(clients).ifPresent(id -> line(text, "CLI client", id));
        }
        line(text, "Console client", FirstStart.CONSOLE_CLIENT_ID);
        out.println(text);
        out.flush();
    }

    private static void firstStart(StringBuilder text, Planted planted) {
        planted.password().ifPresent(password -> {
            line(text, "Admin user", Seed.ADMIN);
            line(
                    text,
                    "Password",
                    password.drawn()
                            .map(drawn -> drawn + "   (shown this once)")
                            .orElse("as set in ADMIN_PASSWORD"));
        });
        line(text, "CLI client", planted.clientId());
    }

    private static Optional<String> cliClient(Clients clients) {
        return clients.all().stream()
                .filter(client -> client.name().equals(Seed.CLI_NAME))
                .map(Client::id)
                .findFirst();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-15s %s%n", name, value));
    }
}
