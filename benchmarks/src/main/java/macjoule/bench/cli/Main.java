package macjoule.bench.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the jar: our commands first, everything else goes to JMH, so that every JMH option works. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0 && isForJmh(args[0])) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        // Tables hold characters outside ASCII, and the locale of a cron job or container is often plain C.
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = run(
                new PrintWriter(out, false, StandardCharsets.UTF_8),
                new PrintWriter(err, true, StandardCharsets.UTF_8),
                args);
        System.exit(code);
    }

    /** Runs one of our own commands and returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = commandLine().setOut(out).setErr(err);
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    private static boolean isForJmh(String first) {
        return !first.equals("-h")
                && !first.equals("--help")
                && !first.equals("-V")
                && !first.equals("--version")
                && !commandLine().getSubcommands().containsKey(first);
    }

    private static CommandLine commandLine() {
        return KebabEnums.registerAll(new CommandLine(new MacjouleCommand()))
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler((exception, line, parsed) -> failure(exception, line));
    }

    private static int usageError(ParameterException exception, String[] args) {
        CommandLine line = exception.getCommandLine();
        String path = line.getCommandSpec().qualifiedName(" ");
        String what = exception instanceof UnmatchedArgumentException unmatched
                ? "unknown argument '" + String.join(" ", unmatched.getUnmatched()) + "'"
                : exception.getMessage();
        line.getErr().println("macjoule: " + oneLine(what) + ": " + path + ": see '" + path + " --help'");
        return ExitCode.USAGE;
    }

    private static int failure(Exception exception, CommandLine line) {
        PrintWriter err = line.getErr();
        if (isDebug(line)) {
            exception.printStackTrace(err);
        }
        if (exception instanceof BadInputException) {
            err.println("macjoule: " + oneLine(exception.getMessage()));
            return ExitCode.BAD_INPUT;
        }
        if (exception instanceof UsageException) {
            err.println("macjoule: " + oneLine(exception.getMessage()));
            return ExitCode.USAGE;
        }
        err.println("macjoule: internal error (" + oneLine(exception.toString()) + "): "
                + line.getCommandSpec().qualifiedName(" ") + ": run again with --debug and report the trace");
        return ExitCode.INTERNAL;
    }

    private static boolean isDebug(CommandLine line) {
        return line.getCommand() instanceof OutputCommand command && command.output.debug;
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? "no message"
                : message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
