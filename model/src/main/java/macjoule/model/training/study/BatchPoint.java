package macjoule.model.training.study;

import java.util.List;
import macjoule.model.training.Iteration;

/** One batch size with several caches. */
public record BatchPoint(int batch, List<Iteration> runs) {
    public BatchPoint {
        runs = List.copyOf(runs);
    }
}
