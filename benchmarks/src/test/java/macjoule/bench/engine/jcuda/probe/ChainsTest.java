package macjoule.bench.engine.jcuda.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 3072, 131072})
    void visitsEveryPlaceBeforeTheFirstAgain(int places) {
        int[] next = Chains.randomCycle(places);

        int steps = 1;
        for (int at = next[0]; at != 0; at = next[at]) {
            steps++;
        }
        assertThat(next).hasSize(places);
        assertThat(steps).isEqualTo(places);
    }

    @ParameterizedTest
    @ValueSource(ints = {131072})
    void hardlyEverGoesToTheNeighbour(int places) {
        int[] next = Chains.randomCycle(places);

        int neighbours = 0;
        for (int i = 0; i < places; i++) {
            neighbours += Math.abs(next[i] - i) == 1 ? 1 : 0;
        }
        // Two places of all are neighbours: two are expected among so many, and a row would have them all.
        assertThat(neighbours).isLessThan(20);
    }
}
