package macjoule.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known names that someone who typed an unknown one most likely meant. */
public final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** Up to three known names close to the given one, the closest first; none if nothing is close. */
    public static List<String> names(String typed, Collection<String> known) {
        String wanted = simplified(typed);
        int limit = Math.max(1, (wanted.length() + 1) / 3);
        return known.stream()
                .map(name -> new Candidate(name, distance(wanted, simplified(name), limit)))
                .filter(candidate -> candidate.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** A remedy for an unknown name: the near ones, or all known ones if none is near. */
    public static String hint(String typed, Collection<String> known) {
        List<String> near = names(typed, known);
        return near.isEmpty()
                ? "use one of " + String.join(", ", known)
                : "did you mean " + String.join(" or ", near) + "?";
    }

    /** Capitals and separators are what people get wrong first, so they do not count. */
    private static String simplified(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.\\s]", "");
    }

    private static int distance(String typed, String known, int limit) {
        int edits = edits(typed, known);
        boolean part = typed.length() > 1 && (known.startsWith(typed) || typed.startsWith(known));
        return part ? Math.min(edits, limit) : edits;
    }

    /** Levenshtein: the fewest insertions, deletions and replacements that turn one text into the other. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }

    private record Candidate(String name, int distance) {}
}
