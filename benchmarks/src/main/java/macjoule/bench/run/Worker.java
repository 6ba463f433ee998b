package macjoule.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.record.CannotRecordException;
import macjoule.calibration.record.RunManifest;
import macjoule.model.BadInputException;

/**
 * The process that checks or measures what a run directory plans and has not done yet. A process of its own, so that it gets the
 * environment the plan asks for, and so that a library that crashes takes nothing else with it. The process that starts it holds
 * its standard input open; when that closes, this one ends, so that it never outlives a parent that was killed.
 */
final class Worker {
    /** What to do. */
    enum Task {
        CHECK,
        MEASURE
    }

    private static volatile boolean orphaned;

    private Worker() {}

    /** Whether the parent is gone, so that what fails now fails for that reason and is not to be kept. */
    static boolean isOrphaned() {
        return orphaned;
    }

    /** Arguments: the task, the run directory, and how many measurements there were when the command began. */
    public static void main(String[] args) {
        endWithParent();
        Path directory = Path.of(args[1]);
        PrintStream toParent = System.out;
        // What libraries print must not mix with what the parent reads.
        System.setOut(System.err);
        try {
            perform(Task.valueOf(args[0]), directory, Integer.parseInt(args[2]), toParent);
        } catch (BadInputException e) {
            toParent.println(Progress.blocked(String.valueOf(e.getMessage())).line());
        } catch (CannotRecordException e) {
            toParent.println(Progress.unrecorded(String.valueOf(e.getMessage())).line());
        } catch (IOException e) {
            toParent.println(Progress.unrecorded("cannot write (" + e.getMessage() + "): " + directory)
                    .line());
        }
    }

    private static void perform(Task task, Path directory, int knownMeasurements, PrintStream toParent)
            throws IOException {
        RunManifest manifest = RunManifest.read(directory);
        switch (task) {
            case CHECK -> new CheckTask(directory, manifest.plan(), toParent).run();
            case MEASURE -> new MeasureTask(directory, manifest, toParent, knownMeasurements).run();
        }
    }

    static List<String> arguments(Task task, Path directory, int knownMeasurements) {
        return List.of(task.name(), directory.toString(), String.valueOf(knownMeasurements));
    }

    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is sent; only the end matters.
                        }
                    } catch (IOException e) {
                        // As good as the end.
                    }
                    orphaned = true;
                    // JVMs that JMH started would go on for the rest of their window.
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                    // Not exit: shutdown hooks of libraries may wait for what will never come.
                    Runtime.getRuntime().halt(0);
                },
                "end with parent");
        watch.setDaemon(true);
        watch.start();
    }
}
