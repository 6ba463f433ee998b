package macjoule.calibration.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends a series of times, what ends one of energies alone, and what ends neither. */
class SeriesTest {
    private static final String ENERGY = """
            {"status": "available", "sensor": "host", "provenance": "measured", "lockedMegahertz": null,
             "devices": [{"device": "cuda:GPU-1", "meter": "nvml",
               "gpu": {"uuid": "GPU-1", "vbios": "96.00", "driver": "580.65", "powerLimitWatts": 700.0, "ecc": true,
                 "persistence": true, "computeMode": 0.0, "mig": false, "celsius": 31.0, "memoryUsedBytes": 5e8,
                 "utilizationPercent": 0.0, "smClockMhz": 345.0, "enforcedPowerLimitWatts": 700.0},
               "passport": {"key": {"scope": "GPU"}, "meter": null}}]}
            """;

    @ParameterizedTest
    @CsvSource({
        "/devices/0/gpu, vbios, \"96.01\"",
        "/devices/0/gpu, driver, \"590.44\"",
        "/devices/0/gpu, powerLimitWatts, 500.0",
        "/devices/0/gpu, ecc, false",
        "/devices/0/gpu, persistence, false",
        "/devices/0/gpu, computeMode, 3.0",
        "/devices/0/gpu, mig, true",
        "'', lockedMegahertz, 1200",
    })
    void whatTheGpuIsEndsBoth(String where, String field, String value) throws IOException {
        ObjectNode later = changed(where, field, value);
        assertThat(continues(energy(), later)).isFalse();
        assertThat(continuesEnergy(energy(), later)).isFalse();
        assertThat(series(energy()).differences(series(later)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(field.equals("lockedMegahertz") ? "clock" : field));
    }

    @ParameterizedTest
    @CsvSource({
        "'', sensor, \"replay:/tmp/readings.csv\"",
        "'', provenance, \"simulated\"",
        "/devices/0/passport/key, scope, \"MODULE\"",
        "/devices/0/passport, meter, '{\"gain\": 0.95, \"offsetWatts\": -1.2}'",
    })
    void howEnergyIsSensedEndsThatOfEnergiesAlone(String where, String field, String value) throws IOException {
        ObjectNode later = changed(where, field, value);
        assertThat(continues(energy(), later)).isTrue();
        assertThat(continuesEnergy(energy(), later)).isFalse();
        assertThat(series(energy()).differences(series(later))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/devices/0/gpu, celsius, 60.0",
        "/devices/0/gpu, memoryUsedBytes, 9e9",
        "/devices/0/gpu, utilizationPercent, 3.0",
        "/devices/0/gpu, smClockMhz, 1980.0",
        "/devices/0/gpu, enforcedPowerLimitWatts, 690.0",
        "'', idleSeconds, 60",
    })
    void whatMovesByItselfEndsNeither(String where, String field, String value) throws IOException {
        ObjectNode later = changed(where, field, value);
        assertThat(continuesEnergy(energy(), later)).isTrue();
        assertThat(series(energy()).differences(series(later))).isEmpty();
    }

    /** As recorded by an older version, or on a night when the driver gave no answer. */
    @Test
    void whatIsNotRecordedIsNoChange() throws IOException {
        ObjectNode bare =
                (ObjectNode) new ObjectMapper().readTree("{\"status\": \"unavailable\", \"reason\": \"none\"}");
        assertThat(continues(bare, energy())).isTrue();
        assertThat(continues(energy(), bare)).isTrue();
        ObjectNode without = energy();
        ((ObjectNode) without.at("/devices/0/gpu")).remove("persistence");
        ((ObjectNode) without.at("/devices/0/gpu")).putNull("ecc");
        without.remove("lockedMegahertz");
        assertThat(continuesEnergy(without, energy())).isTrue();
        assertThat(series(without).differences(series(energy()))).isEmpty();
    }

    /** A scripted GPU does nothing to the times of this host. */
    @Test
    void whatIsMadeUpEndsNoSeriesOfTimes() throws IOException {
        ObjectNode first = energy().put("provenance", "simulated").put("sensor", "fake:/a.json");
        ObjectNode later = changed("/devices/0/gpu", "powerLimitWatts", "500.0")
                .put("provenance", "simulated")
                .put("sensor", "fake:/a.json")
                .put("lockedMegahertz", 1200)
                .put("wantedMegahertz", 1200);
        assertThat(continues(first, later)).isTrue();
        assertThat(continuesEnergy(first, later)).isFalse();
    }

    /** Asking for a clock and not getting it leaves it free. */
    @Test
    void aRefusedLockIsAFreeClock() throws IOException {
        ObjectNode refused = energy().put("wantedMegahertz", 1200);
        assertThat(continuesEnergy(energy(), refused)).isTrue();
    }

    private static ObjectNode energy() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(ENERGY);
    }

    /** As far as a clock is locked, what was asked for stands beside it. */
    private static ObjectNode changed(String where, String field, String value) throws IOException {
        ObjectNode energy = energy();
        JsonNode node = new ObjectMapper().readTree(value);
        ((ObjectNode) energy.at(where)).set(field, node);
        if (field.equals("lockedMegahertz")) {
            energy.set("wantedMegahertz", node);
        }
        return energy;
    }

    private static boolean continues(ObjectNode earlier, ObjectNode later) {
        return series(later).continues(series(earlier));
    }

    private static boolean continuesEnergy(ObjectNode earlier, ObjectNode later) {
        return series(later).continuesEnergyOf(series(earlier));
    }

    private static Series series(ObjectNode energy) {
        return Series.of(Nights.night(1, 1, 3, unit -> 1).manifest().withEnergy(energy));
    }
}
