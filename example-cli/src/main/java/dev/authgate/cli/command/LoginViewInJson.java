package dev.authgate.cli.command;

import dev.authgate.sdk.DevicePrompt;
import dev.authgate.sdk.Identity;
import dev.authgate.sdk.LoginEvent;
import dev.authgate.sdk.Session;
import java.util.Optional;

/** For programs: an event a line on standard output, none of which holds a token. */
final class LoginViewInJson implements LoginView {
    private final Surroundings around;

    LoginViewInJson(Surroundings around) {
        this.around = around;
    }

    private Report event(String name) {
        return new Report().with("event", name);
    }

    private void print(Report event) {
        event.print(around, Form.JSON);
    }

    @Override
    public void show(DevicePrompt prompt) {
        print(event("prompt")
                .with("user_code", prompt.userCode())
                .with("verification_uri", prompt.verificationUri())
                .with("verification_uri_complete", prompt.verificationUriComplete())
                .with("expires_at", prompt.expiresAt())
                .with("interval", prompt.interval().toSeconds()));
    }

    @Override
    public void tell(LoginEvent event) {
        if (event instanceof LoginEvent.Retrying retrying) {
            print(event("retrying")
                    .with("reason", retrying.reason().getMessage())
                    .with("in_seconds", retrying.in().toSeconds()));
        } else if (event instanceof LoginEvent.SlowedDown slowed) {
            print(event("slowed_down").with("interval", slowed.interval().toSeconds()));
        }
    }

    @Override
    public void approved(Session session, Optional<Identity> who) {
        print(event("approved")
                .with("server", session.key().issuer())
                .with("profile", session.key().profile())
                .with("username", who.flatMap(Identity::name).orElse(null))
                .with("subject", who.map(Identity::subject).orElse(null))
                .with("scopes", session.scopes())
                .with("expires_at", session.expiresAt()));
    }

    @Override
    public void interrupted() {
        print(event("cancelled").with("exit_code", ExitCode.CANCELLED.number()));
    }

    @Override
    public void close() {}
}
