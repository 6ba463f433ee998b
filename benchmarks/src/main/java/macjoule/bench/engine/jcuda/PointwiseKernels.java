package macjoule.bench.engine.jcuda;

import macjoule.bench.engine.Affine;
import macjoule.bench.engine.Formulas;
import macjoule.bench.engine.ScaleFolding;
import macjoule.bench.engine.Statistics;
import macjoule.bench.engine.WeightSource;
import macjoule.bench.engine.jcuda.driver.Arguments;
import macjoule.bench.engine.jcuda.driver.Launch;
import macjoule.model.net.Layer.Activation.Function;
import macjoule.model.net.Layer.ElementWise.Operation;
import macjoule.model.net.Node;

/** Layers that compute each element from those at the same place. */
final class PointwiseKernels {
    private final Helpers helpers;
    private final Precision precision;
    private final int batch;
    private final WeightSource weights;
    private final DevicePool pool;
    private final ScaleFolding folding;

    PointwiseKernels(
            Helpers helpers,
            Precision precision,
            int batch,
            WeightSource weights,
            DevicePool pool,
            ScaleFolding folding) {
        this.helpers = helpers;
        this.precision = precision;
        this.batch = batch;
        this.weights = weights;
        this.pool = pool;
        this.folding = folding;
    }

    /** Subtracting a mean, dividing by a deviation, scaling and shifting come down to one factor and one summand. */
    Launch normalise(Node node, Maps input, Maps output, int function) {
        Statistics statistics = weights.statistics(node);
        Affine affine = folding.affine(node, weights);
        int channels = node.output().channels();
        float[] factor = new float[channels];
        float[] summand = new float[channels];
        for (int c = 0; c < channels; c++) {
            double deviation = Math.sqrt(statistics.variance()[c] + Formulas.BATCH_NORM_EPSILON);
            double whole = affine.factor()[c] / deviation;
            factor[c] = (float) whole;
            summand[c] = (float) (affine.summand()[c] - statistics.mean()[c] * whole);
        }
        return scale(node, new Affine(factor, summand), input, output, function);
    }

    Launch scale(Node node, Maps input, Maps output, int function) {
        return scale(node, weights.affine(node), input, output, function);
    }

    private Launch scale(Node node, Affine affine, Maps input, Maps output, int function) {
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(pool.of(affine.factor(), "the factors of " + node.name()))
                .memory(pool.of(affine.summand(), "the summands of " + node.name()))
                .memory(output.memory())
                .struct(elements(output), output.shape().channels(), inner(output), function);
        return helpers.striding("scale_" + precision.maps(), elements(output), arguments);
    }

    Launch activate(Node node, Function function, Maps input, Maps output) {
        Arguments arguments = new Arguments().memory(input.memory());
        if (function == Function.PRELU) {
            arguments.memory(pool.of(weights.slopes(node), "the slopes of " + node.name()));
        } else {
            arguments.none();
        }
        arguments
                .memory(output.memory())
                .struct(elements(output), output.shape().channels(), inner(output), Fusion.code(function));
        return helpers.striding("activate_" + precision.maps(), elements(output), arguments);
    }

    /** One operand may be a single value per channel, which is spread over the other. */
    Launch combine(Operation operation, Maps first, Maps second, Maps output, int function) {
        Arguments arguments = new Arguments()
                .memory(first.memory())
                .memory(second.memory())
                .memory(output.memory())
                .struct(
                        elements(output),
                        output.shape().channels(),
                        output.area(),
                        precision.channelsLast(),
                        code(operation),
                        spread(first, output),
                        spread(second, output),
                        function);
        return helpers.striding("combine_" + precision.maps(), elements(output), arguments);
    }

    private static int code(Operation operation) {
        return switch (operation) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAX -> 2;
        };
    }

    private static int spread(Maps operand, Maps output) {
        return operand.shape().equals(output.shape()) ? 0 : 1;
    }

    private int elements(Maps maps) {
        return Math.toIntExact(batch * maps.shape().elements());
    }

    /** How many elements of one channel lie side by side. */
    private int inner(Maps maps) {
        return precision.isChannelsLast() ? 1 : maps.area();
    }
}
