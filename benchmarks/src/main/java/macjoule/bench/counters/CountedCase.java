package macjoule.bench.counters;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.record.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A case whose launches are to be counted.
 *
 * @param setting a system property as {@code name=value} that holds while it is prepared; null for none
 */
record CountedCase(Unit unit, @Nullable String setting) {
    private static final String NONE = "-";
    private static final int WORDS = 3;

    /** As the arguments of a program. */
    static List<String> words(List<CountedCase> cases) {
        List<String> words = new ArrayList<>();
        for (CountedCase one : cases) {
            String setting = one.setting();
            words.addAll(List.of(one.unit().key(), one.unit().engine(), setting == null ? NONE : setting));
        }
        return words;
    }

    static List<CountedCase> parse(List<String> words) {
        List<CountedCase> cases = new ArrayList<>();
        for (int i = 0; i + WORDS <= words.size(); i += WORDS) {
            String setting = words.get(i + 2);
            cases.add(new CountedCase(new Unit(words.get(i), words.get(i + 1)), setting.equals(NONE) ? null : setting));
        }
        return cases;
    }
}
