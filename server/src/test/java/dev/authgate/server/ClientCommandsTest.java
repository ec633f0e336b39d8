package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientSecrets;
import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.SecretHash;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Commands: client")
class ClientCommandsTest extends AtTheTerminal {
    private Client stored(String id) {
        return inDatabase(storage -> storage.clients().find(id).orElseThrow());
    }

    private ClientSecrets secrets(String id) {
        return Optional.ofNullable(stored(id).secrets()).orElseThrow();
    }

    private String error() {
        assertThat(err.lines()).hasSize(1);
        return err.strip();
    }

    @Test
    void create_makes_a_public_client_without_a_secret() throws IOException {
        assertThat(run("client", "create", "--name", "My tool", "--id", "my-tool", "--json"))
                .isZero();

        assertThat(json()).hasToString("{\"client_id\":\"my-tool\"}");
    }

    @Test
    void create_prints_the_secret_of_a_confidential_client_once() throws IOException {
        assertThat(run(
                        "client",
                        "create",
                        "--name",
                        "API",
                        "--type",
                        "confidential",
                        "--introspect-all",
                        "--scopes",
                        "read",
                        "--grants",
                        "device_code",
                        "--json"))
                .isZero();

        var client = json();
        var stored = inDatabase(storage ->
                storage.clients().find(client.get("client_id").asText()).orElseThrow());
        assertThat(stored.secrets())
                .isEqualTo(ClientSecrets.of(
                        SecretHash.of(client.get("client_secret").asText()), stored.createdAt()));
        assertThat(stored.introspectAll()).isTrue();
        assertThat(stored.scopes()).hasToString("read");
    }

    @Test
    void create_refuses_an_id_that_is_taken_and_list_shows_the_one() {
        run("client", "create", "--name", "One", "--id", "my-tool");

        assertThat(run("client", "create", "--name", "Two", "--id", "my-tool")).isEqualTo(1);
        assertThat(err).isEqualTo("authgate: there is a client with the id my-tool already" + System.lineSeparator());
        assertThat(run("client", "list")).isZero();
        assertThat(out)
                .matches("my-tool {29}  public        enabled   \\[read write profile]"
                        + "  \\[device_code refresh_token]  default  One\\R");
    }

    @Test
    void create_makes_a_client_with_a_policy_of_its_own() {
        assertThat(run(
                        "client",
                        "create",
                        "--name",
                        "Meter",
                        "--id",
                        "meter",
                        "--status",
                        "disabled",
                        "--access-token-lifetime",
                        "10m",
                        "--refresh-token-lifetime",
                        "90d",
                        "--rotation",
                        "on",
                        "--verification-uri-complete",
                        "off"))
                .isZero();

        assertThat(stored("meter").tokenPolicy())
                .isEqualTo(new TokenPolicy(Duration.ofMinutes(10), Duration.ofDays(90), true));
        assertThat(stored("meter").enabled()).isFalse();
        assertThat(stored("meter").verificationUriComplete()).isFalse();
        run("client", "list");
        assertThat(out).contains("disabled", "access=10m,refresh=90d,rotation=on  Meter");
    }

    @Test
    void update_changes_what_is_typed_and_nothing_else() {
        run("client", "create", "--name", "Meter", "--id", "meter", "--rotation", "on");
        var before = stored("meter");

        assertThat(run("client", "update", "meter", "--access-token-lifetime", "5m", "--grants", "device_code"))
                .isZero();

        assertThat(stored("meter"))
                .usingRecursiveComparison()
                .ignoringFields("tokenPolicy", "grantTypes")
                .isEqualTo(before);
        assertThat(stored("meter").tokenPolicy()).isEqualTo(new TokenPolicy(Duration.ofMinutes(5), null, true));
        assertThat(stored("meter").grantTypes()).isEqualTo(Set.of(GrantType.DEVICE_CODE));
        assertThat(out).contains("Changed the client Meter.", "5m", "30d (default)", "on");
    }

    @Test
    void update_gives_the_servers_own_ways_back() {
        run(
                "client",
                "create",
                "--name",
                "Meter",
                "--id",
                "meter",
                "--rotation",
                "on",
                "--access-token-lifetime",
                "5m",
                "--refresh-token-lifetime",
                "7d");

        run(
                "client",
                "update",
                "meter",
                "--rotation",
                "default",
                "--access-token-lifetime",
                "default",
                "--refresh-token-lifetime",
                "default");

        assertThat(stored("meter").tokenPolicy()).isEqualTo(TokenPolicy.standard());
    }

    @Test
    void update_disables_and_enables_and_who_looks_later_finds_it() {
        run("client", "create", "--name", "Meter", "--id", "meter");

        run("client", "update", "meter", "--status", "disabled", "--name", "Old meter", "--scopes", "read");
        assertThat(stored("meter").enabled()).isFalse();
        run("client", "update", "meter", "--status", "enabled", "--verification-uri-complete", "off");
        run("client", "update", "meter", "--status", "enabled");

        assertThat(stored("meter").enabled()).isTrue();
        assertThat(stored("meter").name()).isEqualTo("Old meter");
        assertThat(audited("client_changed")).isEqualTo("""
                        {"change":"name, scopes, status"}
                        {"change":"status, verification-uri-complete"}
                        """);
    }

    @Test
    void what_is_not_allowed_is_answered_with_what_is() {
        run("client", "create", "--name", "Meter", "--id", "meter");

        assertThat(run("client", "update", "meter", "--access-token-lifetime", "5x"))
                .isEqualTo(2);
        assertThat(error())
                .isEqualTo("authgate: --access-token-lifetime: \"5x\" is not a duration; write a number and a unit,"
                        + " such as 10s, 30m, 720h or 7d, or default for the server's own");
        assertThat(run("client", "update", "meter", "--refresh-token-lifetime", "0s"))
                .isEqualTo(2);
        assertThat(error())
                .isEqualTo("authgate: --refresh-token-lifetime: \"0s\" is out of range; allowed: 1s to 3650d,"
                        + " or default for the server's own");
        assertThat(run("client", "update", "meter", "--grants", "password")).isEqualTo(2);
        assertThat(error())
                .isEqualTo("authgate: --grants: \"password\" is not known; allowed: device_code, refresh_token,"
                        + " or both with a space between");
        assertThat(run("client", "update", "meter", "--introspect-all", "on")).isEqualTo(1);
        assertThat(error()).contains("a public client may not introspect");
        assertThat(run("client", "update", "meter")).isEqualTo(2);
        assertThat(error()).startsWith("authgate: nothing to change; give at least one of --name, --scopes");
        assertThat(run("client", "update", "nobody", "--rotation", "on")).isEqualTo(1);
        assertThat(error()).isEqualTo("authgate: there is no client with the id nobody; see: authgate client list");
        assertThat(stored("meter").tokenPolicy()).isEqualTo(TokenPolicy.standard());
    }

    @Test
    void show_tells_everything_but_secrets() throws IOException {
        environment.put("ENABLE_TOKEN_ROTATION", "true");
        run("client", "create", "--name", "API", "--id", "api", "--type", "confidential", "--json");
        var secret = json().get("client_secret").asText();

        assertThat(run("client", "show", "api")).isZero();
        assertThat(out)
                .contains("The client API.", "confidential", "enabled", "read write profile")
                .contains("1h (default)", "30d (default)", "on (default)", "secret since")
                .doesNotContain(secret, SecretHash.of(secret).value(), "former");

        assertThat(run("client", "show", "api", "--json")).isZero();
        assertThat(json().get("grants").asText()).isEqualTo("device_code refresh_token");
    }

    @Test
    void rotate_secret_prints_another_one_and_keeps_the_old_one_for_a_day() throws IOException {
        run("client", "create", "--name", "API", "--id", "api", "--type", "confidential", "--json");
        var old = json().get("client_secret").asText();

        assertThat(run("client", "rotate-secret", "api", "--json")).isZero();

        var now = secrets("api").since();
        assertThat(secrets("api").current())
                .isEqualTo(SecretHash.of(json().get("client_secret").asText()));
        assertThat(secrets("api").former(now))
                .contains(new ClientSecrets.Former(
                        SecretHash.of(old), stored("api").createdAt(), now.plus(Duration.ofHours(24))));
        run("client", "show", "api");
        assertThat(out).contains("former secret since", "former secret until");
        assertThat(audited("client_changed")).contains("secret rotated").doesNotContain(old);
    }

    @Test
    void there_are_two_secrets_at_most() {
        run("client", "create", "--name", "API", "--id", "api", "--type", "confidential");
        run("client", "rotate-secret", "api", "--keep-old", "7d");
        var two = secrets("api");

        assertThat(run("client", "rotate-secret", "api")).isEqualTo(1);
        assertThat(error()).contains("has two secrets", "authgate client retire-secret api");
        assertThat(secrets("api")).isEqualTo(two);

        assertThat(run("client", "retire-secret", "api")).isZero();
        assertThat(secrets("api")).isEqualTo(two.withoutFormer());
        assertThat(run("client", "retire-secret", "api")).isEqualTo(1);
        assertThat(error()).contains("has one secret only");
    }

    @Test
    void both_secrets_end_at_once_when_that_is_wished() {
        run("client", "create", "--name", "API", "--id", "api", "--type", "confidential");
        run("client", "rotate-secret", "api");

        assertThat(run("client", "rotate-secret", "api", "--keep-old", "0s")).isZero();

        assertThat(secrets("api").former()).isNull();
        assertThat(out).contains("client secret").doesNotContain("former");
    }

    @Test
    void a_public_client_has_no_secret_to_rotate() {
        run("client", "create", "--name", "Meter", "--id", "meter");

        assertThat(run("client", "rotate-secret", "meter")).isEqualTo(1);
        assertThat(error()).isEqualTo("authgate: the client meter is public: it has no secret");
        assertThat(run("client", "rotate-secret", "meter", "--keep-old", "1y")).isEqualTo(2);
        assertThat(error()).contains("--keep-old: \"1y\" is not a duration");
    }
}
