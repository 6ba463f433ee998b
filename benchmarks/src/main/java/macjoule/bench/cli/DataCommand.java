package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import macjoule.calibration.report.Table;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that yields data: computes all of it first, then shows it whole. */
abstract class DataCommand implements Callable<Integer> {
    @Mixin
    OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    final GivenOptions given() {
        return new GivenOptions(spec.commandLine().getParseResult());
    }

    /** Shows one table in the chosen format. */
    final int show(Table<?> table, Supplier<ObjectNode> json) {
        return show(table::toText, table::toCsv, json);
    }

    /** Shows a result in the chosen format; only that one is made. */
    final int show(Supplier<String> table, Supplier<String> csv, Supplier<ObjectNode> json) {
        deliver(
                switch (output.format) {
                    case TABLE -> table.get();
                    case CSV -> csv.get();
                    case JSON -> Json.text(json.get());
                });
        return ExitCode.OK;
    }

    /** Hands the finished text over, to the terminal unless a command knows better. */
    void deliver(String text) {
        spec.commandLine().getOut().print(text);
    }

    /** The command line as it was typed, for the record. */
    final String typed() {
        return String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    /** Tells something to the person at the terminal. */
    final void note(String line) {
        if (!output.quiet) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("macjoule: " + line);
            err.flush();
        }
    }
}
