package macjoule.bench.cli;

import macjoule.bench.energy.SensorSpec;
import picocli.CommandLine.Option;

/** The option that says which sensors to read. */
class SensorOption {
    @Option(
            names = "--sensor",
            paramLabel = "SENSOR",
            defaultValue = "host",
            description = {
                "host (the default), fake:FILE for a scripted GPU, or replay:FILE for a recording.",
                "What comes of the latter two is labelled simulated or replayed everywhere."
            })
    private String sensor = "host";

    final SensorSpec sensor() {
        return SensorSpec.parse(sensor);
    }
}
