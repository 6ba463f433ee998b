package macjoule.bench.engine.jcuda;

import macjoule.bench.engine.jcuda.driver.Arguments;
import macjoule.bench.engine.jcuda.driver.Launch;
import macjoule.model.net.Layer.Pooling;
import macjoule.model.net.Pad;
import macjoule.model.net.Upsample;
import macjoule.model.net.Window;

/** Poolings, and what else changes the size of maps. */
final class WindowKernels {
    private static final int WARP = 32;

    private final Helpers helpers;
    private final Precision precision;
    private final int batch;

    WindowKernels(Helpers helpers, Precision precision, int batch) {
        this.helpers = helpers;
        this.precision = precision;
        this.batch = batch;
    }

    Launch pool(Pooling pooling, Maps input, Maps output) {
        Window window = pooling.window();
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(
                        batch,
                        input.shape().channels(),
                        input.shape().height(),
                        input.shape().width(),
                        output.shape().height(),
                        output.shape().width(),
                        window.kernelHeight(),
                        window.kernelWidth(),
                        window.strideHeight(),
                        window.strideWidth(),
                        window.padding().top(),
                        window.padding().left(),
                        window.padding().bottom(),
                        window.padding().right(),
                        window.dilationHeight(),
                        window.dilationWidth(),
                        mode(pooling.mode()),
                        precision.channelsLast());
        long outputs = batch * output.shape().elements();
        return helpers.striding("pool_" + precision.maps(), outputs, arguments);
    }

    Launch poolGlobally(Pooling.Mode mode, Maps input, Maps output) {
        int channels = input.shape().channels();
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(batch, channels, input.area(), mode(mode), precision.channelsLast());
        long threads = (long) batch * channels * (precision.isChannelsLast() ? 1 : WARP);
        return helpers.striding("global_pool_" + precision.maps(), threads, arguments);
    }

    Launch pad(Pad pad, Maps input, Maps output) {
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(
                        batch,
                        input.shape().channels(),
                        input.shape().height(),
                        input.shape().width(),
                        output.shape().height(),
                        output.shape().width(),
                        pad.padding().top(),
                        pad.padding().left(),
                        precision.channelsLast());
        return helpers.striding(
                "pad_" + precision.maps(), batch * output.shape().elements(), arguments);
    }

    Launch upsample(Upsample upsample, Maps input, Maps output) {
        Arguments arguments = new Arguments()
                .memory(input.memory())
                .memory(output.memory())
                .struct(
                        batch,
                        input.shape().channels(),
                        input.shape().height(),
                        input.shape().width(),
                        upsample.vertical(),
                        upsample.horizontal(),
                        precision.channelsLast());
        return helpers.striding(
                "upsample_" + precision.maps(), batch * output.shape().elements(), arguments);
    }

    private static int mode(Pooling.Mode mode) {
        return mode == Pooling.Mode.MAX ? 0 : 1;
    }
}
