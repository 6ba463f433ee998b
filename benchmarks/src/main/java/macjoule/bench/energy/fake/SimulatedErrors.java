package macjoule.bench.energy.fake;

import java.util.HashSet;
import java.util.Set;
import macjoule.bench.energy.fake.FaultScript.Kind;
import macjoule.bench.energy.nvml.ErrorWatch;

/** Tells of each scripted error once its time has come. */
final class SimulatedErrors implements ErrorWatch {
    private final SimulatedBoard board;
    private final Set<FaultScript> told = new HashSet<>();

    SimulatedErrors(SimulatedBoard board) {
        this.board = board;
    }

    @Override
    public long next() {
        return board.active(Kind.XID)
                .filter(told::add)
                .mapToLong(fault -> (long) fault.value())
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        told.clear();
    }
}
