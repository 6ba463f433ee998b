package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import macjoule.calibration.regression.MissingCase;
import macjoule.calibration.regression.MissingCase.Status;

/** Cases without a verdict as JSON, and in words those of them that have not failed. */
final class MissingView {
    /** More names than these nobody reads below a table; JSON has all of them. */
    private static final int MOST_NAMES = 5;

    private MissingView() {}

    /** One line for what was not asked for and one for what has times alone. */
    static List<String> notes(List<MissingCase> missing) {
        List<String> notes = new ArrayList<>();
        addNote(notes, "not planned this time", missing, Status.NOT_PLANNED);
        addNote(notes, "no joules this time", missing, Status.WITHOUT_ENERGY);
        return notes;
    }

    private static void addNote(List<String> notes, String what, List<MissingCase> missing, Status status) {
        List<MissingCase> ones =
                missing.stream().filter(one -> one.status() == status).toList();
        if (ones.isEmpty()) {
            return;
        }
        String names = ones.stream()
                .limit(MOST_NAMES)
                .map(one -> one.unit() + (status == Status.WITHOUT_ENERGY ? " (" + one.reason() + ")" : ""))
                .collect(Collectors.joining(", "));
        String more =
                ones.size() > MOST_NAMES ? String.format(Locale.ROOT, " and %d more", ones.size() - MOST_NAMES) : "";
        notes.add(what + ": " + names + more);
    }

    static ArrayNode json(List<MissingCase> missing) {
        ArrayNode list = Json.array();
        missing.forEach(one -> list.addObject()
                .put("key", one.unit().key())
                .put("engine", one.unit().engine())
                .put("status", one.status().id())
                .put("reason", one.reason())
                .put("failure", one.isFailure()));
        return list;
    }
}
