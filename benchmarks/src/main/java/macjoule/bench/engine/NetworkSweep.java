package macjoule.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.model.net.Network;
import macjoule.model.zoo.Zoo;

/**
 * Every given network once through two engines: does each run it, how long does a run take, and do the results agree? For all
 * networks of the zoo, as CSV: {@code java -cp macjoule.jar macjoule.bench.engine.NetworkSweep nd4j dl4j}.
 */
public final class NetworkSweep {
    private final Engine engine;
    private final Engine other;
    private final WeightSource weights;

    public NetworkSweep(Engine engine, Engine other, WeightSource weights) {
        this.engine = engine;
        this.other = other;
        this.weights = weights;
    }

    /**
     * How one engine fared.
     *
     * @param milliseconds of the second run, the first having warmed up; a look, not a measurement
     * @param reason why there is no result; empty if there is one
     */
    public record Outcome(double milliseconds, String reason) {}

    /** What came of one network; the verification fails if either engine has no result. */
    public record Row(String network, Outcome first, Outcome second, Verification verification) {}

    /** Arguments: the names of the two engines. */
    public static void main(String[] args) {
        NetworkSweep sweep = new NetworkSweep(
                Engines.find(args[0]).orElseThrow(), Engines.find(args[1]).orElseThrow(), new WeightSource(1));
        System.out.println("network," + args[0] + "_reason," + args[1] + "_reason,max_relative_difference");
        for (String name : Zoo.names()) {
            Row row = sweep.run(Zoo.get(name).network());
            double difference = row.verification().maxRelativeError();
            System.out.println(String.join(
                    ",",
                    name,
                    quoted(row.first().reason()),
                    quoted(row.second().reason()),
                    Double.isNaN(difference) ? "" : String.format(Locale.ROOT, "%.2e", difference)));
        }
    }

    private static String quoted(String reason) {
        return reason.isEmpty() ? "" : '"' + reason.replace('"', '\'') + '"';
    }

    public List<Row> run(List<Network> networks) {
        List<Row> rows = new ArrayList<>();
        for (Network network : networks) {
            rows.add(run(network));
        }
        return rows;
    }

    public Row run(Network network) {
        Workload workload = new Workload(network, 1).withoutFinalSoftmax();
        float[] expected = new float[Math.toIntExact(workload.result().output().elements())];
        float[] actual = new float[expected.length];
        Outcome first = run(engine, workload, actual);
        Outcome second = run(other, workload, expected);
        double tolerance =
                Math.max(engine.tolerance().of(network), other.tolerance().of(network));
        boolean both = first.reason().isEmpty() && second.reason().isEmpty();
        Verification verification =
                both ? Verification.of(actual, expected, tolerance) : new Verification(Double.NaN, tolerance, false);
        return new Row(network.name(), first, second, verification);
    }

    private Outcome run(Engine with, Workload workload, float[] output) {
        Availability supported = with.supports(workload);
        if (!supported.available()) {
            return new Outcome(Double.NaN, supported.reason());
        }
        try (Session session = with.open(workload, weights)) {
            session.run();
            session.synchronise();
            long started = System.nanoTime();
            session.run();
            session.synchronise();
            double milliseconds = (System.nanoTime() - started) / 1e6;
            float[] result = session.output();
            System.arraycopy(result, 0, output, 0, result.length);
            return new Outcome(milliseconds, "");
        } catch (RuntimeException e) {
            // One network that fails must not hide how the others fare.
            return new Outcome(Double.NaN, e.toString());
        }
    }
}
