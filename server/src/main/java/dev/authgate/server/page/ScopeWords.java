package dev.authgate.server.page;

import dev.authgate.server.oauth.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says scopes in words, so that people know what they allow: in the operator's words, or in ours for those that we know. */
public final class ScopeWords {
    private static final Map<String, Permission> KNOWN = Map.of(
            "read", new Permission("Read your data", "read", false),
            "write", new Permission("Change your data", "write", true),
            "profile", new Permission("See your name and username", "profile", false),
            "email", new Permission("See your e-mail address", "email", false),
            "admin", new Permission("Administer this server: its clients, users and sessions", "admin", true));

    private final Map<String, String> own;

    /**
     * Words for scopes.
     *
     * @param own the operator's words, by scope
     */
    public ScopeWords(Map<String, String> own) {
        this.own = Map.copyOf(own);
    }

    /** What these scopes allow, in their order. */
    public List<Permission> of(Scopes scopes) {
        return scopes.names().stream().map(this::permission).toList();
    }

    /** Of a scope that we do not know, we fear the worst: that it changes something. */
    private Permission permission(String scope) {
        var known = Optional.ofNullable(KNOWN.get(scope));
        var changes = known.map(Permission::changes).orElse(true);
        return Optional.ofNullable(own.get(scope))
                .map(words -> new Permission(words, scope, changes))
                .or(() -> known)
                .orElseGet(() -> new Permission("Use what it calls “" + scope + "”", scope, true));
    }
}
