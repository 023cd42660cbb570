package crosslens.notebook;

import java.io.PrintStream;
import java.time.Duration;

/** Prints the plain text of every output. Updates are rare there, since a console keeps each. */
record ConsoleFrontend(PrintStream out) implements Frontend {
    static final Frontend STANDARD_OUTPUT = new ConsoleFrontend(System.out);

    @Override
    public void display(String id, Output output) {
        out.println(output.data().get(Output.TEXT));
    }

    @Override
    public void update(String id, Output output) {
        display(id, output);
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(30);
    }
}
