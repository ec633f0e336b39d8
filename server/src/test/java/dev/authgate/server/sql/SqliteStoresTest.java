package dev.authgate.server.sql;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Stores in SQLite")
final class SqliteStoresTest extends SqlStoresContract {
    @RegisterExtension
    static final SqlFixture FIXTURE = SqlFixture.sqlite();

    @Override
    SqlStorage storage() {
        return FIXTURE.storage();
    }
}
