package macjoule.model.deltaplus;

import macjoule.model.delta.LevelTraffic;

/** Bytes read from L2 if the thread blocks of an SM run in step, and if they do not. Reality lies between. */
public record L2Range(LevelTraffic inStep, LevelTraffic apart) {

    /** Between the two, {@code share} of the way towards running in step. */
    public LevelTraffic at(double share) {
        return new LevelTraffic(
                share * inStep.ifmap() + (1 - share) * apart.ifmap(),
                share * inStep.filter() + (1 - share) * apart.filter());
    }
}
