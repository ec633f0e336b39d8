package dev.authgate.server.endurance;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A signed-in browser session, which fills in the forms of the pages. Any number of connections may share it. */
record Person(String cookie) {
    /** Signs the administrator in. */
    static Person signIn(Wire wire) throws IOException {
        var form = wire.get("/login");
        var signedIn = wire.post(
                "/login",
                "csrf_token=" + form.hidden("csrf_token") + "&username=admin&password=" + ServerProcess.ADMIN_PASSWORD,
                "Cookie: " + cookie(form));
        Unexpected.unless(signedIn.status() == 303, signedIn);
        return new Person(cookie(signedIn));
    }

    private static String cookie(Reply reply) {
        var set = reply.header("Set-Cookie");
        return set.substring(0, set.indexOf(';'));
    }

    /** Opens a page as this person. */
    Reply get(Wire wire, String path) throws IOException {
        return wire.get(path, "Cookie: " + cookie, "Accept: text/html");
    }

    /** Enters the code on the page and approves what the next page shows. */
    void approve(Wire wire, Device.Codes codes) throws IOException {
        approve(wire, codes, enter(wire, codes));
    }

    /** Enters the code; the page that follows asks for the decision. */
    Reply enter(Wire wire, Device.Codes codes) throws IOException {
        var page = get(wire, "/device");
        Unexpected.unless(page.status() == 200, page);
        var shown = post(wire, page, "user_code=" + codes.user());
        Unexpected.unless(shown.status() == 200, shown);
        return shown;
    }

    /** Approves what the page shows. */
    void approve(Wire wire, Device.Codes codes, Reply shown) throws IOException {
        var ticket = URLEncoder.encode(shown.hidden("ticket"), StandardCharsets.UTF_8);
        var done = post(wire, shown, "user_code=" + codes.user() + "&ticket=" + ticket + "&decision=approve");
        Unexpected.unless(done.status() == 200, done);
    }

    private Reply post(Wire wire, Reply page, String fields) throws IOException {
        var form = "csrf_token=" + page.hidden("csrf_token") + "&" + fields;
        return wire.post("/device/verify", form, "Cookie: " + cookie, "Accept: text/html");
    }
}
