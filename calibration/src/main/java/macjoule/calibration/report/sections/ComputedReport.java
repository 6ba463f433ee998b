package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.sections.TrainingSections.Sweep;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.Prediction;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.net.Network;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.TrainingOptions;
import macjoule.model.training.graph.Workload;
import macjoule.model.zoo.Zoo;

/** The sections that every host can show, because they need no measurement. */
public final class ComputedReport {
    /** The GPUs of the DI paper. */
    private static final List<String> PAPER_GPUS = List.of("p4000", "p100-pcie");

    private static final int DELTA_BATCH = 256;

    private ComputedReport() {}

    public static List<Section> sections() {
        return sections(DiWeight.PAPER);
    }

    /** The same with another alpha in DI. */
    public static List<Section> sections(DiWeight weight) {
        List<Section> sections = new ArrayList<>(networks(weight));
        sections.addAll(published(PublishedEfficiency.p100(), AlphaCalibration.withDefaults()));
        sections.addAll(predicted(Zoo.get("resnet-50").network(), GpuCatalogue.find("titan-xp")));
        sections.addAll(training(new CapacityRange(24, 1000, 8)));
        sections.add(NetworkSections.layers(Zoo.names()));
        return sections;
    }

    static List<Section> networks(DiWeight weight) {
        List<Section> sections = new ArrayList<>();
        sections.add(NetworkSections.counts(Zoo.names(), weight));
        for (String gpu : PAPER_GPUS) {
            sections.add(RooflineSections.networks(GpuCatalogue.find(gpu), Zoo.names(), weight));
        }
        // The networks of Fig. 2 of the DI paper.
        sections.add(NetworkSections.layerwise(
                "layerwise-high",
                "Layer by layer: networks with high data reuse",
                List.of("alexnet", "vgg-16", "nin", "squeezenet-1.0")));
        sections.add(NetworkSections.layerwise(
                "layerwise-low",
                "Layer by layer: networks with low data reuse",
                List.of("mobilenet-v1", "mobilenet-v2")));
        return sections;
    }

    static List<Section> published(EfficiencySet set, AlphaCalibration calibration) {
        AlphaReport alpha = calibration.calibrate(set);
        return List.of(
                EfficiencySections.bars(
                        "published-efficiency", "Energy efficiency of a Tesla P100", Origin.PUBLISHED, set),
                EfficiencySections.energyPerPixel(
                        "published-epp", "Energy per pixel of a Tesla P100", Origin.PUBLISHED, set),
                EfficiencySections.perPixel("published-epp-macs", "Energy per pixel and MACs", Origin.PUBLISHED, set),
                AlphaSections.curve("published-alpha", "Which alpha explains the efficiency", Origin.PUBLISHED, alpha),
                AlphaSections.rivals(
                        "published-rivals", "What predicts the efficiency of a Tesla P100", Origin.PUBLISHED, alpha),
                PublishedSections.footprint(),
                PublishedChecks.section());
    }

    static List<Section> predicted(Network network, GpuSpec gpu) {
        List<Prediction> layers = Delta.paper(DeltaOptions.PAPER).predict(ConvDims.of(network, DELTA_BATCH), gpu);
        String subject = network.name() + " on " + gpu.name() + ", batch " + DELTA_BATCH;
        return List.of(
                DeltaSections.traffic("delta-traffic", "Predicted traffic: " + subject, layers),
                DeltaSections.times("delta-times", "Predicted time: " + subject, layers),
                RooflineSections.layers(gpu, network));
    }

    static List<Section> training(CapacityRange capacities) {
        List<Sweep> sweeps = Workload.ofTheThesis().stream()
                .map(workload -> new Sweep(
                        workload.label(),
                        TrainingModel.of(workload.graph(), TrainingOptions.THESIS)
                                .sweep(capacities, Hardware.RTX_2080_TI)))
                .toList();
        return List.of(TrainingSections.traffic(sweeps), TrainingSections.times(sweeps));
    }
}
