package macjoule.calibration.report;

import java.util.Optional;

/** A table, which readers can sort and filter. */
public record DataTable(Table<?> table) implements Body {

    @Override
    public Optional<Table<?>> numbers() {
        return Optional.of(table);
    }

    @Override
    public String kind() {
        return "table";
    }
}
