package macjoule.model.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import macjoule.model.training.graph.LayerGroup;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.graph.TrainingGraph;
import macjoule.model.training.graph.TrainingLayer;

/** Graphs with forks, joins, shared weights and sizes drawn at random from a seed. */
final class RandomGraphs {
    private static final LayerType[] TYPES = {
        LayerType.CONVOLUTION,
        LayerType.FULLY_CONNECTED,
        LayerType.BATCH_NORM,
        LayerType.ACTIVATION,
        LayerType.DROPOUT,
        LayerType.MAX_POOLING,
        LayerType.LRN
    };

    private RandomGraphs() {}

    static TrainingGraph of(long seed) {
        Random random = new Random(seed);
        List<TrainingLayer> layers = new ArrayList<>();
        layers.add(TrainingLayer.input("in", 1 + random.nextInt(1000), 1));
        int count = 3 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            layers.add(random.nextInt(4) == 0 ? join(random, layers) : single(random, layers));
        }
        return new TrainingGraph("random" + seed, 1 + random.nextInt(8), layers);
    }

    private static TrainingLayer single(Random random, List<TrainingLayer> layers) {
        LayerType type = TYPES[random.nextInt(TYPES.length)];
        boolean weighted = type.group() == LayerGroup.TYPE_ONE || type == LayerType.BATCH_NORM;
        String name = "l" + layers.size();
        int elements = 1 + random.nextInt(2000);
        int rows = 1 + random.nextInt(Math.min(elements, 30));
        TrainingLayer layer = TrainingLayer.of(
                name, type, List.of(recent(random, layers)), elements, rows, random.nextInt(1_000_000));
        if (!weighted) {
            return layer;
        }
        return random.nextInt(3) == 0 ? layer.withWeights(777, "shared") : layer.withWeights(1 + random.nextInt(1500));
    }

    private static TrainingLayer join(Random random, List<TrainingLayer> layers) {
        LayerType type = random.nextBoolean() ? LayerType.ADD : LayerType.MULTIPLY;
        int elements = 1 + random.nextInt(2000);
        int rows = 1 + random.nextInt(Math.min(elements, 30));
        List<String> inputs = List.of(recent(random, layers), recent(random, layers));
        return TrainingLayer.of("l" + layers.size(), type, inputs, elements, rows, random.nextInt(4000));
    }

    private static String recent(Random random, List<TrainingLayer> layers) {
        int back = Math.min(layers.size(), 1 + random.nextInt(4));
        return layers.get(layers.size() - back).name();
    }
}
