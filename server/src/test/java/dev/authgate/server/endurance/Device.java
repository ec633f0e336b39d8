package dev.authgate.server.endurance;

import java.io.IOException;

/** What a device does: ask for a code, poll with it, and use what it gets. */
final class Device {
    private static final String POLL = "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id="
            + ServerProcess.CLIENT + "&device_code=";
    private static final String REFRESH =
            "grant_type=refresh_token&client_id=" + ServerProcess.CLIENT + "&refresh_token=";

    private Device() {}

    /** The two codes of a request. */
    record Codes(String device, String user) {
        static Codes of(Reply reply) throws IOException {
            Unexpected.unless(reply.status() == 200, reply);
            return new Codes(reply.member("device_code"), reply.member("user_code"));
        }
    }

    static Reply ask(Wire wire) throws IOException {
        return wire.post("/oauth/device/code", "client_id=" + ServerProcess.CLIENT);
    }

    static Codes codes(Wire wire) throws IOException {
        return Codes.of(ask(wire));
    }

    static Reply poll(Wire wire, Codes codes) throws IOException {
        return wire.post("/oauth/token", POLL + codes.device());
    }

    static Reply refresh(Wire wire, String refreshToken) throws IOException {
        return wire.post("/oauth/token", REFRESH + refreshToken);
    }

    static Reply tokenInfo(Wire wire, String accessToken) throws IOException {
        return wire.get("/oauth/tokeninfo", "Authorization: Bearer " + accessToken);
    }
}
