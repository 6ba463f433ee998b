package macjoule.bench.bringup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import macjoule.bench.jmh.DeviceTime;
import macjoule.calibration.record.JmhJsonReader;
import macjoule.calibration.record.JmhResult;
import macjoule.calibration.record.JmhResult.JmhMetric;

/** Measures three layers with JMH and holds its wall time against the events of the GPU in the same windows. */
final class HarnessCheck implements StepWork {
    private static final String PROGRAM = "macjoule.bench.cli.Main";

    /** Between a tenth and several milliseconds on a large GPU, and soon done by the reference that checks them. */
    private static final List<String> LAYERS = List.of(
            "ci=256,hi=14,wi=14,co=256,hf=3,wf=3,pad=1",
            "ci=128,hi=28,wi=28,co=128,hf=3,wf=3,pad=1",
            "ci=512,hi=14,wi=14,co=512,hf=1,wf=1");

    private static final int BATCH = 32;

    @Override
    public String run(StepContext context) throws IOException, InterruptedException, StepFailedException {
        GpuEngines.available("jcuda");
        Path scratch = Files.createTempDirectory("macjoule-harness");
        Path run = scratch.resolve("run");
        try {
            measure(run, scratch.resolve("output.txt").toFile(), context);
            return compared(JmhJsonReader.read(run.resolve("jmh.json"), Set.of(DeviceTime.LABEL)), context);
        } finally {
            Scratch.delete(scratch);
        }
    }

    private static void measure(Path run, File output, StepContext context)
            throws IOException, InterruptedException, StepFailedException {
        List<String> arguments =
                new ArrayList<>(List.of("bench", "--engine", "jcuda", "--batch", "" + Extent.batch(BATCH)));
        LAYERS.forEach(layer -> arguments.addAll(List.of("--layer", layer)));
        arguments.addAll(List.of("-f", "1", "-wi", "1", "-w", "0.5", "-i", "3", "-r", "0.5", "--idle", "0"));
        arguments.addAll(List.of("-o", run.toString()));
        Process process = new ProcessBuilder(JavaCommand.of(PROGRAM, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(Math.round(context.secondsLeft() * 1e3), TimeUnit.MILLISECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!ended || !Files.exists(run.resolve("jmh.json"))) {
            throw new StepFailedException(
                    ended ? "JMH left no result: " + Scratch.lastLine(output.toPath()) : "JMH took too long");
        }
    }

    private static String compared(List<JmhResult> results, StepContext context) throws IOException {
        CsvLog<Timing> log = Timing.log(context.file(Timing.FILE));
        double worst = 0;
        int compared = 0;
        for (JmhResult result : results) {
            JmhMetric events = result.secondary().get(DeviceTime.LABEL);
            String key = result.params().getOrDefault("key", "");
            if (events != null && !key.isEmpty()) {
                double wall = result.primary().score();
                log.add(Timing.of(key, "jcuda", Timing.JMH, wall, null, ""));
                log.add(Timing.of(key, "jcuda", Timing.EVENTS, events.score(), null, ""));
                worst = Math.max(worst, Math.abs(wall / events.score() - 1));
                compared++;
            }
        }
        return String.format(
                Locale.ROOT, "JMH's time of %d layers is within %.2f %% of the GPU's events", compared, worst * 100);
    }
}
