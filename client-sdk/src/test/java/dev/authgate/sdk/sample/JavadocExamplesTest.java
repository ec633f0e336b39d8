package dev.authgate.sdk.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The Javadoc of each public type has an example, and it compiles")
class JavadocExamplesTest {
    private static final List<Path> SOURCES = List.of(
            Path.of("src/main/java"),
            Path.of("keychain/src/main/java"),
            Path.of("src/test/java/dev/authgate/sdk/testkit"));

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (?:[a-z]+ )*(?:class|interface|record|enum) ", Pattern.MULTILINE);
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?) \\* }</pre>", Pattern.DOTALL);
    private static final int MOST_LINES = 12;

    /** Around an example: what it may take as given. */
    private static final String PROGRAM = """
            import static org.assertj.core.api.Assertions.assertThat;

            import com.sun.net.httpserver.HttpExchange;
            import dev.authgate.sdk.*;
            import dev.authgate.sdk.okhttp.*;
            import dev.authgate.sdk.service.*;
            import dev.authgate.sdk.store.*;
            import dev.authgate.sdk.testkit.*;
            import dev.authgate.sdk.verify.*;
            import java.net.URI;
            import java.net.http.*;
            import java.net.http.HttpResponse.BodyHandlers;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import okhttp3.OkHttpClient;
            import okhttp3.Request;
            import okhttp3.Response;

            abstract class Example {
                OAuthClient client;
                DeviceLogin login;
                Session session;
                TokenVerifier verifier;
                FakeAuthServer server;
                Request request;
                HttpExchange exchange;
                URI issuer;
                String header;
                String text;

                abstract Session signIn(OAuthClient client);

                abstract int send(String authorization);

                %s
            }
            """;

    private static final String STATEMENTS = """
            Object run() throws Exception {
                if (true) {
                    %s
                }
                return null;
            }
            """;

    @TempDir
    Path classes;

    static Stream<Path> publicTypes() throws IOException {
        var types = Stream.<Path>builder();
        for (var folder : SOURCES) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("internal"))
                        .filter(file -> PUBLIC_TYPE.matcher(text(file)).find())
                        .forEach(types);
            }
        }
        return types.build();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The examples of Java above the type; a file's format may stand beside them. */
    private static List<String> examples(Path file) {
        var text = text(file);
        var type = PUBLIC_TYPE.matcher(text);
        return EXAMPLE.matcher(text.substring(0, type.find() ? type.start() : 0))
                .results()
                .map(match -> match.group(1).replaceAll("(?m)^ \\* ?", ""))
                .filter(example -> !example.startsWith("{"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("publicTypes")
    void has_an_example_of_some_ten_lines_that_compiles(Path file) {
        assertThat(examples(file)).isNotEmpty().allSatisfy(example -> {
            assertThat(example.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
            assertThat(faults(example)).as(example).isEmpty();
        });
    }

    @Test
    void would_find_an_example_that_does_not_compile() {
        assertThat(faults("client.startDeviceSignIn();"))
                .singleElement()
                .asString()
                .contains("startDeviceSignIn");
    }

    private List<String> faults(String example) {
        var member = example.startsWith("public ") ? example : STATEMENTS.formatted(example);
        var source = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return PROGRAM.formatted(member);
            }
        };
        var found = new DiagnosticCollector<JavaFileObject>();
        var options = List.of(
                "-proc:none",
                "-implicit:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        var compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(null, null, found, options, null, List.of(source)).call();
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> one.getMessage(Locale.ROOT))
                .toList();
    }
}
