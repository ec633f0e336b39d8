package dev.authgate.server.page;

import java.time.Duration;
import java.util.List;

/**
 * RFC 8628 section 5.4: the decision, with everything that helps to see somebody else's device in it. The ticket binds the
 * decision to the session that entered the code; {@code userCode} is in its shown form, XXXX-XXXX.
 */
public record ConfirmPage(
        Visitor visitor,
        String ticket,
        String userCode,
        AskingDevice device,
        Surroundings surroundings,
        List<Permission> permissions,
        Duration grantLifetime)
        implements Page {

    public ConfirmPage {
        userCode = ClientText.shown(userCode, ClientText.CODE_LENGTH);
        permissions = List.copyOf(permissions);
    }

    /** What sets this request apart from an everyday one: who asks, and from where, seen from the visitor. */
    public record Surroundings(String visitorAddress, boolean sameNetwork, boolean firstTime) {
        public Surroundings {
            visitorAddress = ClientText.shown(visitorAddress, ClientText.IDENTIFIER_LENGTH);
        }

        /** Whether the page warns before it asks. */
        public boolean unusual() {
            return firstTime || !sameNetwork;
        }
    }

    /** The ticket decides for a person, so it stays out of logs; so does the code. */
    @Override
    public String toString() {
        return "ConfirmPage[" + visitor + ", " + device.clientId() + "]";
    }

    @Override
    public String template() {
        return "confirm.ftlh";
    }
}
