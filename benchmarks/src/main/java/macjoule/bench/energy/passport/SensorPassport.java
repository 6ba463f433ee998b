package macjoule.bench.energy.passport;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import macjoule.bench.energy.core.Provenance;
import macjoule.bench.energy.core.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a card's sensors are like.
 *
 * @param counterCoverage whether the energy counter misses anything
 * @param counterSwing by how much the counter depended on the phase of a load in step with the sensor
 * @param loadDisagreement the largest relative difference between sources at a steady load
 * @param idleDisagreement the same when idle
 * @param form full or short, by how long it was looked into
 * @param meter how readings relate to those of an external meter, or null if none was held beside it
 * @param samples what the driver keeps of past power, or null if it was not asked
 */
@JsonIgnoreProperties("disagree")
public record SensorPassport(
        SensorKey key,
        List<SourceTraits> sources,
        CounterCoverage counterCoverage,
        @Nullable Double counterSwing,
        @Nullable Double loadDisagreement,
        @Nullable Double idleDisagreement,
        Provenance provenance,
        String form,
        @Nullable MeterFit meter,
        @Nullable SampleTraits samples) {
    /** Whether an energy counter integrates all the time. */
    public enum CounterCoverage {
        FULL,
        PART,
        UNKNOWN
    }

    public SensorPassport {
        sources = List.copyOf(sources);
    }

    /** The same card held against an external meter, whose readings were compared with those of the source that is chosen. */
    public SensorPassport withMeter(MeterFit fit) {
        Source compared = fit.source() == null
                ? SourceChoice.of(this).map(SourceChoice::source).orElse(null)
                : fit.source();
        return new SensorPassport(
                key,
                sources,
                counterCoverage,
                counterSwing,
                loadDisagreement,
                idleDisagreement,
                provenance,
                form,
                fit.of(compared),
                samples);
    }

    /** Whether the card was looked into for a first look only. */
    @JsonIgnore
    public boolean isShort() {
        return form.equals(Pace.SHORT.id());
    }

    /** Whether sources differ by more than 2 % loaded or 5 % idle, so that both have to be published. */
    public boolean disagree() {
        return exceeds(loadDisagreement, 0.02) || exceeds(idleDisagreement, 0.05);
    }

    private static boolean exceeds(@Nullable Double value, double limit) {
        return value != null && value > limit;
    }

    public SourceTraits traits(Source source) {
        return sources.stream()
                .filter(traits -> traits.source() == source)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the passport does not tell of " + source.id()));
    }
}
