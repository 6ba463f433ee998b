package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.traffic.CaseLayer;
import macjoule.calibration.traffic.CounterJoin;
import macjoule.calibration.traffic.OperationTimes;
import macjoule.calibration.traffic.TrafficEvidence;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.Prediction;
import macjoule.model.delta.Tile;
import macjoule.model.delta.Traffic;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.deltaplus.KernelModel;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.deltaplus.Layout;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Made-up counters to try reports with: every second layer of the DeLTA paper as DeLTA+ has it for a share of 0.4, every fourth as
 * the model of staged kernels has it in TF32, all off by a tenth or so; and some that no model knows.
 */
public final class ExampleTraffic {
    private static final GpuSpec GPU = GpuCatalogue.find("h200");
    private static final int BATCH = 32;
    private static final double NOISE = 0.1;
    private static final Tile STAGED = new Tile(128, 64, 16, 64, 32, 128, 128);

    private final RandomGenerator random = new Well19937c(7);
    private final List<CounterRecord> counters = new ArrayList<>();

    private ExampleTraffic() {}

    /** All sections of the made-up counters. */
    public static List<Section> sections() {
        ExampleTraffic example = new ExampleTraffic();
        List<PaperLayers.PaperLayer> layers = PaperLayers.all();
        for (int i = 0; i < layers.size(); i++) {
            example.add(i, layers.get(i).dims(BATCH));
        }
        Map<String, CaseLayer> known = layers.stream()
                .map(layer -> layer.dims(BATCH))
                .collect(Collectors.toMap(ConvDims::name, layer -> new CaseLayer(layer, false)));
        CounterJoin join = CounterJoin.of(
                example.counters, new OperationTimes(List.of()), key -> Optional.ofNullable(known.get(key)));
        return TrafficSections.of(TrafficEvidence.ofCounters(join, GPU), Origin.MEASURED);
    }

    private void add(int index, ConvDims layer) {
        if (index % 2 == 0) {
            DeltaPlus model = new DeltaPlus(DeltaPlusOptions.DEFAULT.withShare(0.4));
            Prediction exact = new Delta(model, DeltaOptions.PAPER).predict(layer, GPU);
            counters.add(record(
                    layer.name(),
                    "cudnn",
                    "ampere_scudnn_128x64_relu_interior_nn_v1",
                    "fp32",
                    "nchw",
                    exact.tile(),
                    exact.traffic(),
                    1.2 * exact.timeSeconds()));
        } else if (index % 4 == 1) {
            KernelModel.Outcome exact =
                    new KernelModel(KernelSpec.of(STAGED, 4, ElementType.TF32, Layout.NHWC), GPU).predict(layer);
            counters.add(record(
                    layer.name(),
                    "jcuda-tf32",
                    "conv_tf32_128x64x16",
                    "tf32",
                    "nhwc",
                    STAGED,
                    exact.traffic(),
                    1.4 * exact.timeSeconds()));
        } else if (index % 20 == 3) {
            counters.add(CounterRecord.without(
                    new Unit(layer.name(), "cudnn"),
                    Status.FAILED,
                    "ncu",
                    Origin.MEASURED,
                    "the profiler ended with an error"));
        }
    }

    private double off(double value) {
        return value * Math.exp(NOISE * random.nextGaussian());
    }

    private CounterRecord record(
            String key,
            String engine,
            String kernel,
            String precision,
            String layout,
            Tile tile,
            Traffic traffic,
            double seconds) {
        return new CounterRecord(
                key,
                engine,
                kernel,
                CounterRecord.IMPLICIT_GEMM,
                precision,
                layout,
                tile.m(),
                tile.n(),
                tile.k(),
                off(traffic.l1Bytes()),
                off(traffic.l2Bytes()),
                off(traffic.dramBytes()),
                0.0,
                off(seconds),
                GPU.clockHz(),
                "all",
                "base",
                "made up",
                Origin.MEASURED,
                Status.OK,
                null);
    }
}
