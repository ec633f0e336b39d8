package dev.authgate.server.oauth;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An ordered set of scope tokens: RFC 6749 section 3.3. */
public record Scopes(List<String> names) {
    private static final int LONGEST = 2000;

    public Scopes {
        names = List.copyOf(new LinkedHashSet<>(names));
    }

    public static Scopes none() {
        return new Scopes(List.of());
    }

    /**
     * Reads a scope parameter: tokens of {@code %x21 / %x23-5B / %x5D-7E}, one space between.
     *
     * @throws OAuthException {@code invalid_scope} when a character is not allowed or the text is too long
     */
    public static Scopes parse(String text) {
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c == ' ' || isScopeCharacter(c))) {
            throw new OAuthException(
                    OAuthError.INVALID_SCOPE,
                    "scope is a list of names with one space between, of printable ASCII, at most 2000 characters");
        }
        return new Scopes(List.of(text.split(" ")).stream()
                .filter(name -> !name.isEmpty())
                .toList());
    }

    private static boolean isScopeCharacter(int c) {
        return c == 0x21 || (c >= 0x23 && c <= 0x5B) || (c >= 0x5D && c <= 0x7E);
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    public boolean containsAll(Scopes other) {
        return Set.copyOf(names).containsAll(other.names);
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The names that are not in {@code allowed}. */
    public Collection<String> beyond(Scopes allowed) {
        return names.stream().filter(name -> !allowed.contains(name)).collect(Collectors.toList());
    }

    /** The form that goes over the wire and into the store. */
    @Override
    public String toString() {
        return String.join(" ", names);
    }
}
