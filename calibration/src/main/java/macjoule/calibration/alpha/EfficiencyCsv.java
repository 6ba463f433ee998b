package macjoule.calibration.alpha;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import macjoule.model.format.NetworkFiles;
import macjoule.model.format.Options;
import macjoule.model.net.Network;
import macjoule.model.zoo.Zoo;

/**
 * Reads energy efficiencies that were measured elsewhere: {@code network,macsPerJoule}, if known with the columns {@code sd},
 * {@code convention} (paper unless told) and {@code energy} (gross or net). A network is one of the zoo, or a file: anything with a
 * slash or the ending of a network file, found from the folder of the CSV file.
 */
public final class EfficiencyCsv {
    private static final String CONVENTION = "convention";
    private static final String ENERGY = "energy";
    private static final List<String> ENDINGS = List.of(".onnx", ".keras", ".json", ".cfg", ".prototxt");

    private EfficiencyCsv() {}

    public static EfficiencySet read(Path file) {
        return of(CsvTable.read(file));
    }

    static EfficiencySet of(CsvTable table) {
        table.requireColumns(List.of("network", "macsPerJoule"), List.of("sd", CONVENTION, ENERGY));
        Convention convention =
                common(table, CONVENTION, EfficiencyCsv::convention).orElse(Convention.PAPER);
        EnergyBasis basis = common(table, ENERGY, EnergyBasis::find).orElse(EnergyBasis.UNSTATED);
        List<NetworkEfficiency> networks = new ArrayList<>();
        for (CsvRow row : table.rows()) {
            networks.add(network(row, convention));
        }
        return new EfficiencySet(table.source(), convention, basis, networks);
    }

    private static NetworkEfficiency network(CsvRow row, Convention convention) {
        String name = row.text("network");
        double macsPerJoule = row.positive("macsPerJoule");
        OptionalDouble standardDeviation = row.notNegativeIfKnown("sd");
        try {
            Network network =
                    isFile(name) ? read(row.source(), name) : Zoo.get(name).network();
            return NetworkEfficiency.of(name, network, convention, macsPerJoule, standardDeviation);
        } catch (BadInputException e) {
            throw e.at(row.source() + ", line " + row.line() + ", network " + name);
        }
    }

    private static boolean isFile(String name) {
        return name.contains("/") || ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static Network read(String csv, String name) {
        try {
            return NetworkFiles.read(Path.of(csv).resolveSibling(name), Options.STRICT)
                    .network();
        } catch (InvalidPathException e) {
            BadInputException bad = new BadInputException("not a file name", name, "give the path of a network file");
            bad.initCause(e);
            throw bad;
        }
    }

    /** The one value that all rows have in a column that need not be there. */
    private static <T> Optional<T> common(CsvTable table, String column, Function<String, Optional<T>> reader) {
        if (!table.header().contains(column) || table.rows().isEmpty()) {
            return Optional.empty();
        }
        String first = table.rows().get(0).text(column);
        for (CsvRow row : table.rows()) {
            if (!row.text(column).equals(first)) {
                throw row.bad(row.text(column) + " after " + first, column, "keep to one per file");
            }
        }
        return Optional.of(reader.apply(first)
                .orElseThrow(() -> table.rows().get(0).bad("unknown " + first, column, "use " + known(column))));
    }

    private static Optional<Convention> convention(String id) {
        return Arrays.stream(Convention.values())
                .filter(convention -> convention.id().equals(id))
                .findFirst();
    }

    private static String known(String column) {
        return column.equals(ENERGY)
                ? EnergyBasis.GROSS.id() + " or " + EnergyBasis.NET.id()
                : Convention.PAPER.id() + " or " + Convention.CONV_FC.id();
    }
}
