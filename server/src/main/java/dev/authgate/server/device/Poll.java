package dev.authgate.server.device;

import dev.authgate.server.oauth.OAuthError;
import java.util.Optional;

/**
 * What one poll is answered, and what it leaves behind: RFC 8628 section 3.5.
 *
 * @param next the request after this poll
 * @param refusal why there are no tokens; empty when they may be handed out, if {@code next} gets in place first
 */
public record Poll(DeviceAuthorization next, Optional<OAuthError> refusal) {}
