package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Static files")
@TestInstance(Lifecycle.PER_CLASS)
class StaticFilesTest {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new StaticFiles()), StaticFiles.MOUNT);
        server.setHandler(context);
        server.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void may_be_kept_for_ever_under_the_name_that_holds_their_hash() throws Exception {
        for (StaticFile file : StaticFile.all()) {
            var answer = get("/assets/" + file.hashedName());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(answer.headers().firstValue("ETag")).hasValue('"' + file.hash() + '"');
            assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(file.length());
        }
    }

    @ParameterizedTest
    @CsvSource({"app.css, text/css;charset=utf-8", "logo.svg, image/svg+xml", "logo-dark.svg, image/svg+xml"})
    void are_asked_for_again_under_their_plain_name(String name, String type) throws Exception {
        var answer = get("/assets/" + name);

        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
                .isEqualToIgnoringCase(type);
    }

    @Test
    void are_not_sent_again_to_a_browser_that_has_them() throws Exception {
        String tag = get("/assets/app.css").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/assets/app.css", tag).statusCode()).isEqualTo(304);
        assertThat(get("/assets/app.css", "W/" + tag + ", \"other\"").statusCode())
                .isEqualTo(304);
        assertThat(get("/assets/app.css", "*").statusCode()).isEqualTo(304);
        assertThat(get("/assets/app.css", "\"other\"").body()).contains(":root");
    }

    @Test
    void answer_head_without_a_body() throws Exception {
        var answer = http.send(
                request("/assets/app.css")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isPositive();
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/none.css",
                "/assets/app.000000000000.css",
                "/assets/pages/login.ftlh",
                "/assets/%2e%2e/pages/login.ftlh",
                "/assets/..%2fpages%2flogin.ftlh",
                "/assets//app.css",
                "/assets/app.css/"
            })
    void are_a_fixed_list_that_no_path_leads_out_of(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("<#import");
    }

    @Test
    void stay_small() {
        assertThat(StaticFile.all())
                .allSatisfy(file -> assertThat(file.length()).isBetween(1, 20_000));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String knownTag) throws IOException, InterruptedException {
        return http.send(request(path).header("If-None-Match", knownTag).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }
}
