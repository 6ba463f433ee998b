package macjoule.calibration.report;

import java.util.List;
import java.util.Optional;

/** Plain paragraphs. */
public record Text(List<String> paragraphs) implements Body {

    public Text {
        paragraphs = List.copyOf(paragraphs);
    }

    @Override
    public Optional<Table<?>> numbers() {
        return Optional.empty();
    }

    @Override
    public String kind() {
        return "text";
    }
}
