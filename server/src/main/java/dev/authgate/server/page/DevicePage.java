package dev.authgate.server.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** RFC 8628 section 3.3: where the code from the device is entered. An empty {@code userCode} leaves the field empty. */
public record DevicePage(
        Visitor visitor, String userCode, @Nullable CodeProblem problem, Duration codeLifetime) implements Page {
    public DevicePage {
        userCode = ClientText.shown(userCode, ClientText.CODE_LENGTH);
    }

    @Override
    public String template() {
        return problem == CodeProblem.UNUSABLE ? "code-problem.ftlh" : "device.ftlh";
    }
}
