package dev.authgate.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody in front of Keycloak's pages, with a browser's cookies and nothing else of it. */
final class KeycloakPerson {
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(code)\" value=\"([^\"]*)\"");
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    void approve(String link) throws IOException, InterruptedException {
        decide(link, "accept=Yes");
    }

    void deny(String link) throws IOException, InterruptedException {
        decide(link, "cancel=No");
    }

    /** Signs in, and then says yes or no to what the device asks for. */
    private void decide(String link, String decision) throws IOException, InterruptedException {
        var signIn = get(URI.create(link));
        var consent = submit(
                signIn,
                "username=" + Keycloak.USER + "&password="
                        + URLEncoder.encode(Keycloak.PASSWORD, StandardCharsets.UTF_8));
        var code = HIDDEN.matcher(consent.body())
                .results()
                .map(field -> "code=" + URLEncoder.encode(field.group(2), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
        submit(consent, code + decision);
    }

    private HttpResponse<String> submit(HttpResponse<String> page, String fields)
            throws IOException, InterruptedException {
        var action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new AssertionError("no form in\n" + page.body());
        }
        var address = page.uri().resolve(action.group(1).replace("&amp;", "&"));
        return follow(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(address));
    }

    private HttpResponse<String> follow(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = send(request);
        for (int redirects = 0; answer.statusCode() / 100 == 3 && redirects < MOST_REDIRECTS; redirects++) {
            answer = send(HttpRequest.newBuilder(
                    answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow())));
        }
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " for " + answer.uri() + "\n" + answer.body());
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        for (var set : answer.headers().allValues("Set-Cookie")) {
            var pair = set.substring(0, set.contains(";") ? set.indexOf(';') : set.length());
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }
}
