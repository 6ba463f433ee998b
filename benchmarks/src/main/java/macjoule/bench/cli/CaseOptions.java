package macjoule.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The options of {@code bench} with which it measures some of its cases in the same way once more. */
final class CaseOptions {
    private static final String NETWORK = "--network";
    private static final String INPUT = "--input";
    private static final Set<String> SELECTING = Set.of(NETWORK, INPUT, "--layer", "--batch", "--case");

    private CaseOptions() {}

    /** What names cases gives way to their keys, but for the files that keys may stand for. */
    static List<String> of(List<String> options, List<String> keys) {
        List<String> kept = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            String[] parts = options.get(i).split("=", 2);
            if (!SELECTING.contains(parts[0])) {
                kept.add(options.get(i));
                continue;
            }
            String value = parts.length > 1 ? parts[1] : i + 1 < options.size() ? options.get(++i) : "";
            if (parts[0].equals(NETWORK)) {
                Stream.of(value.split(",", -1)).filter(NetworkInput::isFile).forEach(files::add);
            } else if (parts[0].equals(INPUT)) {
                inputs.add(value);
            }
        }
        if (!files.isEmpty()) {
            kept.addAll(List.of(NETWORK, String.join(",", files)));
            inputs.forEach(input -> kept.addAll(List.of(INPUT, input)));
        }
        kept.addAll(List.of("--case", String.join(",", keys)));
        return kept;
    }
}
