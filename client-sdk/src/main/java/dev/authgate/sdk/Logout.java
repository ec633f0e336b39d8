package dev.authgate.sdk;

import dev.authgate.sdk.LogoutReport.Revocation;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of a session, as the person wants it. */
record Logout(SessionParts parts, SessionKey key) {
    LogoutReport run(StoredSession held, Duration longest) throws OAuthException {
        var begun = new AtomicBoolean();
        try {
            return parts.store().locked(key, longest, () -> {
                begun.set(true);
                return underLock(held);
            });
        } catch (OAuthException e) {
            if (begun.get() || e.code() != Code.STORE) {
                throw e;
            }
            // Another program hangs over the session. It can do nothing with tokens that the server has forgotten.
            return underLock(held);
        }
    }

    private LogoutReport underLock(StoredSession held) throws OAuthException {
        var report = revoke(latest(held));
        var wiped = parts.store().delete(key);
        return new LogoutReport(wiped, report.revocation(), report.fault());
    }

    /** The store may have later tokens than this handle, and the handle later ones than a store that took none. */
    private StoredSession latest(StoredSession held) {
        try {
            return parts.store()
                    .load(key)
                    .filter(stored -> Held.isLater(stored, held))
                    .orElse(held);
        } catch (OAuthException e) {
            return held;
        }
    }

    /** With a refresh token the server forgets the whole grant (RFC 7009 section 2.1). */
    LogoutReport revoke(StoredSession session) {
        try {
            var refreshToken = session.refreshToken();
            parts.endpoints().revoke(refreshToken == null ? session.accessToken() : refreshToken);
            return new LogoutReport(false, Revocation.DONE, null);
        } catch (OAuthException e) {
            return new LogoutReport(false, Revocation.FAILED, e);
        }
    }
}
