package dev.authgate.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The administrator in front of the server's pages, whose forms are filled in without a browser. */
final class Person {
    private static final Pattern HIDDEN = Pattern.compile("name=\"(csrf_token|ticket)\" value=\"([^\"]*)\"");

    private final URI server;
    private final HttpClient http = HttpClient.newHttpClient();
    private String cookie = "";

    private Person(URI server) {
        this.server = server;
    }

    static Person signedIn(URI server) throws IOException, InterruptedException {
        var person = new Person(server);
        var form = person.get("/login");
        person.post(
                "/login",
                "csrf_token=" + hidden(form, "csrf_token") + "&username=" + RealServer.ADMIN + "&password="
                        + encoded(RealServer.PASSWORD));
        return person;
    }

    void approve(String userCode) throws IOException, InterruptedException {
        decide(userCode, "approve");
    }

    void deny(String userCode) throws IOException, InterruptedException {
        decide(userCode, "deny");
    }

    private void decide(String userCode, String decision) throws IOException, InterruptedException {
        var page = get("/device");
        var shown =
                post("/device/verify", "csrf_token=" + hidden(page, "csrf_token") + "&user_code=" + encoded(userCode));
        post(
                "/device/verify",
                "csrf_token=" + hidden(shown, "csrf_token") + "&user_code=" + encoded(userCode) + "&ticket="
                        + encoded(hidden(shown, "ticket")) + "&decision=" + decision);
    }

    private static String hidden(String page, String name) {
        return HIDDEN.matcher(page)
                .results()
                .filter(field -> field.group(1).equals(name))
                .map(field -> field.group(2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + page));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)));
    }

    private String post(String path, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        request.header("Accept", "text/html");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        if (answer.statusCode() != 200 && answer.statusCode() != 303) {
            throw new AssertionError(answer.statusCode() + " for " + answer.uri() + "\n" + answer.body());
        }
        return answer.body();
    }
}
