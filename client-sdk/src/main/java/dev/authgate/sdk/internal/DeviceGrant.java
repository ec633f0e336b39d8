package dev.authgate.sdk.internal;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8628 section 3.2: what a server gave to start with. The text form tells no secret.
 *
 * @param deviceCode what this program polls with
 * @param userCode what the person types or compares
 * @param verificationUri what the person opens
 * @param verificationUriComplete the same with the code in it
 * @param lifetime how long the codes are good, counted from before the request was sent
 * @param interval the pause between polls that the server asks for
 */
public record DeviceGrant(
        String deviceCode,
        String userCode,
        URI verificationUri,
        @Nullable URI verificationUriComplete,
        Duration lifetime,
        @Nullable Duration interval) {
    private static final int LONGEST_USER_CODE = 64;

    /** Reads it from an answer. */
    static DeviceGrant read(JsonObject answer) throws MalformedAnswer {
        var deviceCode = answer.text("device_code").orElseThrow(() -> new MalformedAnswer("it has no device_code"));
        var userCode = answer.text("user_code")
                .filter(DeviceGrant::isPrintable)
                .orElseThrow(() -> new MalformedAnswer("it has no user_code that can be shown"));
        var verificationUri = Addresses.safe(answer.text("verification_uri")
                        .or(() -> answer.text("verification_url"))
                        .orElse(null))
                .orElseThrow(() -> new MalformedAnswer(
                        "it has no verification_uri that is an https address, or http on localhost"));
        var complete = answer.text("verification_uri_complete").or(() -> answer.text("verification_url_complete"));
        var lifetime = answer.seconds("expires_in")
                .filter(time -> !time.isNegative() && !time.isZero())
                .orElseThrow(() -> new MalformedAnswer("it has no expires_in above zero"));
        return new DeviceGrant(
                deviceCode,
                userCode,
                verificationUri,
                complete.flatMap(Addresses::safe).orElse(null),
                lifetime,
                answer.seconds("interval").orElse(null));
    }

    /** What is shown in a terminal must not steer it. */
    private static boolean isPrintable(String userCode) {
        return userCode.length() <= LONGEST_USER_CODE
                && userCode.chars()
                        .noneMatch(letter -> Character.isISOControl(letter)
                                || Character.getType(letter) == Character.FORMAT
                                || Character.getType(letter) == Character.SURROGATE
                                || Character.getType(letter) == Character.LINE_SEPARATOR);
    }

    @Override
    public String toString() {
        return "DeviceGrant[redacted, lifetime " + lifetime + "]";
    }
}
