package macjoule.model.training.graph;

import java.util.ArrayList;
import java.util.List;

/** Collects layers whose outputs are matrices of rows and columns: sequences, states, attention scores. */
final class GraphBuilder {

    /** The output of a layer. */
    record Matrix(String layer, long rows, long columns) {
        long elements() {
            return rows * columns;
        }
    }

    private final String name;
    private final int batch;
    private final List<TrainingLayer> layers = new ArrayList<>();

    GraphBuilder(String name, int batch) {
        TrainingGraph.requireBatch(name, batch);
        this.name = name;
        this.batch = batch;
    }

    TrainingGraph build() {
        return new TrainingGraph(name, batch, layers);
    }

    void add(TrainingLayer layer) {
        layers.add(layer);
    }

    Matrix input(String layer, long rows, long columns) {
        layers.add(TrainingLayer.input(layer, rows * columns, rows));
        return new Matrix(layer, rows, columns);
    }

    /** A point-wise layer: one operation for each element, or for each element and further input of a sum or product. */
    Matrix pointwise(String layer, LayerType type, Matrix... inputs) {
        Matrix shape = inputs[0];
        long ops = Math.max(1, inputs.length - 1) * shape.elements();
        return plain(layer, type, ops, shape.rows(), shape.columns(), inputs);
    }

    Matrix plain(String layer, LayerType type, long ops, long rows, long columns, Matrix... inputs) {
        layers.add(TrainingLayer.of(layer, type, names(inputs), rows * columns, rows, ops));
        return new Matrix(layer, rows, columns);
    }

    /** A matrix of weights applied to every row; several inputs are read side by side, as if concatenated. */
    Matrix dense(String layer, String weightKey, long inputColumns, long columns, boolean bias, Matrix... inputs) {
        long rows = inputs[0].rows();
        long ops = rows * inputColumns * columns;
        long weights = inputColumns * columns + (bias ? columns : 0);
        layers.add(TrainingLayer.of(layer, LayerType.FULLY_CONNECTED, names(inputs), rows * columns, rows, ops)
                .withWeights(weights, weightKey));
        return new Matrix(layer, rows, columns);
    }

    private static List<String> names(Matrix... inputs) {
        List<String> names = new ArrayList<>();
        for (Matrix input : inputs) {
            names.add(input.layer());
        }
        return names;
    }
}
