package dev.authgate.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every unit of work promises. */
public abstract class TransactionsContract {
    protected abstract Transactions transactions();

    /** A store that joins. */
    protected abstract SecretChecks checks();

    @Test
    void what_is_done_together_is_there_together() {
        var answer = transactions().inTransaction(() -> {
            checks().putIfAbsent("together 1", "a");
            checks().putIfAbsent("together 2", "b");
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(checks().find("together 1")).contains("a");
        assertThat(checks().find("together 2")).contains("b");
    }

    @Test
    void a_unit_sees_what_it_has_written() {
        var seen = transactions().inTransaction(() -> {
            checks().putIfAbsent("seen", "a");
            return checks().find("seen");
        });

        assertThat(seen).contains("a");
    }

    @Test
    void what_is_thrown_undoes_the_work_and_reaches_the_caller_as_it_is() {
        var thrown = new IllegalStateException("on purpose");

        assertThatThrownBy(() -> transactions().inTransaction(() -> {
                    checks().putIfAbsent("undone", "a");
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(checks().find("undone")).isEmpty();
    }

    @Test
    void a_unit_within_a_unit_joins_it() {
        assertThatThrownBy(() -> transactions().inTransaction(() -> {
                    transactions().inTransaction(() -> checks().putIfAbsent("joined", "a"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(checks().find("joined")).isEmpty();
    }

    @Test
    void a_refusal_that_is_returned_undoes_nothing() {
        var refusal = transactions().inTransaction(() -> {
            checks().putIfAbsent("kept", "a");
            return "refused";
        });

        assertThat(refusal).isEqualTo("refused");
        assertThat(checks().find("kept")).contains("a");
    }

    @Test
    void many_units_at_once_each_have_their_own_work() throws Exception {
        var won = Race.run(runner -> transactions().inTransaction(() -> {
            checks().putIfAbsent("own " + runner, "a");
            return checks().putIfAbsent("shared", "a");
        }));

        assertThat(won).containsOnlyOnce(true);
        for (var i = 0; i < Race.RUNNERS; i++) {
            assertThat(checks().find("own " + i)).contains("a");
        }
    }
}
