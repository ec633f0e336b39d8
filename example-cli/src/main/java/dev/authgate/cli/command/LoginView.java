package dev.authgate.cli.command;

import dev.authgate.sdk.DevicePrompt;
import dev.authgate.sdk.Identity;
import dev.authgate.sdk.LoginEvent;
import dev.authgate.sdk.Session;
import java.util.Optional;

/** Shows a sign-in under way: to a person at a terminal, as plain lines, or to a program. */
interface LoginView extends AutoCloseable {
    /** What the person has to open and to enter. */
    void show(DevicePrompt prompt);

    /** What happens meanwhile. */
    void tell(LoginEvent event);

    /** It worked. */
    void approved(Session session, Optional<Identity> who);

    /** Ctrl-C; the program ends after it. */
    void interrupted();

    /** Takes away what moves. */
    @Override
    void close();
}
