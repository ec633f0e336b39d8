package dev.authgate.sdk.sample;

// sample: whole
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class YourSignInTest {
    private final ManualClock clock = new ManualClock();
    private final FakeAuthServer server = FakeAuthServer.start(clock);
    private final OAuthClient client =
            OAuthClient.builder(server.issuer(), "my-cli").time(clock).build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void outlasts_a_server_that_is_down_for_a_while() throws Exception {
        server.pend().onPoll().unavailable(Duration.ofSeconds(90)).dropRequest();
        clock.in(Duration.ofMinutes(4), server::approve);

        var result = client.startDeviceLogin().await();

        assertThat(result).isInstanceOf(LoginResult.Approved.class);
        assertThat(server.polls().get(0).form()).containsEntry("client_id", "my-cli");
    }

    @Test
    void gives_up_when_the_code_has_expired() throws Exception {
        server.codesLastFor(Duration.ofMinutes(10));

        assertThat(client.startDeviceLogin().await()).isEqualTo(new LoginResult.Expired());
        assertThat(clock.passed()).isEqualTo(Duration.ofMinutes(10));
    }
}
