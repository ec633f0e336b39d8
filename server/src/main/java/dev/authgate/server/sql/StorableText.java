package dev.authgate.server.sql;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Binds text so that any text can be kept and looked for: PostgreSQL refuses the character NUL, which anybody can send
 * as {@code %00}, and the answer to that must be "not found" and not a server error. It becomes U+FFFD, the
 * replacement character.
 */
final class StorableText extends AbstractArgumentFactory<String> {
    StorableText() {
        super(Types.VARCHAR);
    }

    static String of(String text) {
        return text.replace('\0', '\uFFFD');
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
        var storable = of(value);
        return (position, statement, context) -> statement.setString(position, storable);
    }
}
