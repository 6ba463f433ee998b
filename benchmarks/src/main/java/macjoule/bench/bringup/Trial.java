package macjoule.bench.bringup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.DeviceSession;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.engine.jcuda.JcudaEngine;
import org.jspecify.annotations.Nullable;

/**
 * One way of an engine to compute a case, to be held against the reference.
 *
 * @param kernel the kernel that is to compute it; empty where the engine takes what it thinks best
 */
record Trial(String key, Engine engine, String kernel, Workload workload, Supplier<Session> opening) {
    private static final WeightSource WEIGHTS = Expectations.WEIGHTS;

    /** What came of it, and what cost this process its context on the GPU, if it did. */
    record Ended(SelfTestRow row, @Nullable DeviceException lost) {}

    /** Each kernel that an engine can compute a layer with, so that none is used that was not tried; else what it takes by itself. */
    static List<Trial> of(String key, Engine engine, Workload workload, boolean everyKernel) {
        List<Trial> trials = new ArrayList<>();
        if (everyKernel && engine instanceof JcudaEngine own) {
            own.choices(workload, WEIGHTS)
                    .forEach((kernel, opening) -> trials.add(new Trial(key, engine, kernel, workload, opening)));
        }
        return trials.isEmpty()
                ? List.of(new Trial(key, engine, "", workload, () -> engine.open(workload, WEIGHTS)))
                : trials;
    }

    Ended against(float[] expected, double tolerance) {
        try (Session session = opening.get()) {
            // Twice: a session must give the same result however often it is run.
            session.run();
            session.run();
            Verification found = Verification.of(session.output(), expected, tolerance);
            String status = found.verified() ? SelfTestRow.OK : SelfTestRow.WRONG;
            return new Ended(
                    row(kernel.isEmpty() ? taken(session) : kernel, found.maxRelativeError(), tolerance, status, ""),
                    null);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // One way that fails on one case must not hide how the others fare.
            String reason = e instanceof OutOfMemoryError ? Expectations.noMemory(e) : String.valueOf(e.getMessage());
            DeviceException lost = e instanceof DeviceException device && device.isProcessLost() ? device : null;
            String status = lost == null ? SelfTestRow.FAILED : SelfTestRow.LOST;
            return new Ended(row(kernel, null, tolerance, status, reason), lost);
        }
    }

    SelfTestRow unsupported(String reason, double tolerance) {
        return row(kernel, null, tolerance, SelfTestRow.UNSUPPORTED, reason);
    }

    SelfTestRow failed(String reason, double tolerance) {
        return row(kernel, null, tolerance, SelfTestRow.FAILED, reason);
    }

    private SelfTestRow row(String by, @Nullable Double error, double tolerance, String status, String reason) {
        return new SelfTestRow(key, engine.name(), by, error, tolerance, status, reason);
    }

    /** Of a layer alone: its steps without the name of the layer. A network has too many to tell. */
    private String taken(Session session) {
        if (workload.network().layers().size() != 1 || !(session instanceof DeviceSession device)) {
            return "";
        }
        String layer = workload.result().name() + ": ";
        return device.kernels().stream()
                .filter(line -> line.startsWith(layer))
                .map(line -> line.substring(layer.length()))
                .collect(Collectors.joining("; "));
    }
}
