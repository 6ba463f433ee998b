package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import org.junit.jupiter.api.Test;

/** What a power sensor that is wrong does to alpha. */
class SensorErrorTest {
    @Test
    void aGainErrorOfTheSensorDoesNotMoveAlpha() {
        EfficiencySet set = Synthetic.noisy(0.8, 0.1, 5);
        AlphaFit fit = AlphaFit.of(set);
        for (double gain : new double[] {0.5, 0.93, 1.07, 40}) {
            AlphaFit scaled = AlphaFit.of(Synthetic.changed(set, efficiency -> efficiency * gain));
            assertThat(scaled.alpha()).isCloseTo(fit.alpha(), within(1e-9));
            assertThat(scaled.scale().slope()).isCloseTo(gain * fit.scale().slope(), within(1e-6 * gain * 1e9));
        }
    }

    /** 25 W too many: slow networks look worse than they are, and net of idle it cancels. */
    @Test
    void anOffsetOfTheSensorMovesAlphaUnlessItIsTakenOff() {
        List<String> names = List.of("alexnet", "squeezenet-1.0", "mobilenet-v1", "sqnxt-23-1.0", "googlenet", "nin");
        double[] watts = {180, 120, 60, 40, 150, 170};
        double[] seconds = {0.01, 0.03, 0.2, 0.1, 0.15, 0.05};
        EfficiencySet truth = net(names, watts, seconds, 0);
        EfficiencySet offset = gross(names, watts, seconds, 25);
        assertThat(AlphaFit.of(offset).alpha()).isNotCloseTo(AlphaFit.of(truth).alpha(), within(1e-3));
        assertThat(AlphaFit.of(net(names, watts, seconds, 25)).alpha())
                .isCloseTo(AlphaFit.of(truth).alpha(), within(1e-9));
    }

    /** By hand: 4 images of 722,941,184 MACs (AlexNet) for 8 J, or for 8 J less 0.5 s at 4 W. */
    @Test
    void efficiencyIsMacsOverJoules() {
        List<String> names = List.of("alexnet", "nin", "googlenet");
        double[] watts = {16, 30, 40};
        double[] seconds = {0.5, 0.5, 0.5};
        EfficiencySet gross = gross(names, watts, seconds, 0);
        assertThat(gross.basis()).isEqualTo(EnergyBasis.GROSS);
        assertThat(gross.networks().get(0).macsPerJoule()).isEqualTo(4 * 722_941_184L / 8.0);
        EfficiencySet net = NetworkEnergy.net("test", Convention.PAPER, energies(names, watts, seconds, 0, 4));
        assertThat(net.basis()).isEqualTo(EnergyBasis.NET);
        assertThat(net.networks().get(0).macsPerJoule()).isEqualTo(4 * 722_941_184L / 6.0);
        assertThatThrownBy(() -> NetworkEnergy.net("test", Convention.PAPER, energies(names, watts, seconds, 0, 16)))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "alexnet drew 8.0 J, no more than the idle power of that time, 8.0 J: test: measure the idle power"
                                + " again, at the same clocks");
    }

    private static EfficiencySet gross(List<String> names, double[] watts, double[] seconds, double offset) {
        return NetworkEnergy.gross("test", Convention.PAPER, energies(names, watts, seconds, offset, 0));
    }

    private static EfficiencySet net(List<String> names, double[] watts, double[] seconds, double offset) {
        return NetworkEnergy.net("test", Convention.PAPER, energies(names, watts, seconds, offset, offset));
    }

    private static List<NetworkEnergy> energies(
            List<String> names, double[] watts, double[] seconds, double offset, double idleWatts) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> NetworkEnergy.ofZoo(
                        names.get(i), Convention.PAPER, 4, (watts[i] + offset) * seconds[i], idleWatts * seconds[i]))
                .toList();
    }
}
