package macjoule.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.bench.energy.EnergyProfiler;
import macjoule.bench.jmh.EnergyMeter;
import macjoule.bench.jmh.WindowEnergy;
import macjoule.calibration.record.IdleReading;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * The energy of one fork, taken by the profiler in the measured JVM. JMH carries numbers only, and passes over a profiler that could
 * not be made, so the profiler writes down all it found, a line for each window, and a line that is missing is noticed.
 */
final class ProfiledFork implements EnergyMeter.Fork {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NOT_THERE = "the energy profiler was not there in this fork, see log.txt";

    private final String options;
    private final String device;
    private final String reasonAgainst;
    private final Path journal;
    private @Nullable List<ObjectNode> lines;

    /**
     * @param options of the profiler, but for where it writes
     * @param reasonAgainst why there will be no joules, or empty
     */
    ProfiledFork(String options, String device, String reasonAgainst) {
        this.options = options;
        this.device = device;
        this.reasonAgainst = reasonAgainst;
        try {
            journal = Files.createTempFile("macjoule-energy-", ".jsonl");
            journal.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException("no place for what the energy profiler finds", e);
        }
    }

    @Override
    public void configure(ChainedOptionsBuilder builder) {
        builder.addProfiler(EnergyProfiler.class, options + ";journal=" + journal);
    }

    @Override
    public WindowEnergy read(int window, IterationResult iteration) {
        return lines().stream()
                .filter(line -> line.path("window").asInt() == window)
                .findFirst()
                .map(line -> energy(line, iteration))
                .orElseGet(() -> WindowEnergy.unavailable(NOT_THERE));
    }

    private WindowEnergy energy(ObjectNode line, IterationResult iteration) {
        JsonNode joulesPerOp = line.path("joulesPerOp");
        boolean known = joulesPerOp.isNumber();
        JsonNode clock = line.path("meanClockMhz");
        return new WindowEnergy(
                known
                        ? (Double) (joulesPerOp.asDouble()
                                * iteration.getMetadata().getAllOps())
                        : null,
                known ? null : reason(line),
                clock.isNumber() ? (Double) (clock.asDouble() * 1e6) : null,
                clock.isNumber() ? null : line.path("clockReason").asText("the sensor tells no clock"),
                throttleReasons(line),
                line);
    }

    /** The sensor's own words, before what was known when the run began. */
    private String reason(ObjectNode line) {
        String status = line.path("status").asText("unavailable");
        String reason = line.path("reason").asText(reasonAgainst.isEmpty() ? "not recorded" : reasonAgainst);
        return status.equals("unavailable") ? reason : status + ": " + reason;
    }

    private static @Nullable List<String> throttleReasons(ObjectNode line) {
        JsonNode names = line.path("throttleReasons");
        if (!names.isArray()) {
            return null;
        }
        List<String> reasons = new ArrayList<>();
        names.forEach(name -> reasons.add(name.asText()));
        return reasons;
    }

    @Override
    public IdleReading idle(String moment) {
        for (ObjectNode line : lines()) {
            JsonNode idle = line.path("idle");
            if (idle.isObject()) {
                return new IdleReading(
                        device,
                        moment,
                        idle.path("watts").asDouble(),
                        idle.path("standardUncertainty").asDouble(),
                        idle.path("settled").asBoolean(),
                        idle.path("provenance").asText(),
                        null);
            }
        }
        return IdleReading.unknown(device, moment, reasonAgainst.isEmpty() ? "the sensor told nothing" : reasonAgainst);
    }

    /** Read once the fork is over. */
    private List<ObjectNode> lines() {
        List<ObjectNode> known = lines;
        if (known == null) {
            known = parsed();
            lines = known;
        }
        return known;
    }

    private List<ObjectNode> parsed() {
        try {
            List<ObjectNode> parsed = new ArrayList<>();
            for (String line : Files.readAllLines(journal)) {
                if (MAPPER.readTree(line) instanceof ObjectNode object) {
                    parsed.add(object);
                }
            }
            Files.deleteIfExists(journal);
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException("what the energy profiler found is lost", e);
        }
    }
}
