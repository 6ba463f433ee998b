package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.bench.energy.clocks.ClockLock;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.calibration.record.HeldClocks;
import org.junit.jupiter.api.Test;

/** What a manifest tells of the clocks of a run, which is what came of it and not what was asked for. */
class ClockRecordTest {
    private static final HeldClock HELD = held("GPU-a", 1200);
    private static final HeldClock REFUSED = new HeldClock("GPU-b", ClockLock.Attempt.refused(NvmlCode.NO_PERMISSION));

    @Test
    void aClockThatWasLockedIsToldWithWhatItReadThen() {
        ObjectNode energy = ClockRecord.outcome(asked(1210), List.of(HELD), false);
        assertThat(energy.get("wantedMegahertz").intValue()).isEqualTo(1210);
        assertThat(energy.get("lockedMegahertz").intValue()).isEqualTo(1200);
        assertThat(energy.get("clockNowMegahertz").intValue()).isEqualTo(1195);
        assertThat(energy.has("lockedMegahertzReason")).isFalse();
        assertThat(HeldClocks.of(energy).note()).isEmpty();
        // What a run that is taken up again asks for.
        assertThat(ClockRecord.wanted(energy)).isEqualTo(1210);
    }

    @Test
    void aRefusalLeavesTheClockFree() {
        ObjectNode energy = ClockRecord.outcome(asked(1200), List.of(REFUSED), false);
        assertThat(energy.get("lockedMegahertz").isNull()).isTrue();
        assertThat(energy.get("lockedMegahertzReason").textValue()).startsWith("no permission");
        assertThat(HeldClocks.of(energy).state()).isEqualTo("free");
        assertThat(HeldClocks.of(energy).note())
                .hasValueSatisfying(note -> assertThat(note).contains("1200 MHz was asked for, but clocks ran free"));
        assertThat(ClockRecord.outcome(asked(1200), List.of(), false)
                        .get("lockedMegahertzReason")
                        .textValue())
                .contains("no engine of this run computes on a GPU");
    }

    @Test
    void severalGpusMayHaveDifferentClocks() {
        ObjectNode refused = ClockRecord.outcome(asked(1200), List.of(HELD, REFUSED), false);
        assertThat(refused.get("lockedMegahertz").isNull()).isTrue();
        assertThat(refused.get("lockedMegahertzReason").textValue())
                .startsWith("GPU-a held at 1200 MHz; GPU-b free: no permission");
        assertThat(refused.at("/clocks/0/lockedMegahertz").intValue()).isEqualTo(1200);
        assertThat(refused.at("/clocks/1/lockedMegahertz").isNull()).isTrue();
        assertThat(HeldClocks.of(refused).note())
                .hasValueSatisfying(note -> assertThat(note).contains("not all was measured at it: GPU-a held"));
        ObjectNode others = ClockRecord.outcome(asked(1200), List.of(HELD, held("GPU-b", 1110)), false);
        assertThat(HeldClocks.of(others).state()).isEqualTo("GPU-a held at 1200 MHz; GPU-b held at 1110 MHz");
        assertThat(ClockRecord.outcome(others, List.of(HELD, held("GPU-b", 1110)), true))
                .isEqualTo(others);
    }

    @Test
    void aRunTakenUpAgainUnderOtherClocksSaysSo() {
        ObjectNode first = ClockRecord.outcome(asked(1200), List.of(HELD), false);
        assertThat(ClockRecord.outcome(first, List.of(HELD), true)).isEqualTo(first);
        ObjectNode mixed = ClockRecord.outcome(first, List.of(REFUSED), true);
        assertThat(mixed.get("lockedMegahertz").isNull()).isTrue();
        assertThat(mixed.get("lockedMegahertzReason").textValue()).isEqualTo("first held at 1200 MHz, then free");
        // What was measured under other clocks stays so, whatever comes of the next time.
        ObjectNode again = ClockRecord.outcome(mixed, List.of(HELD), true);
        assertThat(again.get("lockedMegahertz").isNull()).isTrue();
        assertThat(HeldClocks.of(again).note())
                .hasValueSatisfying(
                        note -> assertThat(note)
                                .endsWith(
                                        "not all was measured at it: first held at 1200 MHz, then free, then held at 1200 MHz"));
    }

    /** As written before the outcome was recorded: what was asked for, under the name of what came of it. */
    @Test
    void anOlderManifestTellsOnlyWhatWasAskedFor() {
        HeldClocks older = HeldClocks.of(object().put("lockedMegahertz", 1200));
        assertThat(older.wanted()).isEqualTo(1200);
        assertThat(older.locked()).isNull();
        assertThat(older.state()).isEqualTo("not recorded");
        assertThat(older.note())
                .hasValueSatisfying(note -> assertThat(note).contains("not recorded whether they were held"));
        assertThat(HeldClocks.of(object().putNull("lockedMegahertz")).state()).isEqualTo("free");
        assertThat(HeldClocks.of(object()).state()).isEqualTo("not recorded");
        assertThat(HeldClocks.of(object()).note()).isEmpty();
    }

    private static HeldClock held(String gpu, int megahertz) {
        return new HeldClock(gpu, new ClockLock.Attempt(null, megahertz, megahertz - 5, null, "held"));
    }

    private static ObjectNode asked(int megahertz) {
        return ClockRecord.ask(object(), megahertz);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
