package macjoule.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapacityRangeTest {

    /** The cache of an i9-10980XE, as the thesis gives it: 24.75 x 2^20 bytes. */
    @Test
    void capacitiesMayBeFractionsOfAMebibyte() {
        assertThat(CapacityRange.parse("24.75").bytes()).containsExactly(25_952_256);
        assertThat(CapacityRange.parse("0.5..5.5:2.5").bytes()).containsExactly(1 << 19, 3 << 20, 11 << 19);
    }

    @Test
    void stepsThatAreNotExactReachTheEnd() {
        assertThat(CapacityRange.parse("1..2:0.1").bytes())
                .hasSize(11)
                .startsWith(1 << 20)
                .endsWith(2 << 20);
    }

    @Test
    void theThesisSweepsEveryOtherMebibyte() {
        assertThat(CapacityRange.parse("24..1000:2")).isEqualTo(CapacityRange.THESIS);
        assertThat(CapacityRange.THESIS.bytes())
                .hasSize(489)
                .startsWith(24 << 20)
                .endsWith(1000 << 20);
    }
}
