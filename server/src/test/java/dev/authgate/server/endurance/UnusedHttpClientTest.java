package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A start without external services")
class UnusedHttpClientTest {
    @TempDir
    Path directory;

    private String loaded(Map<String, String> settings) throws IOException, InterruptedException {
        try (var server = ServerProcess.start(directory, settings, List.of("-Xlog:class+load:stdout"))) {
            return server.log();
        }
    }

    @Test
    void loads_no_class_of_the_http_library() throws IOException, InterruptedException {
        assertThat(loaded(Map.of()))
                .contains("dev.authgate.server.Composition")
                .doesNotContain(" okhttp3.", " kotlin.");
    }

    @Test
    void and_with_one_it_does() throws IOException, InterruptedException {
        assertThat(loaded(Map.of("AUTH_MODE", "http_api", "HTTP_API_URL", "http://localhost:9/verify")))
                .contains(" okhttp3.OkHttpClient ");
    }
}
