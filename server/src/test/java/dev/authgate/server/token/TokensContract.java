package dev.authgate.server.token;

import static dev.authgate.server.storage.Samples.NOON;
import static dev.authgate.server.storage.Samples.grant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.Clients;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Race;
import dev.authgate.server.user.User;
import dev.authgate.server.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of tokens promises. Users: ann and bob; clients: tv and radio. */
public abstract class TokensContract {
    protected abstract Tokens tokens();

    protected abstract Grants grants();

    protected abstract Users users();

    protected abstract Clients clients();

    private static IssuedToken token(String secret, String grantId) {
        return new IssuedToken(
                SecretHash.of(secret), grantId, new Scopes(List.of("read")), NOON, NOON.plusSeconds(3600));
    }

    @Test
    void an_access_token_is_found_with_all_that_decides_about_it() {
        grants().add(grant("whole", "ann", "tv"));
        tokens().addAccessToken(token("access", "whole"));

        assertThat(tokens().findAccessToken(SecretHash.of("access")))
                .contains(new TokenStanding(
                        "whole",
                        Grant.Status.ACTIVE,
                        false,
                        NOON,
                        NOON.plusSeconds(3600),
                        new Scopes(List.of("read")),
                        "tv",
                        true,
                        "ann",
                        "Ann",
                        true,
                        TokenMaker.LOCAL,
                        MadeToken.BEARER));
        assertThat(tokens().findAccessToken(SecretHash.of("unknown"))).isEmpty();
    }

    @Test
    void a_refresh_token_is_no_access_token() {
        grants().add(grant("refreshed", "ann", "tv"));
        tokens().addRefreshToken(token("refresh", "refreshed"));

        assertThat(tokens().findAccessToken(SecretHash.of("refresh"))).isEmpty();
    }

    @Test
    void a_token_ceases_to_count_when_its_user_or_client_is_disabled() {
        grants().add(grant("followed", "bob", "tv"));
        tokens().addAccessToken(token("followed", "followed"));
        var bob = users().find("bob").orElseThrow();
        var tv = clients().find("tv").orElseThrow();

        users().replace(bob, bob.disabled());
        assertThat(standing("followed").userEnabled()).isFalse();
        restore(bob);

        clients().replace(tv, tv.disabled());
        assertThat(standing("followed").clientEnabled()).isFalse();
        restore(tv);
    }

    private void restore(User user) {
        users().replace(user.disabled(), user);
    }

    private void restore(Client client) {
        clients().replace(client.disabled(), client);
    }

    private TokenStanding standing(String secret) {
        return tokens().findAccessToken(SecretHash.of(secret)).orElseThrow();
    }

    @Test
    void a_refresh_token_is_found_and_lasts_as_long_as_its_grant() {
        grants().add(grant("lasting", "ann", "tv"));
        tokens().addRefreshToken(token("lasting", "lasting"));

        var found = refresh("lasting");

        assertThat(found.standing().expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        assertThat(found.spentAt()).isNull();
        assertThat(found.sealedSuccessor()).isNull();
        assertThat(tokens().findRefreshToken(SecretHash.of("unknown"))).isEmpty();
    }

    @Test
    void an_access_token_is_no_refresh_token() {
        grants().add(grant("accessed", "ann", "tv"));
        tokens().addAccessToken(token("accessed", "accessed"));

        assertThat(tokens().findRefreshToken(SecretHash.of("accessed"))).isEmpty();
    }

    @Test
    void a_spent_refresh_token_keeps_when_and_for_what() {
        grants().add(grant("spent", "ann", "tv"));
        tokens().addRefreshToken(token("spent", "spent"));

        assertThat(tokens().spending(SecretHash.of("spent"), NOON.plusSeconds(5), "sealed")
                        .attempt())
                .isTrue();

        assertThat(refresh("spent").spentAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(refresh("spent").sealedSuccessor()).isEqualTo("sealed");
        assertThat(tokens().spending(SecretHash.of("unknown"), NOON, "sealed").attempt())
                .isFalse();
    }

    @Test
    void one_of_many_who_spend_a_refresh_token_at_once_wins() throws Exception {
        grants().add(grant("raced", "ann", "tv"));
        tokens().addRefreshToken(token("raced", "raced"));

        var won = Race.run(runner -> tokens().spending(SecretHash.of("raced"), NOON, "sealed by " + runner)
                .attempt());

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void a_revoked_access_token_stays_so_and_its_siblings_live() {
        grants().add(grant("ended", "ann", "tv"));
        tokens().addAccessToken(token("ended", "ended"));
        tokens().addAccessToken(token("sibling", "ended"));

        assertThat(tokens().revokingAccessToken(SecretHash.of("ended")).attempt())
                .isTrue();

        assertThat(standing("ended").revoked()).isTrue();
        assertThat(standing("sibling").revoked()).isFalse();
        assertThat(tokens().revokingAccessToken(SecretHash.of("ended")).attempt())
                .isFalse();
        assertThat(tokens().revokingAccessToken(SecretHash.of("unknown")).attempt())
                .isFalse();
    }

    @Test
    void a_token_that_somebody_else_made_is_kept_as_such_and_once_for_its_grant_alone() {
        grants().add(grant("adopting", "ann", "tv"));
        grants().add(grant("other", "ann", "tv"));
        var adopted = elsewhere("adopted", "adopting", NOON.plusSeconds(60));

        assertThat(tokens().adoptAccessToken(adopted)).isTrue();
        assertThat(tokens().adoptAccessToken(elsewhere("adopted", "adopting", NOON.plusSeconds(90))))
                .isTrue();
        assertThat(tokens().adoptAccessToken(elsewhere("adopted", "other", NOON.plusSeconds(90))))
                .isFalse();

        var standing = standing("adopted");
        assertThat(standing.maker()).isEqualTo(TokenMaker.HTTP_API);
        assertThat(standing.type()).isEqualTo("DPoP");
        assertThat(standing.grantId()).isEqualTo("adopting");
        assertThat(standing.expiresAt()).isEqualTo(NOON.plusSeconds(90));
        tokens().revokingAccessToken(SecretHash.of("adopted")).attempt();
        assertThat(tokens().adoptAccessToken(adopted)).isFalse();
        assertThat(standing("adopted").revoked()).isTrue();
    }

    private static IssuedToken elsewhere(String secret, String grantId, Instant end) {
        return new IssuedToken(
                SecretHash.of(secret), grantId, Scopes.parse("read"), NOON, end, TokenMaker.HTTP_API, "DPoP");
    }

    private RefreshStanding refresh(String secret) {
        return tokens().findRefreshToken(SecretHash.of(secret)).orElseThrow();
    }

    @Test
    void no_token_without_a_grant_and_no_hash_twice() {
        grants().add(grant("once", "ann", "tv"));
        tokens().addAccessToken(token("once", "once"));

        assertThatThrownBy(() -> tokens().addAccessToken(token("once", "once"))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> tokens().addAccessToken(token("stray", "no grant")))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> tokens().addRefreshToken(token("stray", "no grant")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void many_who_use_one_grant_at_once_all_get_their_token() throws Exception {
        grants().add(grant("shared", "ann", "tv"));

        Race.run(runner -> {
            tokens().addAccessToken(token("shared " + runner, "shared"));
            return true;
        });

        for (var i = 0; i < Race.RUNNERS; i++) {
            assertThat(tokens().findAccessToken(SecretHash.of("shared " + i))).isPresent();
        }
    }
}
