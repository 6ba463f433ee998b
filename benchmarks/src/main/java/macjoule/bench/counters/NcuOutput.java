package macjoule.bench.counters;

import java.util.List;
import java.util.Optional;
import macjoule.bench.doctor.NsightCompute;
import macjoule.bench.run.BlockedException;
import macjoule.model.BadInputException;

/** Tells from what Nsight Compute printed whether it read the counters, and if not, why. */
final class NcuOutput {
    private static final String NO_PERMISSION = "ERR_NVGPUCTRPERM";
    private static final String TAKEN = "driver resource was unavailable";
    private static final String INCOMPATIBLE = "not compatible with Nsight Compute";
    private static final String ERROR = "==ERROR==";
    private static final String WARNING = "==WARNING==";

    private NcuOutput() {}

    static List<KernelLaunch> launches(String text, int code, String source) throws NcuException {
        if (text.contains(NO_PERMISSION)) {
            throw new BlockedException("counters: " + NsightCompute.RESTRICTED + "; " + NsightCompute.PERMIT);
        }
        if (text.contains(TAKEN)) {
            throw new BlockedException("counters: another program reads them; end it, or run: dcgmi profile --pause");
        }
        if (text.contains(INCOMPATIBLE)) {
            throw new BlockedException(
                    "counters: this Nsight Compute does not go with the driver; install a newer one");
        }
        Optional<String> failure = line(text, SingleLaunch.FAILURE);
        if (failure.isPresent()) {
            throw new NcuException(failure.get());
        }
        Optional<String> complaint = line(text, ERROR).or(() -> line(text, WARNING));
        if (code != 0) {
            throw new NcuException(complaint.orElse("ncu ended with exit code " + code + " and says nothing"));
        }
        try {
            return NcuCsv.parse(text, source);
        } catch (BadInputException e) {
            throw new NcuException(complaint.orElse(String.valueOf(e.getMessage())));
        }
    }

    /** The rest of the first line that begins so; some messages go on below an empty one. */
    private static Optional<String> line(String text, String mark) {
        return text.lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()).strip())
                .filter(rest -> !rest.isEmpty())
                .findFirst();
    }
}
