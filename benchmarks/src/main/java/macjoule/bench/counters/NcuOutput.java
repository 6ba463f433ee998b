package macjoule.bench.counters;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.bench.doctor.NsightCompute;
import macjoule.bench.run.BlockedException;
import macjoule.model.BadInputException;

/** Tells from what Nsight Compute printed which cases it counted, and why not the others. */
final class NcuOutput {
    private static final String NO_PERMISSION = "ERR_NVGPUCTRPERM";
    private static final String TAKEN = "driver resource was unavailable";
    private static final String INCOMPATIBLE = "not compatible with Nsight Compute";
    private static final String ERROR = "==ERROR==";
    private static final String WARNING = "==WARNING==";
    private static final Pattern NUMBERED = Pattern.compile("(\\d+) (.*)");

    private final String text;
    private final int code;
    private final String source;

    /**
     * What was printed.
     *
     * @param code with which the profiler ended
     * @param source for messages
     */
    NcuOutput(String text, int code, String source) {
        this.text = text;
        this.code = code;
        this.source = source;
    }

    /** Metrics that this profiler or this GPU does not know: one of them, and it counts none. Versions word that differently. */
    Set<Metric> unknownMetrics() {
        List<String> complaints =
                text.lines().filter(line -> line.startsWith(ERROR)).toList();
        return Arrays.stream(Metric.values())
                .filter(metric -> complaints.stream()
                        .anyMatch(line -> metric.pattern().matcher(line).find()))
                .collect(Collectors.toSet());
    }

    /**
     * What came of so many cases.
     *
     * @throws BlockedException if no case can be profiled here
     */
    Reading reading(int cases) {
        requirePermission();
        Map<Integer, String> failures = numbered(SingleLaunch.FAILURE);
        Map<Integer, List<KernelLaunch>> launches = new HashMap<>();
        String otherwise = complaint().orElse("the profiler does not tell of it");
        if (cases > 1) {
            launches.putAll(Landmarks.split(parsedOr(List.of())));
            launches.keySet().removeIf(number -> number >= cases);
        } else if (code != 0) {
            otherwise = complaint().orElse("ncu ended with exit code " + code + " and says nothing");
        } else if (failures.isEmpty()) {
            try {
                launches.put(0, NcuCsv.parse(text, source));
            } catch (BadInputException e) {
                otherwise = complaint().orElse(String.valueOf(e.getMessage()));
            }
        }
        failures = new HashMap<>(failures);
        failures.putAll(incomplete(launches));
        failures.keySet().forEach(launches::remove);
        return new Reading(launches, failures, stoppedAt(), otherwise);
    }

    private void requirePermission() {
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
    }

    private List<KernelLaunch> parsedOr(List<KernelLaunch> nothing) {
        try {
            return NcuCsv.parse(text, source);
        } catch (BadInputException e) {
            return nothing;
        }
    }

    /** A sum without the launches that the profiler lost would pass for all. */
    private Map<Integer, String> incomplete(Map<Integer, List<KernelLaunch>> launches) {
        Map<Integer, String> told = numbered(SingleLaunch.LAUNCHES);
        Map<Integer, String> reasons = new HashMap<>();
        launches.forEach((number, counted) -> {
            String launched = told.getOrDefault(number, "0");
            if (counted.size() < Integer.parseInt(launched)) {
                reasons.put(number, counted.size() + " of " + launched + " kernels were profiled");
            }
        });
        return reasons;
    }

    private OptionalInt stoppedAt() {
        return rests(SingleLaunch.STOPPED).mapToInt(Integer::parseInt).findFirst();
    }

    /** Lines that tell something of a case, by its number. */
    private Map<Integer, String> numbered(String mark) {
        Map<Integer, String> told = new HashMap<>();
        rests(mark)
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .forEach(line -> told.putIfAbsent(Integer.valueOf(line.group(1)), line.group(2)));
        return told;
    }

    /** Some messages go on below an empty first line. */
    private Optional<String> complaint() {
        return Stream.concat(rests(ERROR), rests(WARNING)).findFirst();
    }

    private Stream<String> rests(String mark) {
        return text.lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()).strip())
                .filter(rest -> !rest.isEmpty());
    }
}
