package dev.authgate.server.sql;

import static java.util.Comparator.comparing;

import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import dev.authgate.server.user.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** Users in the database. */
final class SqlUsers implements Users {
    static final String COLUMNS = "username, username_key, password_hash, role, enabled, email, full_name,"
            + " source, external_id, created_at, password_changed_at, id";
    private static final int COLUMN_COUNT = 12;

    private static final Lookup<User> FIND =
            new Lookup<>("SELECT " + COLUMNS + " FROM users WHERE id = ?", SqlUsers::user);
    private static final Lookup<User> FIND_BY_USERNAME =
            new Lookup<>("SELECT " + COLUMNS + " FROM users WHERE username_key = ?", SqlUsers::user);
    private static final Lookup<User> FIND_BY_EXTERNAL_ID =
            new Lookup<>("SELECT " + COLUMNS + " FROM users WHERE source = ? AND external_id = ?", SqlUsers::user);
    private static final String ALL = "SELECT " + COLUMNS + " FROM users";
    private static final String ADD =
            "INSERT INTO users (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REPLACE = "UPDATE users SET username = ?, username_key = ?, password_hash = ?,"
            + " role = ?, enabled = ?, email = ?, full_name = ?, source = ?, external_id = ?, created_at = ?,"
            + " password_changed_at = ? WHERE id = ? AND username = ? AND username_key = ?"
            + " AND password_hash IS NOT DISTINCT FROM ? AND role = ? AND enabled = ?"
            + " AND email IS NOT DISTINCT FROM ? AND full_name IS NOT DISTINCT FROM ? AND source = ?"
            + " AND external_id IS NOT DISTINCT FROM ? AND created_at = ? AND password_changed_at = ? AND id = ?";

    private final Engine engine;

    SqlUsers(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<User> find(String id) {
        return engine.find(FIND, id);
    }

    @Override
    public Optional<User> findByUsername(String username) {
        return engine.find(FIND_BY_USERNAME, User.key(username));
    }

    @Override
    public Optional<User> findByExternalId(String source, String externalId) {
        return engine.find(FIND_BY_EXTERNAL_ID, source, externalId);
    }

    @Override
    public boolean add(User user) {
        return engine.write(handle -> bind(handle.createUpdate(ADD), 0, user).execute() == 1);
    }

    @Override
    public boolean replace(User expected, User next) {
        if (!expected.id().equals(next.id())) {
            throw new IllegalArgumentException("A user keeps the id");
        }
        return engine.write(handle -> {
            var update = bind(handle.createUpdate(REPLACE), 0, next);
            return bind(update, COLUMN_COUNT, expected).execute() == 1;
        });
    }

    /** Sorted here, because the databases disagree about the order of letters. */
    @Override
    public List<User> all() {
        var users = engine.read(handle ->
                handle.createQuery(ALL).map((row, context) -> user(row)).list());
        return users.stream()
                .sorted(comparing(user -> User.key(user.username())))
                .toList();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, int first, User user) {
        return statement
                .bind(first, user.username())
                .bind(first + 1, User.key(user.username()))
                .bind(first + 2, user.passwordHash())
                .bind(first + 3, Columns.name(user.role()))
                .bind(first + 4, user.enabled())
                .bind(first + 5, user.email())
                .bind(first + 6, user.fullName())
                .bind(first + 7, user.source())
                .bind(first + 8, user.externalId())
                .bind(first + 9, user.createdAt().toEpochMilli())
                .bind(first + 10, user.passwordChangedAt().toEpochMilli())
                .bind(first + 11, user.id());
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                Columns.text(row, "id"),
                Columns.text(row, "username"),
                Columns.optionalText(row, "password_hash"),
                Columns.constant(Role.class, row, "role"),
                row.getBoolean("enabled"),
                Columns.optionalText(row, "email"),
                Columns.optionalText(row, "full_name"),
                Columns.text(row, "source"),
                Columns.optionalText(row, "external_id"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "password_changed_at"));
    }
}
