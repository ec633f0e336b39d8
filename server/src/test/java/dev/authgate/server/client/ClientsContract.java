package dev.authgate.server.client;

import static dev.authgate.server.storage.Samples.NOON;
import static dev.authgate.server.storage.Samples.client;
import static dev.authgate.server.storage.Samples.publicClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Race;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of clients promises. */
public abstract class ClientsContract {
    protected abstract Clients clients();

    @Test
    void a_client_is_found_as_it_was_added() {
        assertThat(clients().add(client("whole"))).isTrue();
        assertThat(clients().add(publicClient("bare", "Bare"))).isTrue();

        assertThat(clients().find("whole")).contains(client("whole"));
        assertThat(clients().find("bare")).contains(publicClient("bare", "Bare"));
        assertThat(clients().find("nobody")).isEmpty();
    }

    @Test
    void an_id_that_no_client_can_have_is_not_found() {
        assertThat(clients().find("")).isEmpty();
        assertThat(clients().find("\0")).isEmpty();
        assertThat(clients().find("' OR '1'='1")).isEmpty();
        assertThat(clients().find("\ud800")).isEmpty();
    }

    @Test
    void an_id_is_taken_once() {
        clients().add(client("taken"));

        assertThat(clients().add(publicClient("taken", "Other"))).isFalse();
        assertThat(clients().find("taken")).contains(client("taken"));
    }

    @Test
    void a_client_is_replaced_when_it_is_as_expected() {
        var before = client("replaced");
        clients().add(before);

        assertThat(clients().replace(before, before.disabled())).isTrue();
        assertThat(clients().find("replaced")).contains(before.disabled());
        assertThat(clients().replace(before, before)).isFalse();
        assertThat(clients().find("replaced")).contains(before.disabled());
    }

    @Test
    void a_public_client_is_replaced_though_it_has_no_secret_to_compare() {
        var before = publicClient("secretless", "Secretless");
        clients().add(before);

        assertThat(clients().replace(before, before.disabled())).isTrue();
    }

    @Test
    void a_client_keeps_the_secret_before_its_current_one_and_gives_it_up() {
        var one = client("two secrets");
        var two = one.with(secretsOf(one).rotated(SecretHash.of("next"), NOON, Duration.ofHours(24)));
        clients().add(one);

        assertThat(clients().replace(one, two)).isTrue();
        assertThat(clients().find("two secrets")).contains(two);
        assertThat(clients().replace(one, one)).isFalse();

        assertThat(clients().replace(two, two.with(secretsOf(two).withoutFormer())))
                .isTrue();
        assertThat(clients().find("two secrets").map(Client::secrets))
                .contains(ClientSecrets.of(SecretHash.of("next"), NOON));
    }

    private static ClientSecrets secretsOf(Client client) {
        return Optional.ofNullable(client.secrets()).orElseThrow();
    }

    @Test
    void a_client_keeps_how_its_tokens_are_made() {
        var before = client("policy");
        var policy = new TokenPolicy(Duration.ofMinutes(10), Duration.ofDays(7), false);
        clients().add(before);

        assertThat(clients().replace(before, before.with(policy))).isTrue();
        assertThat(clients().find("policy").map(Client::tokenPolicy)).contains(policy);
    }

    @Test
    void a_client_that_is_not_there_is_not_replaced() {
        assertThat(clients().replace(client("missing"), client("missing").disabled()))
                .isFalse();
        assertThat(clients().find("missing")).isEmpty();
    }

    @Test
    void all_clients_come_by_name_without_regard_to_case() {
        clients().add(publicClient("order-1", "beta"));
        clients().add(publicClient("order-2", "Alpha"));
        clients().add(publicClient("order-3", "Gamma"));

        assertThat(clients().all())
                .extracting(Client::id)
                .filteredOn(id -> id.startsWith("order-"))
                .containsExactly("order-2", "order-1", "order-3");
    }

    @Test
    void one_of_many_who_replace_a_client_at_once_wins() throws Exception {
        var before = client("raced");
        clients().add(before);

        var won = Race.run(runner -> clients().replace(before, before.disabled()));

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void one_of_many_who_add_a_client_at_once_wins() throws Exception {
        var added = Race.run(runner -> clients().add(client("added by many")));

        assertThat(added).containsOnlyOnce(true);
    }
}
