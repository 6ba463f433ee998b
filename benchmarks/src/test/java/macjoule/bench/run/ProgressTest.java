package macjoule.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.calibration.record.Unit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void readsBackWhatItWrites() {
        Progress done = Progress.done(new Unit("alexnet/n1", "nd4j"), 2, "1.5 ms");
        assertThat(Progress.parse(done.line())).isEqualTo(done);
        assertThat(Progress.parse(Progress.finished().line())).isEqualTo(Progress.finished());
    }

    @Test
    void aMessageOfSeveralLinesStaysOneLine() {
        assertThat(Progress.blocked("locked\n\tby another").line())
                .endsWith("\tlocked by another")
                .hasLineCount(1);
    }

    @Test
    void whatALibraryPrintsIsNoProgress() {
        assertThat(Progress.parse("Warning: could not load native system BLAS")).isNull();
        assertThat(Progress.parse("a\tb\tc\td\te\tf")).isNull();
    }
}
