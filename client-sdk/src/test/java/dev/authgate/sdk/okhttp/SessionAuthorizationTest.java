package dev.authgate.sdk.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.okhttp.ApiServer.Answer;
import dev.authgate.sdk.store.TokenStores;
import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6750: tokens with the requests of an HTTP client")
@Timeout(30)
final class SessionAuthorizationTest {
    private final ManualClock clock = new ManualClock();
    private final FakeAuthServer server = FakeAuthServer.start(clock);
    private final OAuthClient client = OAuthClient.builder(server.issuer(), "my-cli")
            .store(TokenStores.memory())
            .time(clock)
            .build();
    private Session session;

    @BeforeEach
    void signIn() throws Exception {
        server.approve();
        session = ((LoginResult.Approved) client.startDeviceLogin().await()).session();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private OkHttpClient.Builder authorized(String... origins) {
        return SessionAuthorization.of(session, origins).addTo(new OkHttpClient.Builder());
    }

    private static int status(OkHttpClient api, String url) throws IOException {
        return status(api, new Request.Builder().url(url).build());
    }

    private static int status(OkHttpClient api, Request request) throws IOException {
        try (var response = api.newCall(request).execute()) {
            return response.code();
        }
    }

    private static RequestBody sentOnce() {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8("once");
            }
        };
    }

    @Test
    void carries_the_token_to_its_origin() throws Exception {
        var api = authorized(server.issuer().toString()).build();

        assertThat(status(api, server.api().toString())).isEqualTo(200);
        assertThat(server.refreshes()).isEmpty();
    }

    @Test
    void is_made_from_a_session_in_one_call() throws Exception {
        var api = session.authorizedClient(server.issuer().toString());

        assertThat(status(api, server.api().toString())).isEqualTo(200);
    }

    @Test
    void replaces_the_token_before_its_end_so_that_no_call_is_wasted() throws Exception {
        var api = authorized(server.issuer().toString()).build();
        clock.advance(Duration.ofMinutes(61));

        assertThat(status(
                        api, new Request.Builder().url(server.api().toString()).build()))
                .isEqualTo(200);
        assertThat(server.refreshes()).hasSize(1);
        assertThat(server.requests("/api/greeting")).hasSize(1);
    }

    @Test
    void answers_invalid_token_once_with_another_token() throws Exception {
        var api = authorized(server.issuer().toString()).build();
        server.endAccessTokens();

        assertThat(status(api, server.api().toString())).isEqualTo(200);
        assertThat(server.refreshes()).hasSize(1);
        assertThat(server.requests("/api/greeting")).hasSize(2);
    }

    @Test
    void gives_up_after_the_second_refusal() throws Exception {
        try (var stubborn = new ApiServer(authorization -> Answer.INVALID_TOKEN)) {
            var origin = stubborn.origin("localhost");

            assertThat(status(authorized(origin).build(), origin + "/")).isEqualTo(401);
            assertThat(stubborn.authorizations).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void does_not_answer_other_refusals() throws Exception {
        for (var challenge :
                List.of("Bearer error=\"insufficient_scope\"", "Bearer realm=\"api\"", "Basic realm=\"x\"")) {
            try (var strict = new ApiServer(authorization -> new Answer(401, "WWW-Authenticate", challenge))) {
                var origin = strict.origin("localhost");

                assertThat(status(authorized(origin).build(), origin + "/")).isEqualTo(401);
                assertThat(strict.authorizations).hasSize(1);
            }
        }
        assertThat(server.refreshes()).isEmpty();
    }

    @Test
    void sends_no_body_twice_that_can_be_sent_once() throws Exception {
        try (var strict = new ApiServer(authorization -> Answer.INVALID_TOKEN)) {
            var origin = strict.origin("localhost");
            var request = new Request.Builder().url(origin).post(sentOnce()).build();

            assertThat(status(authorized(origin).build(), request)).isEqualTo(401);
            assertThat(strict.authorizations).hasSize(1);
            assertThat(server.refreshes()).isEmpty();
        }
    }

    @Test
    void needs_one_refresh_for_many_calls_at_once_with_few_threads() throws Exception {
        var few = new Dispatcher();
        few.setMaxRequestsPerHost(5);
        var api = authorized(server.issuer().toString()).dispatcher(few).build();
        clock.advance(Duration.ofMinutes(61));
        var good = new AtomicInteger();
        var done = new CountDownLatch(40);

        for (var call = 0; call < 40; call++) {
            api.newCall(new Request.Builder().url(server.api().toString()).build())
                    .enqueue(counting(good, done));
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(good).hasValue(40);
        assertThat(server.refreshes()).hasSize(1);
        few.executorService().shutdown();
    }

    private static Callback counting(AtomicInteger good, CountDownLatch done) {
        return new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                done.countDown();
            }

            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    good.addAndGet(response.code() == 200 ? 1 : 0);
                }
                done.countDown();
            }
        };
    }

    @Nested
    @DisplayName("go to their origins alone")
    final class Elsewhere {
        @Test
        void not_to_another_host_or_port_or_scheme() throws Exception {
            try (var other = new ApiServer(authorization -> Answer.OK)) {
                var here = server.issuer().toString();

                assertThat(status(authorized(here).build(), other.origin("localhost")))
                        .isEqualTo(200);
                assertThat(status(authorized(other.origin("127.0.0.1")).build(), other.origin("localhost")))
                        .isEqualTo(200);
                assertThat(status(
                                authorized(other.origin("localhost").replace("http:", "https:"))
                                        .build(),
                                other.origin("localhost")))
                        .isEqualTo(200);
                assertThat(other.authorizations).containsExactly("-", "-", "-");
            }
        }

        @Test
        void not_along_a_redirect_even_to_another_origin_that_is_allowed() throws Exception {
            try (var target = new ApiServer(authorization -> Answer.OK);
                    var source = new ApiServer(authorization -> Answer.to(target.origin("localhost") + "/"))) {
                var api = authorized(source.origin("localhost"), target.origin("localhost"))
                        .build();

                assertThat(status(api, source.origin("localhost"))).isEqualTo(200);
                assertThat(source.authorizations).singleElement().asString().startsWith("Bearer ");
                assertThat(target.authorizations).containsExactly("-");
            }
        }

        @Test
        void not_for_a_refusal_after_a_redirect() throws Exception {
            try (var target = new ApiServer(authorization -> Answer.INVALID_TOKEN);
                    var source = new ApiServer(authorization -> Answer.to(target.origin("localhost") + "/"))) {
                var api = authorized(source.origin("localhost")).build();

                assertThat(status(api, source.origin("localhost"))).isEqualTo(401);
                assertThat(target.authorizations).containsExactly("-");
                assertThat(server.refreshes()).isEmpty();
            }
        }

        @Test
        void not_when_a_later_interceptor_chooses_another_host() throws Exception {
            try (var other = new ApiServer(authorization -> Answer.OK)) {
                var api = authorized(server.issuer().toString())
                        .addInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .url(other.origin("localhost"))
                                .build()))
                        .build();

                assertThat(status(api, server.api().toString())).isEqualTo(200);
                assertThat(other.authorizations).containsExactly("-");
            }
        }

        @Test
        void leave_a_header_of_the_programs_own_alone() throws Exception {
            try (var other = new ApiServer(authorization -> Answer.INVALID_TOKEN)) {
                var origin = other.origin("localhost");
                var request = new Request.Builder()
                        .url(origin)
                        .header("Authorization", "Basic own")
                        .build();

                assertThat(status(authorized(origin).build(), request)).isEqualTo(401);
                assertThat(other.authorizations).containsExactly("Basic own");
            }
        }

        @Test
        void leave_the_programs_own_authenticator_to_its_work() throws Exception {
            var mine = Credentials.basic("me", "secret");
            try (var other = new ApiServer(authorization -> authorization.equals(mine)
                    ? Answer.OK
                    : new Answer(401, "WWW-Authenticate", "Basic realm=\"x\""))) {
                var builder = new OkHttpClient.Builder().authenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Authorization", mine)
                        .build());
                var api = SessionAuthorization.of(session, server.issuer().toString())
                        .addTo(builder)
                        .build();

                assertThat(status(api, other.origin("localhost"))).isEqualTo(200);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://api.example.com",
                    "api.example.com",
                    "https://api.example.com/path",
                    "https://api.example.com?query",
                    "https://user@api.example.com"
                })
        void are_refused_when_they_are_none_or_not_safe(String origin) {
            assertThatIllegalArgumentException().isThrownBy(() -> SessionAuthorization.of(session, origin));
        }

        @Test
        void have_to_be_named() {
            assertThatIllegalArgumentException().isThrownBy(() -> SessionAuthorization.of(session));
        }
    }

    @Nested
    @DisplayName("when there is none any more")
    final class NoToken {
        @Test
        void tell_the_fault_instead_of_calling() {
            var api = authorized(server.issuer().toString()).build();
            server.endSessions();
            clock.advance(Duration.ofMinutes(61));

            assertThatExceptionOfType(NoTokenException.class)
                    .isThrownBy(() -> status(api, server.api().toString()))
                    .satisfies(e -> assertThat(e.fault().code()).isEqualTo(Code.LOGIN_REQUIRED));
            assertThat(server.requests("/api/greeting")).isEmpty();
        }

        @Test
        void tell_the_fault_after_a_refusal() {
            var api = authorized(server.issuer().toString()).build();
            server.endSessions();

            assertThatExceptionOfType(NoTokenException.class)
                    .isThrownBy(() -> status(api, server.api().toString()))
                    .satisfies(e -> assertThat(e.fault().code()).isEqualTo(Code.LOGIN_REQUIRED));
            assertThat(server.requests("/api/greeting")).hasSize(1);
        }
    }
}
