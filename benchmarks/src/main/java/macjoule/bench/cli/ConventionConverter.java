package macjoule.bench.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import macjoule.model.count.Convention;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Counting conventions by the names they have in files. */
final class ConventionConverter implements ITypeConverter<Convention>, Iterable<String> {
    private static final List<String> IDS =
            Arrays.stream(Convention.values()).map(Convention::id).toList();

    @Override
    public Convention convert(String value) {
        return Arrays.stream(Convention.values())
                .filter(convention -> convention.id().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of " + String.join(", ", IDS)));
    }

    @Override
    public Iterator<String> iterator() {
        return IDS.iterator();
    }
}
