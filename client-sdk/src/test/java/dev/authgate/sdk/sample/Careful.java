package dev.authgate.sdk.sample;

import dev.authgate.sdk.LoginEvent;
import dev.authgate.sdk.LoginResult;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import java.io.PrintStream;

/** A sign-in that shows all there is to show. */
final class Careful {
    private final PrintStream out;

    Careful(PrintStream out) {
        this.out = out;
    }

    // sample: careful
    int signIn(OAuthClient client) throws InterruptedException {
        try (var login = client.startDeviceLogin()) {
            out.println(
                    "Open " + login.prompt().complete().orElse(login.prompt().verificationUri()));
            login.onEvent(this::show);
            return exitCode(login.await());
        } catch (OAuthException fault) {
            out.println(fault.getMessage() + ". " + fault.hint());
            return 1;
        }
    }

    void show(LoginEvent event) {
        if (event instanceof LoginEvent.Waiting waiting) {
            out.println("Waiting, " + waiting.remaining().toSeconds() + " s left");
        } else if (event instanceof LoginEvent.SlowedDown slowed) {
            out.println("The server asks for a pause of " + slowed.interval().toSeconds() + " s");
        } else if (event instanceof LoginEvent.Retrying retrying) {
            out.println(retrying.reason().getMessage() + "; again in "
                    + retrying.in().toSeconds() + " s");
        }
    }

    int exitCode(LoginResult result) {
        if (result instanceof LoginResult.Approved approved) {
            out.println("Signed in, with " + approved.session().scopes());
            return 0;
        } else if (result instanceof LoginResult.Denied denied) {
            out.println("Refused: " + denied.reason().orElse("no reason given"));
            return 4;
        } else if (result instanceof LoginResult.Expired) {
            out.println("The code has expired; start again");
            return 5;
        }
        return 130; // cancelled
    }
    // end
}
