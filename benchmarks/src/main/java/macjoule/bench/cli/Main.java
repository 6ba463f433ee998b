package macjoule.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.record.CannotRecordException;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the jar: our commands first, everything else goes to JMH, so that every JMH option works. */
public final class Main {
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");
    /** What our commands look like; benchmarks have capitals. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]+");

    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0 && isForJmh(args[0])) {
            JmhMain.run(args);
            return;
        }
        // Tables hold characters outside ASCII, and the locale of a cron job or container is often plain C.
        StandardOutput output = StandardOutput.ofProcess();
        PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        String loss = output.loss();
        if (loss != null) {
            err.println("macjoule: cannot write (" + loss + "): standard output: make room, or give -o FILE");
        }
        System.exit(loss == null ? code : ExitCode.INTERNAL);
    }

    /** Runs one of our own commands and returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = commandLine().setOut(out).setErr(err);
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    /** Whether the first argument is none of ours, nor one of ours misspelt. */
    static boolean isForJmh(String first) {
        Set<String> ours = commands();
        boolean known = OWN_OPTIONS.contains(first) || ours.contains(first);
        boolean misspelt =
                WORD.matcher(first).matches() && !Nearest.names(first, ours).isEmpty();
        return !known && !misspelt;
    }

    static Set<String> commands() {
        return commandLine().getSubcommands().keySet();
    }

    private static CommandLine commandLine() {
        return KebabEnums.registerAll(new CommandLine(new MacjouleCommand()))
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler((exception, line, parsed) -> failure(exception, line));
    }

    private static int usageError(ParameterException exception, String[] args) {
        CommandLine line = exception.getCommandLine();
        String path = line.getCommandSpec().qualifiedName(" ");
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unknownArgument(line, path, unmatched.getUnmatched().get(0));
        }
        line.getErr()
                .println("macjoule: " + ParserWords.plain(oneLine(exception.getMessage())) + ": " + path + ": see '"
                        + path + " --help'");
        return ExitCode.USAGE;
    }

    private static int unknownArgument(CommandLine line, String path, String argument) {
        boolean command = line.getParent() == null && !argument.startsWith("-");
        String remedy = command ? Nearest.hint(argument, line.getSubcommands().keySet()) : "see '" + path + " --help'";
        line.getErr()
                .println("macjoule: unknown " + (command ? "command '" : "argument '") + argument + "': " + path + ": "
                        + remedy);
        return ExitCode.USAGE;
    }

    private static int failure(Exception exception, CommandLine line) {
        PrintWriter err = line.getErr();
        if (isDebug(line)) {
            exception.printStackTrace(err);
        }
        err.println("macjoule: " + explanation(exception, line.getCommandSpec().qualifiedName(" ")));
        if (exception instanceof BadInputException || isOverflow(exception)) {
            return ExitCode.BAD_INPUT;
        }
        if (exception instanceof UsageException) {
            return ExitCode.USAGE;
        }
        return exception instanceof BlockedException ? ExitCode.CANNOT_MEASURE : ExitCode.INTERNAL;
    }

    private static String explanation(Exception exception, String command) {
        String message = oneLine(exception.getMessage());
        if (exception instanceof BadInputException || exception instanceof UsageException) {
            return message;
        }
        if (isOverflow(exception)) {
            return "a size too large to count with (" + message + "): " + command + ": give smaller sizes";
        }
        if (exception instanceof BlockedException) {
            return "cannot measure (" + message + "): " + command + ": see what 'macjoule doctor' says";
        }
        if (exception instanceof CannotRecordException) {
            return message + ": make room, then take the run up again with 'macjoule bench --resume'";
        }
        return "internal error (" + oneLine(exception.toString()) + "): " + command
                + ": run again with --debug and report the trace";
    }

    /** What Math's exact operations say of a product of sizes that are each fine. */
    private static boolean isOverflow(Exception exception) {
        return exception instanceof ArithmeticException
                && String.valueOf(exception.getMessage()).endsWith("overflow");
    }

    private static boolean isDebug(CommandLine line) {
        return line.getCommand() instanceof DataCommand command && command.output.debug;
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? "no message"
                : message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
