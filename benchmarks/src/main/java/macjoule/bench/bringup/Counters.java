package macjoule.bench.bringup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import macjoule.bench.counters.CounterCampaign;
import macjoule.bench.counters.CounterSettings;
import macjoule.bench.doctor.NsightCompute;
import macjoule.bench.engine.Engine;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Effort;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedEngine;
import macjoule.calibration.record.Unit;

/** Reads the traffic of as many DeLTA layers as the time allows, on own kernels in the tiles that DeLTA assumes. */
final class Counters implements StepWork {
    /** Fills any GPU with thread blocks, and is soon copied to it. */
    private static final int BATCH = 64;

    private static final Duration PER_CASE = Duration.ofSeconds(45);
    private static final String TILE_OF_DELTA = "-Dmacjoule.jcuda.tile=delta";

    @Override
    public String run(StepContext context) throws IOException, StepFailedException {
        Engine engine = GpuEngines.available("jcuda");
        NsightCompute ncu = NsightCompute.find(Path.of("/"), Map.copyOf(System.getenv()))
                .orElseThrow(() -> new BlockedException("no program ncu; " + NsightCompute.INSTALL));
        Path scratch = Files.createTempDirectory("macjoule-counters");
        try {
            CounterSettings settings = new CounterSettings(
                    CounterSettings.Caches.ALL,
                    CounterSettings.Clocks.NONE,
                    PER_CASE,
                    Duration.ofMillis(Math.max(1, Math.round(context.secondsLeft() * 1e3))));
            CounterCampaign campaign = new CounterCampaign(ncu, settings, line -> {
                context.tell(line);
                keep(scratch, context.folder());
            });
            List<CounterRecord> records = campaign.run(scratch, plan(engine));
            keep(scratch, context.folder());
            return told(records);
        } finally {
            Scratch.delete(scratch);
        }
    }

    private static void keep(Path from, Path to) {
        if (CountersFile.isIn(from)) {
            CountersFile.write(to, CountersFile.read(from));
        }
    }

    private static Plan plan(Engine engine) {
        List<String> keys = DeltaCases.keys(Extent.batch(BATCH));
        return new Plan(
                "bring-up",
                1,
                new Effort(1, 0, 1, 3, 1),
                1,
                Map.of(),
                List.of(TILE_OF_DELTA),
                List.of(new PlannedEngine(
                        engine.name(), engine.description(), engine.device(), engine.arithmetic(), null)),
                keys.stream().map(key -> BenchmarkCase.of(key).planned()).toList(),
                List.of(),
                List.of(keys.stream().map(key -> new Unit(key, engine.name())).toList()));
    }

    private static String told(List<CounterRecord> records) throws StepFailedException {
        long read = records.stream()
                .filter(one -> one.status() == Status.OK)
                .map(CounterRecord::key)
                .distinct()
                .count();
        if (read > 0) {
            return "counters of " + read + " layers at batch " + Extent.batch(BATCH)
                    + ", tiles of DeLTA, caches flushed, clocks free";
        }
        CounterRecord first =
                records.stream().findFirst().orElseThrow(() -> new StepFailedException("no layer was tried"));
        String reason = String.valueOf(first.reason());
        if (first.status() == Status.UNAVAILABLE) {
            throw new BlockedException(reason);
        }
        throw new StepFailedException(reason);
    }
}
