package macjoule.bench.bringup;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import macjoule.bench.bringup.Message.Kind;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceLostException;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.run.BlockedException;
import macjoule.bench.run.HeldGpus;

/** The process that does one step. It ends when its parent closes its input, so that it never outlives one that was killed. */
final class StepProcess {
    /** A step stops by itself before its parent stops it: by this share of its time, within these bounds. */
    private static final double SHARE_FOR_ENDING = 0.15;

    private static final double LEAST_FOR_ENDING = 1;
    private static final double MOST_FOR_ENDING = 8;

    private StepProcess() {}

    /** Arguments: the step, the folder for results, and the seconds after which the parent ends it. */
    public static void main(String[] args) {
        PrintStream toParent = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // What libraries print must not mix with what the parent reads.
        System.setOut(System.err);
        endWithParent();
        // The parent's clock has run since it started this process.
        double seconds = secondsForWork(Double.parseDouble(args[2])) - secondsSinceStart();
        StepContext context = new StepContext(
                Path.of(args[1]),
                seconds,
                line -> toParent.println(new Message(Kind.PROGRESS, line).line()),
                System::nanoTime);
        toParent.println(run(args[0], context).line());
        toParent.flush();
        // Not exit: threads and hooks of a library that lost its device may wait for ever.
        Runtime.getRuntime().halt(0);
    }

    static double secondsForWork(double limit) {
        return limit - Math.max(LEAST_FOR_ENDING, Math.min(MOST_FOR_ENDING, SHARE_FOR_ENDING * limit));
    }

    private static double secondsSinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }

    private static Message run(String name, StepContext context) {
        BringUpStep step = Steps.find(name);
        try {
            if (!Steps.NEED_NO_GPU.contains(name)) {
                requireGpu();
            }
            return new Message(
                    Kind.DONE, step.alone() ? alone(step, context) : step.work().run(context));
        } catch (GoneException e) {
            return new Message(e.isFromTheStart() ? Kind.ABSENT : Kind.LOST, String.valueOf(e.getMessage()));
        } catch (DeviceLostException e) {
            return new Message(Kind.LOST, String.valueOf(e.getMessage()));
        } catch (BlockedException e) {
            return new Message(Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (DeviceException e) {
            return new Message(e.isProcessLost() && step.resumable() ? Kind.AGAIN : Kind.FAILED, "" + e.getMessage());
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            String message = e.getMessage();
            return new Message(Kind.FAILED, message == null ? e.toString() : message);
        }
    }

    private static void requireGpu() throws GoneException {
        Availability gpu = Gpu.probe(0);
        if (!gpu.available()) {
            throw new GoneException(gpu.reason(), true);
        }
    }

    /** Two that measure one GPU at once measure each other. */
    private static String alone(BringUpStep step, StepContext context) throws Exception {
        HeldGpus held = HeldGpus.take(SensorSpec.HOST, List.of(Gpu.name()), 0, context::tell);
        try {
            return step.work().run(context);
        } finally {
            held.close();
        }
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
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                    Runtime.getRuntime().halt(0);
                },
                "end with parent");
        watch.setDaemon(true);
        watch.start();
    }
}
