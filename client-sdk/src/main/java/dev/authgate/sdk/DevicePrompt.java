package dev.authgate.sdk;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person has to see to sign in (RFC 8628 section 3.3): an address to open on any device, and a code to compare
 * or to type there.
 *
 * <pre>{@code
 * DevicePrompt prompt = login.prompt();
 * System.out.println("Open " + prompt.verificationUri() + " and enter " + prompt.userCode());
 * prompt.complete().ifPresent(link -> System.out.println("or follow " + link));
 * System.out.println("The code is good until " + prompt.expiresAt());
 * }</pre>
 *
 * @param userCode the code, as the server writes it
 * @param verificationUri the address to open, {@code https} or on this machine
 * @param verificationUriComplete the same with the code in it, for a QR code or a link; {@link #complete()} reads it
 * @param expiresAt when the code ends, by this machine's clock
 * @param interval the pause that the server asked for between polls
 */
public record DevicePrompt(
        String userCode,
        URI verificationUri,
        @Nullable URI verificationUriComplete,
        Instant expiresAt,
        Duration interval) {
    /** The address with the code in it (RFC 8628 section 3.3.1), if the server gave one. */
    public Optional<URI> complete() {
        return Optional.ofNullable(verificationUriComplete);
    }

    /** Without the code: who reads it in a log could approve or refuse in the person's place. */
    @Override
    public String toString() {
        return "DevicePrompt[redacted, at " + verificationUri + " until " + expiresAt + "]";
    }
}
