package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.alpha.NetworkEfficiency;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.calibration.report.Section;
import macjoule.model.count.Convention;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks as the P100 of Jha, Mittal and Mattela, VLSI Design 2019, ran them, written down as a bring-up does. */
class AlphaFitsTest {
    @TempDir
    private Path folder;

    private CsvLog<Timing> log = Timing.log(Path.of("unset"));

    @BeforeEach
    void open() {
        log = Timing.log(folder.resolve(Timing.FILE));
    }

    private void measure(NetworkEfficiency network, String engine, int batch) throws IOException {
        long macs = Convention.PAPER.count(Zoo.get(network.network()).network()).macs();
        String key = network.network() + "/n" + batch;
        log.add(with(batch * macs / network.macsPerJoule(), Timing.of(key, engine, "window", 1e-3, null, "")));
    }

    private static Timing with(double joules, Timing timing) {
        return new Timing(
                timing.key(),
                timing.engine(),
                timing.harness(),
                timing.secondsPerOp(),
                null,
                null,
                joules,
                0.01,
                0.05,
                "uncharacterised",
                "",
                "",
                "");
    }

    /** {@code calibrate alpha --published p100} says 0.83 too, from 0.68 to 1.00. */
    @Test
    void fitsWhatTheNetworksTookOnEachEngineByItself() throws Exception {
        List<NetworkEfficiency> published = PublishedEfficiency.p100().networks();
        for (NetworkEfficiency network : published) {
            measure(network, "jcuda", 32);
        }
        // One that was measured again by a process that took over.
        measure(published.get(0), "jcuda", 32);
        for (NetworkEfficiency network : published.subList(0, 6)) {
            measure(network, "cudnn", 32);
        }
        log.add(with(1, Timing.of("delta/alex_conv2/n256", "jcuda", "window", 1e-3, null, "")));
        AlphaFits fits = AlphaFits.of(folder);
        assertThat(fits.told())
                .startsWith("alpha: jcuda, batch 32, 12 networks: 0.83")
                .contains(" 95 % interval 0.68 to 1.00, identifiable; cudnn, batch 32, 6 networks: ")
                .endsWith("NOT identifiable");
        assertThat(fits.sections())
                .extracting(Section::id)
                .containsExactly("alpha-jcuda-32", "alpha-jcuda-32-rivals", "alpha-cudnn-32", "alpha-cudnn-32-rivals");
    }

    @Test
    void tooFewNetworksAreNoFit() throws Exception {
        List<NetworkEfficiency> published = PublishedEfficiency.p100().networks();
        measure(published.get(0), "jcuda", 32);
        measure(published.get(1), "jcuda", 32);
        assertThatThrownBy(() -> AlphaFits.of(folder))
                .isInstanceOf(BlockedException.class)
                .hasMessageContaining("2 networks")
                .hasMessageContaining("at least 3");
    }

    @Test
    void withoutJoulesItIsToldWhy() throws Exception {
        assertThatThrownBy(() -> AlphaFits.of(folder)).hasMessage("no joules of networks were measured");
        log.add(Timing.of("vgg-16/n32", "jcuda", "window", 1e-3, null, "").withoutJoules("the sensor stood still"));
        assertThatThrownBy(() -> AlphaFits.of(folder))
                .hasMessage("vgg-16/n32 on jcuda has no joules: the sensor stood still");
    }
}
