package macjoule.model.reuse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import macjoule.model.BadInputException;

/**
 * Published energies of single operations, for estimates only: they hold for the process they were given for, not for the GPU
 * at hand.
 *
 * @param source where the energies of the operations come from
 * @param process the manufacturing process they hold for
 * @param picojoules energy by operation, such as {@code fp-add-32}
 * @param instructionSource where the energies of the instructions come from
 * @param instructions GPU instructions that do several operations at once
 */
public record OperationEnergy(
        String source,
        String process,
        Map<String, Double> picojoules,
        String instructionSource,
        List<Instruction> instructions) {
    private static final String RESOURCE = "operation-energy.json";

    /**
     * A GPU instruction.
     *
     * @param meaning what it computes
     * @param picojoules energy of its arithmetic
     * @param overheadPercent what fetching, decoding and operand handling add to that
     */
    public record Instruction(String name, String meaning, double picojoules, double overheadPercent) {
        public double picojoulesWithOverhead() {
            return picojoules * (1 + overheadPercent / 100);
        }
    }

    public OperationEnergy {
        picojoules = Map.copyOf(picojoules);
        instructions = List.copyOf(instructions);
    }

    /** The table published by Horowitz at ISSCC 2014, for 45 nm. */
    public static OperationEnergy published() {
        try (InputStream json = Objects.requireNonNull(OperationEnergy.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new ObjectMapper().readValue(json, OperationEnergy.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The energy of one multiplication and one addition; 8 bit products are added up in 32 bits, else they would overflow. */
    public double picojoulesPerMac(Precision precision) {
        return switch (precision) {
            case FP32 -> of("fp-multiply-32") + of("fp-add-32");
            case FP16 -> of("fp-multiply-16") + of("fp-add-16");
            case INT8 -> of("int-multiply-8") + of("int-add-32");
        };
    }

    private double of(String operation) {
        Double energy = picojoules.get(operation);
        if (energy == null) {
            throw new BadInputException("no energy for " + operation, "energies from " + source, "add it to the table");
        }
        return energy;
    }
}
