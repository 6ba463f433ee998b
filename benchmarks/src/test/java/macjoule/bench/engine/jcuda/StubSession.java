package macjoule.bench.engine.jcuda;

import java.util.List;
import java.util.stream.Stream;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceLostException;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.cudnn.CudnnEngine;
import macjoule.bench.plan.BenchmarkCase;

/** What a test has a process of its own do with a stand-in for the driver: opens a case, runs it and tells how that went. */
final class StubSession {
    private StubSession() {}

    /** Arguments: the engine and the keys of cases. */
    public static void main(String[] args) {
        Engine engine = Stream.<Engine>of(new Fp32Engine(), new Tf32Engine(), new CudnnEngine())
                .filter(one -> one.name().equals(args[0]))
                .findFirst()
                .orElseThrow();
        Availability availability = engine.probe();
        System.out.println("probe " + (availability.available() ? "yes" : availability.reason()));
        for (String key : List.of(args).subList(1, args.length)) {
            try (DeviceSession session =
                    (DeviceSession) engine.open(BenchmarkCase.of(key).workload(), new WeightSource(1))) {
                session.kernels().forEach(System.out::println);
                session.run();
                session.synchronise();
                System.out.println("hot " + (session.time(3) > 0) + " cold " + (session.timeCold(2) > 0));
                System.out.println("outputs " + session.output().length);
            } catch (DeviceException e) {
                String lost = e instanceof DeviceLostException ? "device" : e.isProcessLost() ? "process" : "nothing";
                System.out.println("lost " + lost + ": " + e.getMessage());
            }
        }
    }
}
