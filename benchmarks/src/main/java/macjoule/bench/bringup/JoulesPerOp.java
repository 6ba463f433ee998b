package macjoule.bench.bringup;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import macjoule.bench.energy.EnergyState;
import macjoule.bench.energy.GpuProbe;
import macjoule.bench.energy.PollPeriod;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.EnergyJson;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.window.GpuMeter;
import macjoule.bench.energy.window.Neighbours;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.bench.run.BlockedException;

/** The joules of one operation of networks and layers, each over one window after a while of steady work. */
final class JoulesPerOp implements StepWork {
    /** Small ones of all kinds: of fewer, alpha is not identifiable. */
    private static final List<String> FOR_ALPHA = List.of(
            "alexnet/n32",
            "squeezenet-1.1/n32",
            "googlenet/n32",
            "mobilenet-v1/n32",
            "sqnxt-23-1.0-v5/n32",
            "densenet-121/n32",
            "inception-v2/n32",
            "sqnxt-23-2.0/n32",
            "squeezenet-1.0/n32",
            "sqnxt-23-1.0/n32",
            "sqnxt-23-2.0-v5/n32",
            "sqnxt-23-1.0-g/n32");

    private static final List<String> NETWORKS = List.of(
            "resnet-50/n32", "vgg-16/n32", "alexnet/n32", "googlenet/n32", "mobilenet-v2/n32", "squeezenet-1.1/n32");
    private static final int LAYERS = 12;
    private static final int BATCH = 256;
    private static final String WALL = "window";

    private final NanoClock clock = NanoClock.system();

    @Override
    public String run(StepContext context) throws IOException {
        List<Engine> engines = GpuEngines.available();
        String uuid = Gpu.open().identity().uuid();
        PassportStore passports = EnergyState.of(SensorSpec.HOST).passports();
        try (Nvml nvml = SensorSpec.HOST.nvml(clock);
                GpuMeter meter = new GpuMeter(nvml, uuid, passports, Neighbours.ofThisProcess(), clock)) {
            Energy absence = meter.absence();
            if (absence != null) {
                throw new BlockedException(reason(absence));
            }
            double pollSeconds = PollPeriod.seconds(GpuProbe.passport(nvml, uuid, passports));
            return measureAll(context, engines, new OperationJoules(meter, clock, pollSeconds));
        }
    }

    private String measureAll(StepContext context, List<Engine> engines, OperationJoules joules) throws IOException {
        CsvLog<Timing> log = Timing.log(context.file(Timing.FILE));
        int known = 0;
        int tried = 0;
        DoneCases done = new DoneCases(
                context.file(Timing.FILE), row -> row.text("harness").equals(WALL));
        for (Case one : cases(engines)) {
            if (!context.hasTime() || done.isDone(one.key(), one.engine())) {
                continue;
            }
            Timing timing = measure(one.key(), one.engine(), joules, context);
            log.add(timing);
            tried++;
            known += timing.joulesPerOp() == null ? 0 : 1;
        }
        return told(known, tried);
    }

    private record Case(String key, Engine engine) {}

    /** First what alpha can be fitted to, on one engine, as it takes most of the time; then what a model of energy is fitted to. */
    private static Set<Case> cases(List<Engine> engines) {
        List<Engine> single = engines.stream()
                .filter(engine -> GpuEngines.isSinglePrecision(engine.name()))
                .toList();
        List<Engine> others =
                engines.stream().filter(engine -> !single.contains(engine)).toList();
        Set<Case> cases = new LinkedHashSet<>();
        add(cases, FOR_ALPHA, single.subList(0, Math.min(1, single.size())));
        add(cases, NETWORKS, single);
        add(cases, DeltaCases.keys(BATCH).subList(0, LAYERS), single);
        add(cases, NETWORKS, others);
        return cases;
    }

    private static void add(Set<Case> cases, List<String> keys, List<Engine> engines) {
        keys.forEach(key -> engines.forEach(engine -> cases.add(new Case(key, engine))));
    }

    private static String told(int known, int tried) {
        return "joules of " + known + " of " + tried + " cases tried, networks at batch 32, layers at batch " + BATCH;
    }

    private Timing measure(String key, Engine engine, OperationJoules joules, StepContext context) {
        BenchmarkCase one = BenchmarkCase.of(key);
        Availability supported = engine.supports(one.workload());
        if (!supported.available()) {
            return Timing.failed(key, engine.name(), supported.reason());
        }
        try (Session session = engine.open(one.workload(), new WeightSource(1))) {
            if (!(session instanceof DeviceSession device)) {
                return Timing.failed(key, engine.name(), "this engine does not take the device's time");
            }
            try (SteadyWork work = new SteadyWork(device, clock)) {
                return timing(key, engine, joules.of(work, context::secondsLeft));
            }
        } catch (DeviceException e) {
            if (e.isProcessLost()) {
                throw e;
            }
            return Timing.failed(key, engine.name(), String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            return Timing.failed(key, engine.name(), Expectations.noMemory(e));
        }
    }

    private static Timing timing(String key, Engine engine, OperationJoules.Result result) {
        double seconds = result.secondsPerOp();
        if (Double.isNaN(seconds)) {
            return Timing.failed(key, engine.name(), reason(result.report().energy()));
        }
        Timing timing = Timing.of(key, engine.name(), WALL, seconds, null, "");
        return result.report().energy() instanceof Energy.Measured measured
                ? timing.withJoules(result.report().joulesPerOperation(seconds), measured)
                : timing.withoutJoules(reason(result.report().energy()));
    }

    private static String reason(Energy absence) {
        return EnergyJson.of(absence).path("reason").asText("the sensor gives no reason");
    }
}
