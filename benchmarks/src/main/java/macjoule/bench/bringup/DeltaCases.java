package macjoule.bench.bringup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import macjoule.model.delta.PaperLayers;

/** The layers of Lym et al., "DeLTA", ISPASS 2019, as cases. */
final class DeltaCases {
    private static final long SEED = 1;

    private DeltaCases() {}

    /** In an order that mixes networks and sizes, so that any number of the first is a fair choice of all. */
    static List<String> keys(int batch) {
        List<String> keys = new ArrayList<>();
        PaperLayers.all().forEach(layer -> keys.add("delta/" + layer.name() + "/n" + batch));
        Collections.shuffle(keys, new Random(SEED));
        return keys;
    }
}
