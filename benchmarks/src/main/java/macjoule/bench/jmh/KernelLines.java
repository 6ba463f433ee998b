package macjoule.bench.jmh;

import java.util.List;
import macjoule.calibration.record.KernelUse;
import macjoule.calibration.record.Unit;

/** What a measured JVM printed about the kernels that compute its case. */
public final class KernelLines {
    private static final String BETWEEN = ": ";

    private KernelLines() {}

    /**
     * Those of one fork.
     *
     * @param printed all that the JVM printed
     */
    public static List<KernelUse> of(Unit unit, int fork, String printed) {
        return printed.lines()
                .filter(line -> line.startsWith(ForwardState.KERNEL))
                .map(line -> line.substring(ForwardState.KERNEL.length()))
                .filter(line -> line.contains(BETWEEN))
                .map(line -> use(unit, fork, line))
                .toList();
    }

    private static KernelUse use(Unit unit, int fork, String line) {
        int end = line.indexOf(BETWEEN);
        return new KernelUse(
                unit.key(), unit.engine(), fork, line.substring(0, end), line.substring(end + BETWEEN.length()));
    }
}
