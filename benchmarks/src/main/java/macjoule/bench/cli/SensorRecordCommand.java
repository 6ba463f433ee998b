package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.energy.core.NanoClock;
import macjoule.bench.energy.replay.SensorTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records what a GPU's sensor shows. */
@Command(
        name = "record",
        description = {
            "Records what a GPU's sensor shows while something else works on it.",
            "One line of nanos,channel,reading for each reading that differs from the one before. Any command plays it again with"
                    + " --sensor replay:FILE, on any host; what comes of that is labelled replayed."
        })
final class SensorRecordCommand extends OutputCommand {
    private static final double LONGEST_SECONDS = 3600;

    @Mixin
    private SensorChoice choice = new SensorChoice();

    @Option(names = "--seconds", paramLabel = "S", description = "For how long; default ${DEFAULT-VALUE}.")
    private double seconds = 60;

    @Override
    public Integer call() {
        if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
            throw new UsageException(seconds + " s", "--seconds", "give more than 0 and at most 3600");
        }
        NanoClock clock = NanoClock.system();
        StringBuilder trace = new StringBuilder();
        try (SensorChoice.Found found = choice.find(clock)) {
            SensorTrace.record(found.device(), clock, seconds, trace);
        }
        return show(trace::toString, trace::toString, () -> json(trace));
    }

    private ObjectNode json(StringBuilder trace) {
        ObjectNode json = Json.document("sensor")
                .put("provenance", choice.sensor().provenance().id());
        ArrayNode readings = json.putArray("readings");
        trace.toString()
                .lines()
                .map(line -> line.split(",", -1))
                .forEach(cells -> readings.addObject()
                        .put("nanos", Long.parseLong(cells[0]))
                        .put("channel", cells[1])
                        .put("reading", Long.parseLong(cells[2])));
        return json;
    }
}
