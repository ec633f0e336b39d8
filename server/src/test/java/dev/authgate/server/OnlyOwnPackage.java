package dev.authgate.server;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Of this program, depends on classes of its own package only. */
final class OnlyOwnPackage extends ArchCondition<JavaClass> {
    private final String root;

    OnlyOwnPackage(String root) {
        super("depend on their own package only");
        this.root = root;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(root))
                .filter(dependency ->
                        !dependency.getTargetClass().getPackageName().equals(type.getPackageName()))
                .forEach(dependency ->
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
    }
}
