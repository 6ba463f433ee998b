package macjoule.model.delta.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import macjoule.model.BadInputException;

/** Sets of scaling options: the paper's, and those that users write in files of the same form. */
public final class ScalingOptions {
    private static final String PAPER = "scaling-options.json";

    private ScalingOptions() {}

    /** The options 1 to 9 of DeLTA's Fig. 16a. */
    public static List<ScalingOption> paper() {
        try (InputStream json = Objects.requireNonNull(ScalingOptions.class.getResourceAsStream(PAPER), PAPER)) {
            return new ScalingOptionReader(PAPER).read(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(PAPER, e);
        }
    }

    /** The options in a file. */
    public static List<ScalingOption> read(Path file) {
        try {
            return new ScalingOptionReader(file.toString()).read(Files.readAllBytes(file));
        } catch (IOException e) {
            BadInputException complaint = new BadInputException(
                    "the file of options cannot be read", file.toString(), "give a file that exists and you may read");
            complaint.initCause(e);
            throw complaint;
        }
    }
}
