package dev.authgate.cli.command;

import dev.authgate.cli.settings.Configuration;
import dev.authgate.cli.settings.SettingException;
import dev.authgate.cli.settings.StorePlace;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import dev.authgate.sdk.store.TokenStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Whether tokens can be kept, by keeping something that is none; and whether somebody is signed in. */
record StoreCheck(Configuration settings, Surroundings around) {
    private static final SessionKey PROBE =
            new SessionKey(URI.create("https://doctor.invalid"), "authgate-cli-doctor", SessionKey.DEFAULT_PROFILE);

    List<Check> run() {
        var checks = new ArrayList<Check>();
        try {
            var notices = new ArrayList<String>();
            var place = settings.store();
            var store = around.machine().store(place, notice -> notices.add(notice.message()));
            if (place != StorePlace.WORKING_DIRECTORY) {
                tryOut(store);
            }
            var keys = store.list();
            checks.add(described(store, notices));
            checks.add(session(keys));
        } catch (OAuthException fault) {
            checks.add(Check.fail("store", fault));
        } catch (SettingException told) {
            return List.of();
        }
        return checks;
    }

    private void tryOut(TokenStore store) throws OAuthException {
        var now = around.time().now();
        var nothing = new StoredSession("probe", now, now, null, List.of(), 0, now);
        store.save(PROBE, nothing);
        var same = store.load(PROBE).filter(nothing::equals).isPresent();
        store.delete(PROBE);
        if (!same) {
            throw new OAuthException(OAuthException.Code.STORE, "the store does not give back what it was given");
        }
    }

    private static Check described(TokenStore store, List<String> notices) {
        var description = store.description();
        var words = description.kind() + ", " + description.location() + ". " + description.protection();
        return notices.isEmpty() ? Check.ok("store", words) : Check.warn("store", words, String.join(" ", notices));
    }

    private Check session(List<SessionKey> keys) throws SettingException {
        var issuer = settings.issuer();
        var profile = settings.profile();
        var here = keys.stream()
                .anyMatch(key -> key.issuer().equals(issuer) && key.profile().equals(profile));
        return here
                ? Check.ok("session", "signed in to " + issuer)
                : Check.warn("session", "not signed in to " + issuer, "Sign in: " + Program.NAME + " login");
    }
}
