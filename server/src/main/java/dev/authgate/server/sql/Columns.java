package dev.authgate.server.sql;

import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the words of the domain look in columns. */
final class Columns {
    private Columns() {}

    static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        if (text == null) {
            throw new SQLException("Column " + column + " is null");
        }
        return text;
    }

    static @Nullable String optionalText(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    static @Nullable Duration optionalDuration(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Duration.ofMillis(millis);
    }

    static @Nullable Boolean optionalFlag(ResultSet row, String column) throws SQLException {
        var flag = row.getBoolean(column);
        return row.wasNull() ? null : flag;
    }

    static SecretHash hash(ResultSet row, String column) throws SQLException {
        return new SecretHash(text(row, column));
    }

    static Scopes scopes(ResultSet row, String column) throws SQLException {
        return new Scopes(words(text(row, column)));
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column) throws SQLException {
        return Enum.valueOf(type, text(row, column).toUpperCase(Locale.ROOT));
    }
}
