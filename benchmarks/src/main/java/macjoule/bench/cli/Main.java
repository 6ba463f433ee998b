package macjoule.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
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
    private static final String DEBUG = "--debug";

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
        int code = guarded(() -> commandLine().setOut(out).setErr(err).execute(args), err, args);
        out.flush();
        err.flush();
        return code;
    }

    /**
     * Tells of what picocli lets through: it catches exceptions only, and the exit code of a JVM that ends by an error is the one for a
     * regression.
     */
    static int guarded(IntSupplier command, PrintWriter err, String... args) {
        try {
            return command.getAsInt();
        } catch (Throwable fault) {
            if (List.of(args).contains(DEBUG)) {
                fault.printStackTrace(err);
            }
            err.println("macjoule: " + explanation(fault, args.length == 0 ? "macjoule" : "macjoule " + args[0]));
            return ExitCode.INTERNAL;
        }
    }

    /** Whether the first argument is none of ours, nor one of ours misspelt. */
    static boolean isForJmh(String first) {
        return FirstArgument.isForJmh(first, commandLine());
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
        if (line.getParent() == null && FirstArgument.isMisplacedOption(argument, line)) {
            line.getErr()
                    .println("macjoule: option '" + argument + "' before the command: " + path
                            + ": give the command first, as in 'macjoule describe alexnet --quiet'");
            return ExitCode.USAGE;
        }
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

    private static String explanation(Throwable exception, String command) {
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
        if (exception instanceof OutOfMemoryError) {
            return "out of memory (" + message + "): " + command
                    + ": ask for less at once, or allow more with JAVA_TOOL_OPTIONS=-Xmx8g";
        }
        return "internal error (" + oneLine(exception.toString()) + "): " + command
                + ": run again with --debug and report the trace";
    }

    /** What Math's exact operations say of a product of sizes that are each fine. */
    private static boolean isOverflow(Throwable exception) {
        return exception instanceof ArithmeticException
                && String.valueOf(exception.getMessage()).endsWith("overflow");
    }

    private static boolean isDebug(CommandLine line) {
        return line.getParseResult().hasMatchedOption(DEBUG);
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? "no message"
                : message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
