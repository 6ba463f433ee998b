package macjoule.bench.cli;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import macjoule.calibration.report.Format;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/** One figure of one GPU, with its source. */
record GpuFigure(String gpu, String field, @Nullable Object value, String source) {
    private static final Set<String> LABELS = Set.of("name", "title", "sources");

    /** All figures, in the order in which the record has them. */
    static List<GpuFigure> of(GpuSpec spec) {
        List<GpuFigure> figures = new ArrayList<>();
        for (RecordComponent component : GpuSpec.class.getRecordComponents()) {
            String field = component.getName();
            if (!LABELS.contains(field)) {
                figures.add(new GpuFigure(
                        spec.name(),
                        field,
                        valueOf(spec, component),
                        spec.sources().getOrDefault(field, Format.UNKNOWN)));
            }
        }
        return figures;
    }

    String display() {
        if (value instanceof Double number) {
            return number == Math.rint(number) && number < 1e6
                    ? Format.decimal(number, 0)
                    : String.format(Locale.ROOT, "%.4g", number);
        }
        return value instanceof Number whole ? Format.count(whole.longValue()) : orDash(value);
    }

    static String orDash(@Nullable Object value) {
        return value == null ? Format.UNKNOWN : value.toString();
    }

    private static @Nullable Object valueOf(GpuSpec spec, RecordComponent component) {
        try {
            return component.getAccessor().invoke(spec);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record component cannot be read", e);
        }
    }
}
