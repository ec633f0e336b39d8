package dev.authgate.server.sql;

/**
 * Which database, and how to sign in there.
 *
 * @param url a JDBC URL of SQLite or PostgreSQL
 * @param user empty for SQLite
 * @param password empty for SQLite
 */
public record DatabaseSettings(String url, String user, String password) {
    /** Refuses a database that this server does not speak to. */
    public DatabaseSettings {
        Database.of(url);
    }

    /** A SQLite file needs nobody to sign in. */
    public static DatabaseSettings of(String url) {
        return new DatabaseSettings(url, "", "");
    }

    Database database() {
        return Database.of(url);
    }

    /** Never shows the password, nor the parameters of the URL, which may hold one. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + url.replaceFirst("\\?.*", "?...") + ", " + user + "]";
    }
}
