package macjoule.calibration.csv;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import macjoule.model.BadInputException;

/** One row of a table, which knows where it stands. */
public record CsvRow(String source, int line, List<String> header, List<String> fields) {

    public CsvRow {
        header = List.copyOf(header);
        fields = List.copyOf(fields);
    }

    public boolean has(String column) {
        return header.contains(column);
    }

    /** The words in a column, of which there must be some. */
    public String text(String column) {
        String field = field(column);
        if (field.isBlank()) {
            throw bad("an empty field", column, "give a value");
        }
        return field;
    }

    /** Empty where the field holds nothing. */
    public Optional<String> textIfKnown(String column) {
        return Optional.of(field(column)).filter(text -> !text.isBlank());
    }

    public double number(String column) {
        String field = text(column);
        try {
            double number = Double.parseDouble(field);
            // parseDouble also takes a type suffix, as in 1.5f, which no table has.
            if (Double.isFinite(number) && !field.matches(".*[dDfF]")) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad("\"" + field + "\" is no number", column, "write it like 1.5 or 1.5e9");
        }
        throw bad(field + " is no finite number", column, "write it like 1.5 or 1.5e9");
    }

    public double positive(String column) {
        double number = number(column);
        if (number <= 0) {
            throw bad(field(column) + " is not above 0", column, "give a number above 0");
        }
        return number;
    }

    public double notNegative(String column) {
        double number = number(column);
        if (number < 0) {
            throw bad(field(column) + " is below 0", column, "give a number from 0 up");
        }
        return number;
    }

    /** Empty where the table has no such column or the field holds nothing: an unknown value. */
    public OptionalDouble notNegativeIfKnown(String column) {
        return has(column) && !field(column).isBlank()
                ? OptionalDouble.of(notNegative(column))
                : OptionalDouble.empty();
    }

    /** A complaint about the field in a column. */
    public BadInputException bad(String what, String column, String remedy) {
        int place = CsvTable.indexOf(header, column) + 1;
        return new BadInputException(
                what, source + ", line " + line + ", column " + place + " (" + column + ")", remedy);
    }

    private String field(String column) {
        return fields.get(CsvTable.indexOf(header, column)).strip();
    }
}
