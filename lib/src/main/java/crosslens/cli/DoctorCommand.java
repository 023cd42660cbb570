package crosslens.cli;

import crosslens.study.Doctor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is there and what is missing. */
@Command(
        name = "doctor",
        description =
                "Says what is there and what is missing, with the command that mends it. Exit code 1 if something is missing.",
        footer = {"", "Example: crosslens doctor"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Override
    public Integer call() {
        List<Doctor.Check> checks = Doctor.examine(global.settings());
        for (Doctor.Check check : checks) {
            String mark = switch (check.state()) {
                case OK -> "ok";
                case NOTE -> "note";
                case MISSING -> "MISSING";
            };
            System.out.printf("%-10s %-8s %s%n", check.name(), mark, Terminal.safe(check.found()));
            if (!check.mend().isEmpty()) {
                System.out.printf("%-19s to mend: %s%n", "", check.mend());
            }
        }
        return checks.stream().anyMatch(c -> c.state() == Doctor.State.MISSING) ? Main.FAILED : 0;
    }
}
