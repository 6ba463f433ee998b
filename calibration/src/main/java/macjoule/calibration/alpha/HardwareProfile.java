package macjoule.calibration.alpha;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import macjoule.calibration.report.WholeFile;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import org.jspecify.annotations.Nullable;

/**
 * What calibration learned about one card, kept in a file for later predictions. A part that is null has its reason beside it.
 *
 * @param alpha from energy efficiencies
 * @param delta from traffic and times
 * @param sensorPassport where the power sensor is described
 */
public record HardwareProfile(
        String schema,
        GpuIdentity gpu,
        @Nullable AlphaEstimate alpha,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String alphaReason,
        @Nullable DeltaEstimate delta,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String deltaReason,
        @Nullable String sensorPassport,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sensorPassportReason) {
    public static final String SCHEMA = "macjoule.hardware-profile/1";

    private static final String NO_ALPHA = "no energy efficiencies of this card were calibrated";
    private static final String NO_DELTA = "no traffic was calibrated on this card";
    private static final String NOT_CHARACTERISED = "the power sensor was not characterised";

    public HardwareProfile {
        if (!SCHEMA.equals(schema)) {
            throw new BadInputException("schema " + schema, "hardware profile", "use a file of schema " + SCHEMA);
        }
        boolean complete = gpu != null
                && (alpha == null) != (alphaReason == null)
                && (delta == null) != (deltaReason == null)
                && (sensorPassport == null) != (sensorPassportReason == null);
        if (!complete) {
            throw new BadInputException(
                    "a field is missing", "hardware profile", "calibrate again to write a whole one");
        }
    }

    /** A card of which nothing else is known yet. */
    public static HardwareProfile of(GpuIdentity gpu) {
        return new HardwareProfile(SCHEMA, gpu, null, NO_ALPHA, null, NO_DELTA, null, NOT_CHARACTERISED);
    }

    /** The profile in a file, to be extended; a new one if there is no such file. It must be of the same card. */
    public static HardwareProfile toExtend(Path file, GpuIdentity gpu) {
        if (!file.toFile().exists()) {
            return of(gpu);
        }
        HardwareProfile found = read(file);
        if (!found.gpu.matches(gpu)) {
            throw new BadInputException(
                    "a profile of " + found.gpu.told(), file.toString(), "name another file for " + gpu.told());
        }
        GpuIdentity known = found.gpu.uuid() == null ? gpu : found.gpu;
        return new HardwareProfile(
                SCHEMA,
                known,
                found.alpha,
                found.alphaReason,
                found.delta,
                found.deltaReason,
                found.sensorPassport,
                found.sensorPassportReason);
    }

    public HardwareProfile withAlpha(AlphaEstimate estimate) {
        return new HardwareProfile(
                schema, gpu, estimate, null, delta, deltaReason, sensorPassport, sensorPassportReason);
    }

    /** With what a traffic calibration gave. */
    public HardwareProfile withDelta(DeltaEstimate estimate) {
        return new HardwareProfile(
                schema, gpu, alpha, alphaReason, estimate, null, sensorPassport, sensorPassportReason);
    }

    public HardwareProfile withSensorPassport(String reference) {
        return new HardwareProfile(schema, gpu, alpha, alphaReason, delta, deltaReason, reference, null);
    }

    /** Alpha, which must be there and pinned down. */
    public AlphaEstimate requireAlpha(String where) {
        if (alpha == null) {
            throw new BadInputException("no alpha (" + alphaReason + ")", where, "calibrate alpha into it first");
        }
        if (!alpha.identifiable()) {
            throw new BadInputException(
                    "alpha is not identifiable (" + alpha.reason() + ")", where, "choose a value with --alpha");
        }
        return alpha;
    }

    /** Alpha, which must also have been fitted to counts by this convention, as it holds for no other. */
    public AlphaEstimate requireAlpha(String where, Convention convention) {
        AlphaEstimate known = requireAlpha(where);
        if (!known.convention().equals(convention.id())) {
            throw new BadInputException(
                    "alpha was fitted to counts by " + known.convention() + ", not by " + convention.id(),
                    where,
                    "use --convention " + known.convention());
        }
        return known;
    }

    /** What calibrating traffic gave, which must be there. */
    public DeltaEstimate requireDelta(String where) {
        if (delta == null) {
            throw new BadInputException(
                    "no traffic calibration (" + deltaReason + ")", where, "calibrate traffic into it first");
        }
        return delta;
    }

    public static HardwareProfile read(Path file) {
        return ProfileJson.read(file);
    }

    public void write(Path file) {
        WholeFile.write(file, ProfileJson.text(this));
    }
}
