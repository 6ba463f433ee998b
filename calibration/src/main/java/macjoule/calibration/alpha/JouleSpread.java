package macjoule.calibration.alpha;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import macjoule.calibration.record.EnergyWindows;
import macjoule.calibration.record.Measurement;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.Unit;
import org.apache.commons.math3.stat.StatUtils;

/** How far the energies of one operation lie apart: over forks, which share no luck, or over the windows of a single fork. */
final class JouleSpread {
    private JouleSpread() {}

    /** Standard deviation over mean; empty with fewer than two energies. */
    static OptionalDouble of(RunRecord run, Unit unit) {
        List<Measurement> windows = run.measurements().stream()
                .filter(window -> window.unit().equals(unit))
                .toList();
        Map<Integer, List<Double>> forks = EnergyWindows.of(windows).valid().stream()
                .collect(Collectors.groupingBy(
                        Measurement::fork,
                        TreeMap::new,
                        Collectors.mapping(JouleSpread::perOperation, Collectors.toList())));
        double[] energies = forks.size() == 1
                ? array(forks.values().iterator().next())
                : forks.values().stream()
                        .mapToDouble(fork -> StatUtils.mean(array(fork)))
                        .toArray();
        return energies.length < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(StatUtils.variance(energies)) / StatUtils.mean(energies));
    }

    private static double perOperation(Measurement window) {
        Double joules = window.joules();
        return joules == null ? Double.NaN : joules / window.allOperations();
    }

    private static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
