package macjoule.calibration.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;

/** Reads the tables that come with macjoule. */
public final class PublishedTables {
    private static final String FOLDER = "/macjoule/published/";

    private PublishedTables() {}

    /** Twelve networks, all but AlexNet compact. */
    public static List<CompactNetwork> compactNetworks() {
        return read("compact-dnn-networks.csv", CompactNetwork.class, PublishedTables::compactNetwork);
    }

    /** The same twelve, measured on a Tesla P100. */
    public static List<P100Measurement> p100() {
        return read("compact-dnn-p100.csv", P100Measurement.class, PublishedTables::p100Measurement);
    }

    /** Twenty-five networks. */
    public static List<PublishedReuse> reuse() {
        return read("di-reuse.csv", PublishedReuse.class, PublishedTables::publishedReuse);
    }

    /** The accuracy of DeLTA on three GPUs. */
    public static List<DeltaAccuracy> deltaAccuracy() {
        return read("delta-accuracy.csv", DeltaAccuracy.class, PublishedTables::deltaAccuracy);
    }

    private static DeltaAccuracy deltaAccuracy(CsvRow row) {
        return new DeltaAccuracy(
                row.text("level"), row.text("gpu"), row.notNegativeIfKnown("gmae"), row.notNegativeIfKnown("stdev"));
    }

    private static CompactNetwork compactNetwork(CsvRow row) {
        return new CompactNetwork(
                row.text("network"),
                row.text("networkName"),
                row.text("image"),
                row.positive("macsMillions"),
                row.positive("paramsMillions"),
                row.positive("activationsMillions"),
                row.positive("activationsPerParam"),
                row.positive("macsPerParam"),
                row.positive("macsPerActivation"));
    }

    private static P100Measurement p100Measurement(CsvRow row) {
        return new P100Measurement(
                row.text("network"),
                row.text("networkName"),
                row.positive("inferenceMs"),
                row.positive("footprintMb"),
                row.positive("gigaMacsPerJoule"),
                row.positive("framesPerSecond"),
                row.notNegative("gemv2tPercent"),
                row.notNegative("gemv2nPercent"),
                row.notNegative("gemmk1Percent"));
    }

    private static PublishedReuse publishedReuse(CsvRow row) {
        return new PublishedReuse(
                row.text("network"),
                row.text("networkName"),
                row.positive("weightReuse"),
                row.positive("activationReuse"),
                row.positive("arithmeticIntensity"),
                row.positive("di"),
                row.positive("activationsPerParam"),
                row.number("disparityPercent"));
    }

    private static <R extends Record> List<R> read(String file, Class<R> type, Function<CsvRow, R> reader) {
        // The columns are named and ordered as the components of the record.
        List<String> columns = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return CsvTable.parse(text(file), file).requireColumns(columns, List.of()).rows().stream()
                .map(reader)
                .toList();
    }

    private static String text(String file) {
        try (InputStream resource = PublishedTables.class.getResourceAsStream(FOLDER + file)) {
            if (resource == null) {
                throw new IllegalStateException(FOLDER + file + " is missing from the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
