package macjoule.calibration.record;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An engine that was asked for.
 *
 * @param device what it computes on, so that engines on one device share the peak of its memory
 * @param arithmetic what it multiplies, such as fp16, so that no engine is held against the peak of another arithmetic
 * @param reason why this host cannot run it, null if it can
 */
public record PlannedEngine(
        String name,
        String description,
        String device,
        String arithmetic,
        @Nullable String reason) {
    /** What is meant where a record says nothing of arithmetic. */
    public static final String SINGLE_PRECISION = "fp32";

    static final String ARITHMETIC = "arithmetic";

    @JsonCreator
    public PlannedEngine(
            @JsonProperty("name") String name,
            @JsonProperty("description") String description,
            @JsonProperty("device") String device,
            @JsonProperty(ARITHMETIC) @JacksonInject(value = ARITHMETIC, useInput = OptBoolean.TRUE) String arithmetic,
            @JsonProperty("reason") @Nullable String reason) {
        this.name = Objects.requireNonNull(name, "name");
        this.description = description;
        this.device = Objects.requireNonNull(device, "device");
        this.arithmetic = Objects.requireNonNull(arithmetic, ARITHMETIC);
        this.reason = reason;
    }

    /** What it moves at least for a case, whose own figure counts four bytes to an element. */
    public long minimalBytes(PlannedCase planned) {
        return arithmetic.endsWith("16") ? planned.minimalBytes() / 2 : planned.minimalBytes();
    }

    /** One of single precision. */
    public PlannedEngine(String name, String description, String device, @Nullable String reason) {
        this(name, description, device, SINGLE_PRECISION, reason);
    }
}
