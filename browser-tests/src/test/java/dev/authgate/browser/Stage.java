package dev.authgate.browser;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands out the one server and the one browser of a run; both end with it, failed or not. */
final class Stage implements ParameterResolver, ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Browser.DRIVER.canExecute()
                ? enabled("there is a driver")
                : disabled("there is no " + Browser.DRIVER + " (on Debian: apt-get install chromium-driver)");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Person.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Stage.class))
                .getOrComputeIfAbsent(Set.class, key -> Set.build(), Set.class)
                .person();
    }

    /** What stands on the stage. */
    private record Set(Person person) implements AutoCloseable {
        static Set build() {
            var server = RunningServer.start();
            try {
                server.nameClient("Acme Deploy CLI");
                return new Set(new Person(Browser.start(), server));
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }

        @Override
        public void close() {
            try {
                person.browser().close();
            } finally {
                person.server().close();
            }
        }
    }
}
