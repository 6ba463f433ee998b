package macjoule.bench.engine.jcuda;

import macjoule.bench.engine.Formulas;
import macjoule.bench.engine.jcuda.driver.Arguments;
import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.bench.engine.jcuda.driver.Launch;
import macjoule.model.net.Shape;

/** Layers that look across channels or move them. */
final class ChannelKernels {
    private static final int MOST_SOFTMAX_BLOCKS = 65_535;

    private final Helpers helpers;
    private final Precision precision;
    private final int batch;

    ChannelKernels(Helpers helpers, Precision precision, int batch) {
        this.helpers = helpers;
        this.precision = precision;
        this.batch = batch;
    }

    Launch normaliseLocally(int size, Maps input, Maps output) {
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(
                        batch,
                        input.shape().channels(),
                        input.area(),
                        precision.channelsLast(),
                        size,
                        Float.floatToRawIntBits((float) Formulas.LRN_K),
                        Float.floatToRawIntBits((float) Formulas.LRN_ALPHA),
                        Float.floatToRawIntBits((float) Formulas.LRN_BETA));
        return helpers.striding("lrn_" + precision.maps(), elements(input.shape()), arguments);
    }

    Launch softmax(Maps input, Maps output) {
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(batch, input.shape().channels(), input.area(), precision.channelsLast());
        long places = (long) batch * input.area();
        return helpers.blocks("softmax_" + precision.maps(), Math.min(places, MOST_SOFTMAX_BLOCKS), arguments);
    }

    /** Copies {@code input} to where its channels begin in {@code output}. */
    Launch copyChannels(Maps input, Maps output, int firstChannel) {
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(
                        batch,
                        input.shape().channels(),
                        input.area(),
                        output.shape().channels(),
                        firstChannel,
                        precision.channelsLast());
        return helpers.striding("concat_" + precision.maps(), elements(input.shape()), arguments);
    }

    /** Puts elements where they belong in maps of another shape. Channels first they are there already. */
    Launch reshape(Maps input, Maps output) {
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(
                        batch,
                        input.shape().channels(),
                        input.area(),
                        output.shape().channels(),
                        output.area());
        return helpers.striding("reshape_" + precision.maps(), elements(output.shape()), arguments);
    }

    /** From plain floats with channels first to maps as this precision stores them, with zeros for channels that only these have. */
    Launch fromHost(DeviceMemory floats, int channels, Maps maps) {
        return convert(
                "f32", precision.maps(), floats, channels, maps.memory(), maps.shape(), 0, precision.channelsLast());
    }

    /** The other way round. */
    Launch toHost(Maps maps, DeviceMemory floats) {
        Shape shape = maps.shape();
        return convert(
                precision.maps(), "f32", maps.memory(), shape.channels(), floats, shape, precision.channelsLast(), 0);
    }

    private Launch convert(
            String from,
            String to,
            DeviceMemory source,
            int channels,
            DeviceMemory target,
            Shape shape,
            int fromLast,
            int toLast) {
        Arguments arguments = new Arguments()
                .memory(source)
                .memory(target)
                .struct(batch, channels, shape.height() * shape.width(), fromLast, toLast, shape.channels());
        return helpers.striding("convert_" + from + "_" + to, elements(shape), arguments);
    }

    private long elements(Shape shape) {
        return batch * shape.elements();
    }
}
