package macjoule.bench.bringup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import macjoule.bench.engine.jcuda.ExcludedKernels;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;

/**
 * Own kernels that the self-test found to be wrong or to go astray on this GPU. Steps behind it do without them, so that a kernel
 * that is fast because it is wrong is not the one that is timed.
 */
final class WrongKernels {
    private static final String OWN = "conv_";
    private static final Set<String> WRONG = Set.of(SelfTestRow.WRONG, SelfTestRow.LOST);

    private WrongKernels() {}

    /**
     * By their names.
     *
     * @param selfTest which may not be there, as where that step was left out
     */
    static Set<String> in(Path selfTest) {
        Set<String> kernels = new TreeSet<>();
        if (Files.exists(selfTest)) {
            for (CsvRow row : CsvTable.read(selfTest).rows()) {
                if (WRONG.contains(row.text("status"))) {
                    // Behind the name may follow how it was used, and what else was launched.
                    row.textIfKnown("kernel")
                            .map(kernel -> kernel.replaceAll("[,;].*", ""))
                            .filter(kernel -> kernel.startsWith(OWN))
                            .ifPresent(kernels::add);
                }
            }
        }
        return kernels;
    }

    /** What has a process do without them. */
    static List<String> flags(Path selfTest) {
        Set<String> kernels = in(selfTest);
        return kernels.isEmpty()
                ? List.of()
                : List.of("-D" + ExcludedKernels.PROPERTY + "=" + String.join(",", kernels));
    }
}
