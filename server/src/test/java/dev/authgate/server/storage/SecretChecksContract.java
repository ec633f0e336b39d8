package dev.authgate.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every store of check values promises. */
public abstract class SecretChecksContract {
    protected abstract SecretChecks checks();

    @Test
    void the_first_value_stays() {
        assertThat(checks().find("first")).isEmpty();

        assertThat(checks().putIfAbsent("first", "one")).isTrue();
        assertThat(checks().putIfAbsent("first", "two")).isFalse();

        assertThat(checks().find("first")).contains("one");
    }

    @Test
    void a_value_is_replaced_on_purpose_whether_or_not_there_was_one() {
        checks().putIfAbsent("replaced", "one");

        checks().replace("replaced", "two");
        checks().replace("new", "three");

        assertThat(checks().find("replaced")).contains("two");
        assertThat(checks().find("new")).contains("three");
    }

    @Test
    void one_of_many_who_put_a_value_at_once_wins() throws Exception {
        var won = Race.run(runner -> checks().putIfAbsent("raced", "value " + runner));

        assertThat(won).containsOnlyOnce(true);
    }
}
