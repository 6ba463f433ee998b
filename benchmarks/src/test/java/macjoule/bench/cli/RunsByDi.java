package macjoule.bench.cli;

import java.util.List;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.PlannedCase;
import macjoule.model.count.Convention;
import macjoule.model.reuse.Reuse;
import macjoule.model.zoo.Zoo;

/** Made-up runs whose networks do as many MACs with a joule as their DI has it, so that the alpha behind them is known. */
final class RunsByDi {
    static final double ALPHA = 0.7;
    static final List<String> NETWORKS = List.of(
            "alexnet",
            "vgg-16",
            "nin",
            "googlenet",
            "resnet-50",
            "resnet-101",
            "densenet-121",
            "squeezenet-1.0",
            "squeezenet-1.1",
            "mobilenet-v1",
            "mobilenet-v2",
            "xception");

    private RunsByDi() {}

    /** A run of each network at a batch. */
    static Runs run(int batch) {
        Runs runs = new Runs();
        for (String name : NETWORKS) {
            String key = name + "/n" + batch;
            PlannedCase planned = BenchmarkCase.of(key).planned();
            runs.with(key, Runs.ENGINE, planned.macs() / macsPerJoule(name));
        }
        return runs;
    }

    static double macsPerJoule(String name) {
        Reuse reuse = new Reuse(Convention.PAPER.count(Zoo.get(name).network()));
        return 1e7 * reuse.di(ALPHA).orElseThrow();
    }
}
