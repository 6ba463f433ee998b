package macjoule.bench.engine.jcuda;

import java.util.HashMap;
import java.util.Map;
import macjoule.bench.engine.jcuda.driver.Arguments;
import macjoule.bench.engine.jcuda.driver.DeviceMemory;
import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.model.net.Window;

/** Brings the filters of a convolution into the order that its kernel reads, and tells the kernel where the terms of a sum lie. */
final class Filters {
    /** Tables of offsets go up to a multiple of this many terms, and as many beyond, since kernels read ahead. */
    private static final int TABLE_MULTIPLE = 64;

    private final Gpu gpu;
    private final Helpers helpers;
    private final DevicePool pool;
    private final Precision precision;
    private final Map<OffsetKey, DeviceMemory> tables = new HashMap<>();

    Filters(Gpu gpu, Helpers helpers, DevicePool pool, Precision precision) {
        this.gpu = gpu;
        this.helpers = helpers;
        this.pool = pool;
        this.precision = precision;
    }

    /** Filters as they come, to be used by kernels that read them so. */
    DeviceMemory plain(float[] filters, String layer) {
        return pool.of(filters, "the filters of " + layer);
    }

    /**
     * Rows of one filter each, filled up with zeros; {@code plain} itself if it is that already.
     *
     * @param channels that the filters have in each group, which may be fewer than those of the maps in memory
     */
    DeviceMemory packed(DeviceMemory plain, ConvolutionShape shape, int channels, String layer) {
        int pitch = roundUp(shape.depth(), precision.pitchMultiple());
        if (precision == Precision.FP32 && pitch == shape.depth()) {
            return plain;
        }
        long elements = (long) shape.filters() * pitch;
        DeviceMemory packed = pool.empty(elements * precision.bytes(), "the filters of " + layer);
        Arguments arguments = new Arguments()
                .memory(plain)
                .memory(packed)
                .struct(
                        shape.filters(),
                        channels,
                        shape.window().kernelHeight(),
                        shape.window().kernelWidth(),
                        shape.channelsPerGroup(),
                        pitch,
                        precision.channelsLast());
        gpu.launch(helpers.striding("pack_filter_" + precision.products(), elements, arguments));
        return packed;
    }

    /** Filters as a library wants them: in the order and the type of the maps, one right behind the other. */
    DeviceMemory dense(DeviceMemory plain, ConvolutionShape shape, String layer) {
        if (precision == Precision.FP32) {
            return plain;
        }
        long elements = (long) shape.filters() * shape.depth();
        DeviceMemory dense = pool.empty(elements * precision.bytes(), "the filters of " + layer);
        convert(
                plain,
                dense,
                shape.filters(),
                shape.channelsPerGroup(),
                shape.window().area(),
                elements);
        return dense;
    }

    /** Values as maps are stored. */
    DeviceMemory stored(float[] values, String layer) {
        DeviceMemory floats = pool.of(values, "the bias of " + layer);
        if (precision.bytes() == Float.BYTES) {
            return floats;
        }
        DeviceMemory stored = pool.empty((long) values.length * precision.bytes(), "the bias of " + layer);
        convert(floats, stored, 1, values.length, 1, values.length);
        return stored;
    }

    private void convert(DeviceMemory from, DeviceMemory to, int batch, int channels, int area, long elements) {
        Arguments arguments = new Arguments()
                .memory(from)
                .memory(to)
                .struct(batch, channels, area, 0, precision.channelsLast(), channels);
        gpu.launch(helpers.striding("convert_f32_" + precision.maps(), elements, arguments));
    }

    private record OffsetKey(int channels, int totalChannels, int height, int width, Window window, int vector) {}

    /** Where each term of a sum, or each run of {@code vector} terms, lies in the input. Layers of one shape share it. */
    DeviceMemory offsets(ConvolutionShape shape, int vector) {
        OffsetKey key = new OffsetKey(
                shape.channelsPerGroup(),
                shape.input().channels(),
                shape.input().height(),
                shape.input().width(),
                shape.window(),
                vector);
        return tables.computeIfAbsent(key, unknown -> table(shape, vector));
    }

    private DeviceMemory table(ConvolutionShape shape, int vector) {
        int entries = (roundUp(shape.depth(), TABLE_MULTIPLE) + TABLE_MULTIPLE) / vector;
        DeviceMemory table = pool.empty(2L * Integer.BYTES * entries, "a table of offsets");
        Window window = shape.window();
        Arguments arguments = new Arguments()
                .memory(table)
                .struct(
                        shape.channelsPerGroup(),
                        shape.input().channels(),
                        shape.input().height(),
                        shape.input().width(),
                        window.kernelHeight(),
                        window.kernelWidth(),
                        window.dilationHeight(),
                        window.dilationWidth(),
                        precision.channelsLast(),
                        vector,
                        shape.depth() / vector,
                        entries);
        gpu.launch(helpers.blocks("conv_offsets", ceil(entries, Helpers.THREADS), arguments));
        return table;
    }

    static int ceil(int amount, int part) {
        return (amount + part - 1) / part;
    }

    static int roundUp(int amount, int multiple) {
        return ceil(amount, multiple) * multiple;
    }
}
