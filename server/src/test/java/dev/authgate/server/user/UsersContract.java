package dev.authgate.server.user;

import static dev.authgate.server.storage.Samples.NOON;
import static dev.authgate.server.storage.Samples.externalUser;
import static dev.authgate.server.storage.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.storage.AlreadyTaken;
import dev.authgate.server.storage.Race;
import org.junit.jupiter.api.Test;

/** What every store of users promises. */
public abstract class UsersContract {
    protected abstract Users users();

    @Test
    void a_user_is_found_as_it_was_added() {
        var local = user("found", "Found");
        var external = externalUser("abroad", "abroad", "17");
        assertThat(users().add(local)).isTrue();
        assertThat(users().add(external)).isTrue();

        assertThat(users().find("found")).contains(local);
        assertThat(users().find("abroad")).contains(external);
        assertThat(users().find("nobody")).isEmpty();
    }

    @Test
    void an_external_user_is_found_by_source_and_external_id() {
        var external = externalUser("far", "far", "far-17");
        users().add(external);

        assertThat(users().findByExternalId(external.source(), "far-17")).contains(external);
        assertThat(users().findByExternalId("another source", "far-17")).isEmpty();
        assertThat(users().findByExternalId(external.source(), "far-18")).isEmpty();
    }

    @Test
    void a_name_is_found_without_regard_to_case_or_unicode_form() {
        var user = user("named", "J\u00fcrgen");
        users().add(user);

        assertThat(users().findByUsername("JU\u0308RGEN")).contains(user);
        assertThat(users().findByUsername("jurgen")).isEmpty();
    }

    @Test
    void a_name_that_no_user_can_have_is_not_found() {
        users().add(user("plain", "plain"));

        assertThat(users().findByUsername("plain\0")).isEmpty();
        assertThat(users().findByUsername("")).isEmpty();
        assertThat(users().findByUsername("\ud800")).isEmpty();
    }

    @Test
    void a_name_is_taken_once() {
        users().add(user("first", "Same"));

        assertThat(users().add(user("second", "sAME"))).isFalse();
        assertThat(users().find("second")).isEmpty();
    }

    @Test
    void an_external_id_is_taken_once_for_each_source() {
        users().add(externalUser("one", "one", "42"));

        assertThat(users().add(externalUser("two", "two", "42"))).isFalse();
        assertThat(users().add(externalUser("three", "three", "43"))).isTrue();
    }

    @Test
    void a_user_is_replaced_when_it_is_as_expected() {
        var before = externalUser("replaced", "replaced", "99");
        users().add(before);

        assertThat(users().replace(before, before.disabled())).isTrue();
        assertThat(users().replace(before, before)).isFalse();
        assertThat(users().find("replaced")).contains(before.disabled());
    }

    @Test
    void nobody_takes_the_name_of_another() {
        var before = externalUser("mover", "mover", "mover-1");
        users().add(before);
        users().add(user("owner", "Owned"));
        var moved = before.inStepWith("oWNED", null, null);

        assertThatThrownBy(() -> users().replace(before, moved)).isInstanceOf(AlreadyTaken.class);
        assertThat(users().find("mover")).contains(before);
        assertThat(users().replace(moved, before)).isFalse();
    }

    @Test
    void all_users_come_by_name() {
        users().add(user("o1", "order-b"));
        users().add(user("o2", "ORDER-A"));
        users().add(user("o3", "Order-C"));

        assertThat(users().all())
                .extracting(User::id)
                .filteredOn(id -> id.startsWith("o") && id.length() == 2)
                .containsExactly("o2", "o1", "o3");
    }

    @Test
    void one_of_many_who_replace_a_user_at_once_wins() throws Exception {
        var before = user("raced", "raced");
        users().add(before);

        var won = Race.run(runner -> users().replace(before, before.withPassword("hash " + runner, NOON)));

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void one_of_many_who_take_a_name_at_once_gets_it() throws Exception {
        var won = Race.run(runner -> users().add(user("racer " + runner, "wanted")));

        assertThat(won).containsOnlyOnce(true);
    }
}
