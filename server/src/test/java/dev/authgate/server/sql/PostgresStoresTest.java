package dev.authgate.server.sql;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Stores in PostgreSQL")
final class PostgresStoresTest extends SqlStoresContract {
    @RegisterExtension
    static final SqlFixture FIXTURE = SqlFixture.postgresql();

    @Override
    SqlStorage storage() {
        return FIXTURE.storage();
    }
}
