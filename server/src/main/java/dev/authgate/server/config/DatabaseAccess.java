package dev.authgate.server.config;

/**
 * Which database, and how to sign in there.
 *
 * @param url a JDBC URL of SQLite or PostgreSQL
 * @param user empty when the URL says it, or nobody needs to sign in
 * @param password empty likewise
 */
public record DatabaseAccess(String url, String user, String password) {
    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRESQL = "jdbc:postgresql:";

    /** Whether it is a file of this machine, so that a server alone knows the secrets in its directory. */
    public boolean isFile() {
        return url.startsWith(SQLITE);
    }

    /** Never shows the password, nor the parameters of the URL, which may hold one. */
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "?...");
    }
}
