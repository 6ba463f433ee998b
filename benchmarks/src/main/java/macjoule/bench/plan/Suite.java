package macjoule.bench.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import macjoule.calibration.record.Effort;
import macjoule.model.BadInputException;
import macjoule.model.JsonFault;
import macjoule.model.Nearest;
import macjoule.model.delta.PaperLayers;
import macjoule.model.net.LayerSpec;
import macjoule.model.zoo.Zoo;

/**
 * Cases that are measured together, as data.
 *
 * @param about one line telling what the suite is for
 * @param cases keys of cases, with or without a batch; {@code *} stands for all networks, {@code delta/*} for all layers of
 *     the DeLTA paper
 * @param batches the batches of the cases that name none
 */
public record Suite(String name, String about, List<String> cases, List<Integer> batches, Effort effort) {
    private static final List<String> NAMES = List.of("quick", "layers", "networks");
    private static final String CONTENT = "give name, about, cases, batches and effort";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public Suite {
        cases = List.copyOf(cases);
        batches = List.copyOf(batches);
    }

    /** A suite known by name, or read from a file. */
    public static Suite find(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            return builtIn(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (!nameOrFile.endsWith(".json") && !Files.exists(file)) {
            throw new BadInputException(
                    "unknown suite", nameOrFile, "give a JSON file, or " + Nearest.hint(nameOrFile, NAMES));
        }
        try {
            Suite read = MAPPER.readValue(Files.readString(file), Suite.class);
            if (read == null) {
                throw new BadInputException("not a suite (null)", nameOrFile, CONTENT);
            }
            if (read.cases.isEmpty()) {
                throw new BadInputException("a suite without cases", nameOrFile, "give keys such as resnet-50/n32");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw e.getCause() instanceof BadInputException cause
                    ? cause.at(nameOrFile)
                    : new BadInputException("not a suite (" + JsonFault.reason(e) + ")", nameOrFile, CONTENT);
        } catch (IOException e) {
            throw new BadInputException("cannot be read", nameOrFile, "give a JSON file that can be read");
        }
    }

    /** Networks and layers that the user named, measured as thoroughly as {@code effort} says. */
    public static Suite custom(List<String> networks, List<LayerSpec> layers, List<Integer> batches, Effort effort) {
        List<String> cases = new ArrayList<>(networks);
        layers.stream().map(Subject::name).forEach(cases::add);
        return new Suite("custom", "named on the command line", cases, batches, effort);
    }

    public Suite withBatches(List<Integer> newBatches) {
        return new Suite(name, about, cases, newBatches, effort);
    }

    public Suite withEffort(Effort newEffort) {
        return new Suite(name, about, cases, batches, newEffort);
    }

    /** The keys of all cases, each once. */
    public List<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (String name : cases.stream().flatMap(Suite::expand).toList()) {
            if (name.matches(".*/n\\d+(/cold)?")) {
                keys.add(name);
            } else if (batches.isEmpty()) {
                throw new BadInputException(
                        "a case without a batch", name, "write " + name + "/n1, give the suite batches, or --batch");
            } else {
                batches.forEach(batch -> keys.add(name + "/n" + batch));
            }
        }
        return List.copyOf(keys);
    }

    private static Stream<String> expand(String pattern) {
        return switch (pattern) {
            case "*" -> Zoo.names().stream();
            case Subject.PAPER + "*" -> PaperLayers.all().stream().map(layer -> Subject.PAPER + layer.name());
            default -> Stream.of(pattern);
        };
    }

    private static Suite builtIn(String name) {
        try (InputStream json = Suite.class.getResourceAsStream(name + ".json")) {
            return MAPPER.readValue(json, Suite.class);
        } catch (IOException e) {
            throw new UncheckedIOException("suite " + name, e);
        }
    }
}
