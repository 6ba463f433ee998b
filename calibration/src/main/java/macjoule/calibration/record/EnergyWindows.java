package macjoule.calibration.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows of a case whose joules go together. A window whose joules came another way than those of most, as after a counter that
 * stood still, is left out like one that was spoilt: two sources err each in its own way, and their mean is the error of neither.
 *
 * @param valid those with joules of one kind
 * @param spoilt why each of the others has no figure, or none that counts
 */
public record EnergyWindows(List<Measurement> valid, List<String> spoilt) {
    public EnergyWindows {
        valid = List.copyOf(valid);
        spoilt = List.copyOf(spoilt);
    }

    /** Sorts the windows of all forks of a case. */
    public static EnergyWindows of(List<Measurement> windows) {
        String usual = usual(windows);
        List<Measurement> valid = new ArrayList<>();
        List<String> spoilt = new ArrayList<>();
        for (Measurement window : windows) {
            String kind = SensorReading.of(window).kind();
            if (window.joules() == null) {
                spoilt.add(String.valueOf(window.joulesReason()));
            } else if (kind.equals(usual)) {
                valid.add(window);
            } else {
                spoilt.add("joules " + kind + " among those " + usual);
            }
        }
        return new EnergyWindows(valid, spoilt);
    }

    /** The kind that most windows have, the first of those that as many have. */
    private static String usual(List<Measurement> windows) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        windows.stream()
                .filter(window -> window.joules() != null)
                .forEach(window -> counts.merge(SensorReading.of(window).kind(), 1, Integer::sum));
        String usual = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                usual = entry.getKey();
                most = entry.getValue();
            }
        }
        return usual;
    }

    /** Those of one fork. */
    List<Measurement> ofFork(int fork) {
        return valid.stream().filter(window -> window.fork() == fork).toList();
    }
}
