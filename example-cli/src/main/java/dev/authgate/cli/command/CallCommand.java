package dev.authgate.cli.command;

import dev.authgate.cli.settings.Setting;
import dev.authgate.cli.terminal.Printable;
import dev.authgate.cli.terminal.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls something that wants a token, and renews the token when it has to. */
@Command(
        name = "call",
        description = "Send a request with the access token, which is renewed as needed, and print the answer.",
        footer = {
            "",
            "Examples:",
            "  authgate-cli call /oauth/tokeninfo",
            "  authgate-cli call https://api.example.com/things --allow-host api.example.com -d @thing.json"
        })
final class CallCommand implements Callable<Integer> {
    private static final int FIRST_ERROR = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_REDIRECT = 300;

    @Mixin
    private final Target target = new Target();

    @Parameters(paramLabel = "URL", description = "Where to; a path alone is one of the server you sign in to.")
    private String url = "";

    @Option(
            names = {"-X", "--request"},
            paramLabel = "METHOD",
            description = "The method: GET, or POST with --data.")
    private @Nullable String method;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DATA",
            description = "What to send; @FILE sends a file, @- standard input.")
    private @Nullable String data;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "HEADER",
            description = "A header, such as \"Accept: text/plain\"; may be repeated.")
    private final List<String> headers = new ArrayList<>();

    @Option(
            names = {"-i", "--include"},
            description = "Print the answer's status and headers, too.")
    private boolean include;

    @Option(
            names = "--allow-host",
            paramLabel = "HOST",
            description = "A host that may get the token; may be repeated. Else AUTHGATE_ALLOWED_HOSTS.")
    private final List<String> allowed = new ArrayList<>();

    private final Surroundings around;

    CallCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        var settings = target.configuration(
                around, allowed.isEmpty() ? Map.of() : Map.of(Setting.AUTHGATE_ALLOWED_HOSTS, allowed));
        var destination = Destination.of(url, settings.issuer());
        destination.require(settings.issuer(), settings.allowedHosts());
        var request = new TypedRequest(destination.address(), method, data, headers)
                .build(around.machine().input());
        try (var connection = Connection.open(settings, target, around);
                var response = new BearerCall(connection.session(), destination).send(request)) {
            tellOfRefusal(response);
            print(response);
            return outcome(response).number();
        }
    }

    private void tellOfRefusal(Response response) {
        var refused = response.priorResponse();
        if (refused != null && target.isVerbose()) {
            around.output()
                    .note(refused.code() + " at first: the access token was renewed, and the request sent again");
        }
    }

    private void print(Response response) throws IOException {
        var body = response.body().bytes();
        switch (target.form()) {
            case JSON ->
                new Report()
                        .with("status", response.code())
                        .with("body", new String(body, StandardCharsets.UTF_8))
                        .print(around, Form.JSON);
            case WORDS -> {
                if (include) {
                    printHead(response);
                }
                printBody(body);
            }
        }
    }

    private void printHead(Response response) {
        around.output().result(response.code() + " " + Printable.line(response.message()));
        response.headers().forEach(header -> around.output()
                .result(Printable.line(header.getFirst() + ": " + header.getSecond())));
        around.output().result("");
    }

    /** As it came for a program; for a person without what could steer the terminal. */
    private void printBody(byte[] body) {
        if (around.terminal().shows(Stream.RESULTS)) {
            around.output().result(Printable.text(new String(body, StandardCharsets.UTF_8)));
        } else {
            around.output().raw(body);
        }
    }

    private ExitCode outcome(Response response) throws CommandException {
        if (response.code() >= FIRST_ERROR) {
            throw new CommandException(
                    ExitCode.FAULT,
                    "the answer is " + response.code() + " " + response.message(),
                    response.code() == UNAUTHORIZED
                            ? "A new access token was refused as well: does this API trust the server you sign in to?"
                            : "");
        }
        if (response.code() >= FIRST_REDIRECT) {
            throw new CommandException(
                    ExitCode.FAULT,
                    "the answer leads to " + response.header("Location", "nowhere")
                            + ", and a token does not go along a redirect",
                    "Call that address itself, if you trust it.");
        }
        return ExitCode.OK;
    }
}
