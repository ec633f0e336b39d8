package dev.authgate.cli.command;

import dev.authgate.cli.settings.SettingException;
import dev.authgate.cli.terminal.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything that a sign-in needs, and says what to do where something is missing. */
@Command(
        name = "doctor",
        description = "Check settings, server, clock, store and terminal, and say what to do about what is wrong.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    private final Surroundings around;

    DoctorCommand(Surroundings around) {
        this.around = around;
    }

    /** The first thing that fails says how the program ends. */
    @Override
    public Integer call() {
        var checks = checks();
        checks.forEach(this::print);
        return checks.stream()
                .map(Check::exit)
                .filter(exit -> exit != ExitCode.OK)
                .findFirst()
                .orElse(ExitCode.OK)
                .number();
    }

    private List<Check> checks() {
        var checks = new ArrayList<Check>();
        try {
            var settings = target.configuration(around);
            checks.addAll(new SettingsCheck(settings, target.place(around)).run());
            checks.addAll(new ServerCheck(settings, around).run());
            checks.addAll(new StoreCheck(settings, around).run());
        } catch (SettingException unreadable) {
            checks.add(Check.fail("settings", unreadable));
        }
        checks.addAll(new TerminalCheck(around).run());
        return checks;
    }

    private void print(Check check) {
        around.output()
                .result(
                        switch (target.form()) {
                            case WORDS -> check.line(around.terminal().ink(Stream.RESULTS));
                            case JSON -> check.json();
                        });
    }
}
