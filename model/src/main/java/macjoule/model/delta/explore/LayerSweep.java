package macjoule.model.delta.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import macjoule.model.BadInputException;
import macjoule.model.Nearest;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.Prediction;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.LayerSpec;

/**
 * Varies a layer, as DeLTA's Appendix A does: {@code co=32..512:32} predicts it with 32, 64, ... 512 filters. Keys joined by a
 * plus vary together, as in {@code hi+wi=7..56:7}; {@code batch} varies the batch.
 *
 * @param keys what varies, by its name in {@link LayerSpec}
 * @param from the first value
 * @param to the last value, if the steps meet it
 * @param step how far values lie apart
 */
public record LayerSweep(List<String> keys, int from, int to, int step) {
    private static final String BATCH = "batch";
    private static final int MOST_VALUES = 100_000;
    private static final Pattern TEXT =
            Pattern.compile("([a-z]+(?:\\+[a-z]+)*)=(\\d{1,9})\\.\\.(\\d{1,9})(?::(\\d{1,9}))?");
    private static final String REMEDY = "write key=from..to:step, such as co=32..512:32";

    /** The layer with one of the values. */
    public record Point(int value, Prediction prediction) {}

    public LayerSweep {
        keys = List.copyOf(keys);
        if (step < 1 || from > to || (to - from) / step >= MOST_VALUES) {
            throw new BadInputException(
                    "a range from " + from + " to " + to + " in steps of " + step,
                    "sweep",
                    "let it rise in steps of 1 or more, with " + MOST_VALUES + " values at most");
        }
    }

    /** Reads {@code co=32..512:32}; a step of 1 may be left out. */
    public static LayerSweep parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new BadInputException("'" + text + "' is not a range", "sweep", REMEDY);
        }
        List<String> keys = List.of(matcher.group(1).split("\\+"));
        List<String> known = new ArrayList<>(LayerSpec.KEYS);
        known.add(BATCH);
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new BadInputException(
                        "'" + key + "' is not part of a layer", "sweep " + text, Nearest.hint(key, known));
            }
        }
        int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
        return new LayerSweep(keys, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), step);
    }

    /** Whether each value is, or is with others, that of the batch. */
    public boolean variesBatch() {
        return keys.contains(BATCH);
    }

    /** A prediction for each value. */
    public List<Point> run(LayerSpec layer, int batch, Delta delta, GpuSpec gpu) {
        return values().mapToObj(value -> new Point(value, delta.predict(varied(layer, batch, value), gpu)))
                .toList();
    }

    /** The layer with each value. */
    public List<ConvDims> layers(LayerSpec layer, int batch) {
        return values().mapToObj(value -> varied(layer, batch, value)).toList();
    }

    private IntStream values() {
        return IntStream.rangeClosed(0, (to - from) / step).map(i -> from + i * step);
    }

    private ConvDims varied(LayerSpec layer, int batch, int value) {
        String name = String.join("+", keys) + "=" + value;
        try {
            LayerSpec varied = layer;
            for (String key : keys) {
                varied = key.equals(BATCH) ? varied : varied.with(key, value);
            }
            return ConvDims.of(name, variesBatch() ? value : batch, varied);
        } catch (BadInputException e) {
            throw e.at("sweep at " + name);
        }
    }
}
