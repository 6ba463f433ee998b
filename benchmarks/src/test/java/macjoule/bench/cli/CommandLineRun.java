package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A command run within the test, with all it printed. */
record CommandLineRun(int code, String out, String err) {
    static CommandLineRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    /** A command that has to end well. */
    static CommandLineRun ok(String... arguments) {
        CommandLineRun run = of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    /** A command whose input has to be refused in one line, with nothing printed. */
    static void refused(String part, String... arguments) {
        CommandLineRun run = of(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(part).hasLineCount(1);
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }
}
