package macjoule.bench.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import macjoule.bench.counters.CounterSettings;
import macjoule.model.count.Convention;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.TimeOptions;
import macjoule.model.delta.TrafficOptions;
import macjoule.model.deltaplus.Layout;
import macjoule.model.sim.CtaOrder;
import macjoule.model.training.Optimizer;
import macjoule.model.training.Overlap;
import macjoule.model.training.Precision;
import macjoule.model.training.Variation;
import macjoule.model.training.graph.ExecutionOrder;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Choices as people write them on the command line: {@code per-sm} for PER_SM. */
final class KebabEnums {
    private static final List<Class<? extends Enum<?>>> ALL = List.of(
            OutputOptions.Shape.class,
            ExportCommand.Target.class,
            Convention.class,
            ElementType.class,
            TimeOptions.Epilogue.class,
            TimeOptions.Prologue.class,
            TrafficOptions.L1Multiplicity.class,
            TrafficOptions.ChannelSpan.class,
            TrafficOptions.NegativeDistance.class,
            Optimizer.class,
            Precision.class,
            ExecutionOrder.class,
            Overlap.class,
            Variation.class,
            CtaOrder.class,
            Layout.class,
            CalibrateTrafficCommand.Against.class,
            CounterSettings.Caches.class,
            CounterSettings.Clocks.class);

    private KebabEnums() {}

    static CommandLine registerAll(CommandLine line) {
        ALL.forEach(choices -> register(line, choices));
        return line;
    }

    static String id(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<?>> void register(CommandLine line, Class<E> choices) {
        ITypeConverter<E> converter = text -> Arrays.stream(choices.getEnumConstants())
                .filter(choice -> id(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + String.join(
                                ", ",
                                Arrays.stream(choices.getEnumConstants())
                                        .map(KebabEnums::id)
                                        .toList())));
        line.registerConverter(choices, converter);
    }
}
