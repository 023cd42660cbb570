package crosslens.cli;

import crosslens.run.FileReason;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command {@code crosslens}. Exit code 0, 1 (failed), 2 (wrong usage) or 130 (interrupted). */
@Command(
        name = "crosslens",
        description =
                "Measures what a language model does when the question is in one language and the answer stands in a text of another.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            StudyCommand.class,
            AnswerCommand.class,
            OracleCommand.class,
            JudgeCommand.class,
            ErrorsCommand.class,
            TableCommand.class,
            FigureCommand.class,
            TablesCommand.class,
            FiguresCommand.class,
            SimilarityCommand.class,
            RelevanceCommand.class,
            CompareCommand.class,
            ClaimsCommand.class,
            VerifyPaperCommand.class,
            RunsCommand.class,
            ModelsCommand.class,
            DataCommand.class,
            PromptCommand.class,
            GenerateCommand.class,
            ServeCommand.class,
            LogitsCommand.class,
            ExplainCommand.class,
            ScoreCommand.class,
            DoctorCommand.class,
            HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            "Examples:",
            "  crosslens study --model smollm2 --quick",
            "  crosslens answer --model smollm2 --scenario en-x --languages de,hi --limit 100 --style raw",
            "  crosslens table 6a --model smollm2",
            "",
            "`crosslens COMMAND --help` explains a command, with an example. Results go to standard output, progress to standard error;",
            "the exit code is 0, 1 (failed) or 2 (wrong usage). A command that was interrupted can be run again: nothing is computed twice."
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
        int code = commandLine(out, err, args).execute(args);
        out.flush();
        System.exit(out.checkError() && code == 0 ? FAILED : code);
    }

    /** The whole command line, ready to execute; output goes to the given streams. */
    static CommandLine commandLine(PrintStream out, PrintStream err) {
        return ready(new CommandLine(new Main()), out, err);
    }

    /** As much of the command line as some words need: where they begin with a command, that one alone, since to describe all takes a quarter of a second. */
    static CommandLine commandLine(PrintStream out, PrintStream err, String... words) {
        Optional<Class<?>> named = words.length == 0
                ? Optional.empty()
                : Arrays.stream(Main.class.getAnnotation(Command.class).subcommands())
                        .filter(command -> command.getPackage().equals(Main.class.getPackage()))
                        .filter(command ->
                                command.getAnnotation(Command.class).name().equals(words[0]))
                        .findFirst();
        return named.isEmpty()
                ? commandLine(out, err)
                : ready(
                        new CommandLine(CommandLine.Model.CommandSpec.create().name("crosslens"))
                                .addSubcommand(named.get()),
                        out,
                        err);
    }

    private static CommandLine ready(CommandLine line, PrintStream out, PrintStream err) {
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpWidth(100);
        line.setOverwrittenOptionsAllowed(true);
        line.setParameterExceptionHandler(Main::refuse);
        line.setExecutionExceptionHandler(Main::explain);
        Converters.register(line);
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** One line for what was typed wrongly, and where help is. */
    private static int refuse(ParameterException problem, String[] words) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("crosslens: " + Terminal.safe(problem.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("help: " + command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    /** One line for what went wrong; the stack trace only with {@code --verbose}. */
    private static int explain(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean verbose = parsed.expandedArgs().contains("--verbose");
        if (verbose) {
            problem.printStackTrace(err);
        }
        if (problem instanceof InterruptedException) {
            err.println("crosslens: interrupted; what was done is kept, the same command goes on from there");
            return 130;
        }
        err.println("crosslens: " + message(problem));
        return problem instanceof ParameterException || problem instanceof IllegalArgumentException ? USAGE : FAILED;
    }

    private static String message(Throwable problem) {
        if (problem instanceof UncheckedIOException && problem.getCause() != null) {
            return message(problem.getCause());
        }
        String text = problem.getMessage();
        if (problem instanceof FileSystemException file) {
            return Terminal.safe(file.getFile()) + ": " + Terminal.safe(FileReason.of(file));
        }
        if (problem instanceof IOException
                || problem instanceof IllegalArgumentException
                || problem instanceof IllegalStateException) {
            return Terminal.safe(text == null ? problem.getClass().getSimpleName() : text);
        }
        return "unexpected " + problem.getClass().getSimpleName() + ": " + Terminal.safe(String.valueOf(text))
                + " (please report it with the output of the same command and --verbose)";
    }

    /** The version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "crosslens " + crosslens.study.CodeVersion.current() + " (Java " + Runtime.version() + ")"
            };
        }
    }
}
