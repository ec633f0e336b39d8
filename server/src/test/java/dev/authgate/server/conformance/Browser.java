package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A browser: keeps cookies, reads the forms of our own pages and sends them back. */
final class Browser {
    private static final Pattern FORM =
            Pattern.compile("<form method=\"post\" action=\"([^\"]*)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final Http http;
    private final Map<String, String> cookies = new TreeMap<>();

    Browser(Http http) {
        this.http = http;
    }

    Reply open(String target, String... headers) {
        return kept(http.get(target, withCookies(headers)));
    }

    /** Posts this form as it stands. */
    Reply post(String target, Map<String, String> form, String... headers) {
        var pairs = new ArrayList<String>();
        form.forEach((name, value) -> pairs.add(Http.encoded(name) + "=" + Http.encoded(value)));
        var all = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return kept(http.postBody(target, String.join("&", pairs), withCookies(all.toArray(String[]::new))));
    }

    /** Fills in the form of that page which goes to {@code action}, and sends it. */
    Reply submit(Reply page, String action, String... fields) {
        return post(action, filled(page, action, fields));
    }

    static Map<String, String> filled(Reply page, String action, String... fields) {
        var form = hidden(page, action);
        for (var i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }

    /** The hidden fields of the form that goes to {@code action} and holds most of them. */
    static Map<String, String> hidden(Reply page, String action) {
        var best = new LinkedHashMap<String, String>();
        var forms = FORM.matcher(page.body());
        while (forms.find()) {
            var fields = new LinkedHashMap<String, String>();
            var inputs = HIDDEN.matcher(forms.group());
            while (inputs.find()) {
                fields.put(inputs.group(1), inputs.group(2));
            }
            if (forms.group(1).equals(action) && fields.size() > best.size()) {
                best = fields;
            }
        }
        assertThat(best).as("a form to %s in %s", action, page.body()).isNotEmpty();
        return best;
    }

    Reply trySignIn(String username, String password) {
        var form = open("/login").page(200);
        return submit(form, "/login", "username", username, "password", password);
    }

    Browser signIn(Person person) {
        assertThat(trySignIn(person.username(), person.password()).status()).isEqualTo(303);
        return this;
    }

    boolean isSignedIn() {
        return open("/device").status() == 200;
    }

    /** Types a user code; answers the page that follows. */
    Reply enter(String userCode) {
        return submit(open("/device").page(200), "/device/verify", "user_code", userCode);
    }

    /** Types a user code and decides. */
    Reply decide(String userCode, String decision) {
        return submit(enter(userCode).page(200), "/device/verify", "decision", decision);
    }

    Browser approve(OAuth.Codes codes) {
        assertThat(decide(codes.userCode(), "approve").page(200).body()).contains("<title>Connected");
        return this;
    }

    Map<String, String> cookies() {
        return new TreeMap<>(cookies);
    }

    void setCookie(String name, String value) {
        cookies.put(name, value);
    }

    private String[] withCookies(String... headers) {
        var all = new ArrayList<>(List.of(headers));
        if (!cookies.isEmpty()) {
            var pairs = new ArrayList<String>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            all.add("Cookie");
            all.add(String.join("; ", pairs));
        }
        return all.toArray(String[]::new);
    }

    private Reply kept(Reply reply) {
        for (var line : reply.all("Set-Cookie")) {
            var pair = line.split(";", 2)[0].split("=", 2);
            if (line.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return reply;
    }
}
