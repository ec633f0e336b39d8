package dev.authgate.server.page;

import dev.authgate.server.oauth.Scopes;
import java.util.List;
import java.util.Map;

/** Says scopes in words, so that people know what they allow. */
public final class ScopeWords {
    private static final Map<String, Permission> KNOWN = Map.of(
            "read", new Permission("Read your data", "read", false),
            "write", new Permission("Change your data", "write", true),
            "profile", new Permission("See your name and username", "profile", false),
            "email", new Permission("See your e-mail address", "email", false),
            "admin", new Permission("Administer this server: its clients, users and sessions", "admin", true));

    private ScopeWords() {}

    /** What these scopes allow, in their order. */
    public static List<Permission> of(Scopes scopes) {
        return scopes.names().stream()
                .map(name -> KNOWN.getOrDefault(name, new Permission("Use what it calls “" + name + "”", name, true)))
                .toList();
    }
}
