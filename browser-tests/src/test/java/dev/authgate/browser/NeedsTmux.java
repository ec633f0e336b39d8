package dev.authgate.browser;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves a test out where there is no tmux, unless all tests are required: then it fails there. */
final class NeedsTmux implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "tmux")));
        return found || "true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"))
                ? enabled("tmux is there, or has to be")
                : disabled("there is no tmux (on Debian: apt-get install tmux)");
    }
}
