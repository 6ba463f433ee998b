package macjoule.bench.bringup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Holds back what is planned until something came of it: where there is no GPU, the one line that says so is enough. */
final class HeldLines {
    private final List<String> held = new ArrayList<>();
    private final Consumer<String> progress;

    HeldLines(Consumer<String> progress) {
        this.progress = progress;
    }

    void hold(String line) {
        held.add(line);
    }

    /** Tells it behind all that was held back. */
    void tell(String line) {
        held.forEach(progress);
        held.clear();
        progress.accept(line);
    }
}
