package dev.authgate.server.command;

import dev.authgate.server.config.ExternalSettings;
import dev.authgate.server.service.JsonService;
import dev.authgate.server.service.ServiceClient;
import dev.authgate.server.service.ServiceSettings;
import dev.authgate.server.token.TokenService;
import dev.authgate.server.user.PasswordService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks the external services, and tells in words what is wrong with them. */
final class ServiceChecks {
    private final ExternalSettings settings;
    private final Workbench bench;
    private final List<String> problems = new ArrayList<>();

    ServiceChecks(ExternalSettings settings, Workbench bench) {
        this.settings = settings;
        this.bench = bench;
    }

    /** One line for each service that does not answer as agreed; those that do are told of at once. */
    List<String> problems() {
        settings.authentication()
                .ifPresent(service -> check("authentication service", service, client -> new PasswordService(client)
                        .problem(bench.secrets().next())));
        settings.tokens()
                .ifPresent(service -> check("token service", service, client -> new TokenService(client)
                        .problem("authgate-check-" + bench.secrets().next())));
        return List.copyOf(problems);
    }

    private void check(String name, ServiceSettings service, Function<JsonService, Optional<String>> question) {
        try (var client = new ServiceClient(name, service, bench.clock())) {
            var where = " (" + service.url().toString().replaceFirst("\\?.*", "?...") + ")";
            question.apply(client)
                    .ifPresentOrElse(
                            problem -> problems.add("the " + name + " " + problem + where),
                            () -> bench.terminal().out().println(name + ": answers as agreed" + where));
        }
    }
}
