package macjoule.bench.run;

import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.Engine;
import macjoule.bench.engine.Engines;
import macjoule.bench.engine.Session;
import macjoule.bench.engine.Tolerance;
import macjoule.bench.engine.Verification;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.Workload;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.Check;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/** Holds the results of engines against those of the reference, one case after the other. */
final class Checker {
    private static final String REFERENCE = "reference";

    /** The reference takes about a second for that many; beyond, one image stands for the batch. */
    private static final long MOST_MACS = 500_000_000;

    private final Engine reference = Engines.find(REFERENCE).orElseThrow();
    private final WeightSource weights;
    private String expectedKey = "";
    private float @Nullable [] expected;

    Checker(long seed) {
        weights = new WeightSource(seed);
    }

    /**
     * Checks one unit.
     *
     * @throws DeviceException if it has lost this process its device
     */
    Check check(Unit unit) {
        BenchmarkCase one = BenchmarkCase.of(unit.key());
        Workload workload = affordable(one).withoutFinalSoftmax();
        if (unit.engine().equals(REFERENCE)) {
            return unknown(unit, workload.batch(), "it is the reference");
        }
        Engine engine = Engines.find(unit.engine()).orElseThrow();
        try {
            Tolerance allowed = engine.tolerance();
            double tolerance = one.kind() == Kind.NETWORK ? allowed.of(workload.network()) : allowed.layer();
            Verification found = Verification.of(result(engine, workload), expected(unit.key(), workload), tolerance);
            return checked(unit, workload.batch(), found);
        } catch (DeviceException e) {
            if (e.isProcessLost()) {
                throw e;
            }
            return unknown(unit, workload.batch(), "the check failed: " + e.getMessage());
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // Whatever a library throws is its answer for this case; the others are still to be checked.
            return unknown(unit, workload.batch(), "the check failed: " + e);
        }
    }

    static Check unknown(Unit unit, int batch, String reason) {
        return new Check(unit.key(), unit.engine(), batch, null, null, null, reason);
    }

    private static Check checked(Unit unit, int batch, Verification found) {
        double error = found.maxRelativeError();
        String reason = found.verified()
                ? null
                : "its result is off by " + error + " of the largest value, more than " + found.tolerance();
        return new Check(
                unit.key(),
                unit.engine(),
                batch,
                Double.isFinite(error) ? (Double) error : null,
                found.tolerance(),
                found.verified(),
                reason);
    }

    private static Workload affordable(BenchmarkCase one) {
        return one.planned().macs() > MOST_MACS ? new Workload(one.workload().network(), 1) : one.workload();
    }

    /** Engines are checked one after the other on the same case, so its result is computed once. */
    private float[] expected(String key, Workload workload) {
        float[] known = expected;
        if (known == null || !key.equals(expectedKey)) {
            known = result(reference, workload);
            expected = known;
            expectedKey = key;
        }
        return known;
    }

    private float[] result(Engine engine, Workload workload) {
        try (Session session = engine.open(workload, weights)) {
            session.run();
            return session.output();
        }
    }
}
