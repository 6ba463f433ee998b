package macjoule.calibration.alpha;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.report.WholeFile;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * What calibration learned about one card, kept in a file for later predictions.
 *
 * @param scale MACs per joule for a unit of DI
 * @param deltaShare the one free number of DeLTA+
 * @param sensorPassport where the power sensor is described, null with a reason where it is not
 * @param sourceRuns the runs it was learned from
 */
public record HardwareProfile(
        String schema,
        GpuIdentity gpu,
        AlphaEstimate alpha,
        Scale scale,
        Figure deltaShare,
        Figure dramLatencySeconds,
        @Nullable String sensorPassport,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sensorPassportReason,
        List<String> sourceRuns) {
    public static final String SCHEMA = "macjoule.hardware-profile/1";

    private static final String NOT_CALIBRATED = "no traffic was calibrated on this card";
    private static final String NOT_CHARACTERISED = "the power sensor was not characterised";

    public HardwareProfile {
        if (!SCHEMA.equals(schema)) {
            throw new BadInputException("schema " + schema, "hardware profile", "use a file of schema " + SCHEMA);
        }
        boolean complete = gpu != null
                && alpha != null
                && scale != null
                && deltaShare != null
                && dramLatencySeconds != null
                && sourceRuns != null
                && (sensorPassport == null) != (sensorPassportReason == null);
        if (!complete) {
            throw new BadInputException(
                    "a field is missing", "hardware profile", "calibrate again to write a whole one");
        }
        sourceRuns = List.copyOf(sourceRuns);
    }

    /** A profile of what the fit of alpha tells; the rest is added if it is known. */
    public static HardwareProfile of(GpuIdentity gpu, AlphaReport report, List<String> sourceRuns) {
        return new HardwareProfile(
                SCHEMA,
                gpu,
                AlphaEstimate.of(report),
                report.fit().scale(),
                Figure.unknown(NOT_CALIBRATED),
                Figure.unknown(NOT_CALIBRATED),
                null,
                NOT_CHARACTERISED,
                sourceRuns);
    }

    /** With what a traffic calibration gave. */
    public HardwareProfile withDelta(Figure share, Figure latencySeconds) {
        return new HardwareProfile(
                schema, gpu, alpha, scale, share, latencySeconds, sensorPassport, sensorPassportReason, sourceRuns);
    }

    public HardwareProfile withSensorPassport(String reference) {
        return new HardwareProfile(
                schema, gpu, alpha, scale, deltaShare, dramLatencySeconds, reference, null, sourceRuns);
    }

    public static HardwareProfile read(Path file) {
        return ProfileJson.read(file);
    }

    public void write(Path file) {
        WholeFile.write(file, ProfileJson.text(this));
    }
}
