package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Unavailable;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.traffic.Comparison;
import macjoule.calibration.traffic.LayerType;
import macjoule.calibration.traffic.Level;
import macjoule.calibration.traffic.LevelAgreement;
import macjoule.calibration.traffic.Miss;
import macjoule.calibration.traffic.TrafficCheck;
import macjoule.calibration.traffic.TrafficEvidence;

/** Predictions of traffic and time held against what a run counted or timed, group by group of kernels. */
public final class TrafficSections {
    private static final String NOTHING = "no layer of this run has it counted";
    private static final Map<String, String> MODELS = Map.of(
            TrafficCheck.DELTA, "DeLTA",
            TrafficCheck.DELTA_PLUS, "DeLTA+",
            TrafficCheck.OWN_LOADS, "DeLTA+ with the loads of own kernels",
            TrafficCheck.CALIBRATED, "DeLTA+ calibrated",
            TrafficEvidence.KERNEL, "kernel model");

    /** What differs so little from another model that it needs no chart of its own. */
    private static final Set<String> VARIANTS = Set.of(TrafficCheck.OWN_LOADS, TrafficCheck.CALIBRATED);

    private TrafficSections() {}

    /**
     * Charts for each group and tables for all.
     *
     * @param origin for what is told of no single comparison
     */
    public static List<Section> of(TrafficEvidence evidence, Origin origin) {
        Map<String, List<Comparison>> groups = byGroup(evidence.comparisons());
        List<Section> sections = new ArrayList<>();
        groups.forEach((group, comparisons) -> sections.add(errors(comparisons, kernels(group))));
        sections.addAll(TrafficTables.summaries(evidence));
        groups.forEach((group, comparisons) -> sections.addAll(charts(group, comparisons)));
        sections.addAll(TrafficTables.details(evidence, origin));
        return sections;
    }

    /** How people call a model. */
    static String name(String model) {
        return MODELS.getOrDefault(model, model);
    }

    private static Map<String, List<Comparison>> byGroup(List<Comparison> comparisons) {
        Map<String, List<Comparison>> groups = new LinkedHashMap<>();
        comparisons.forEach(one ->
                groups.computeIfAbsent(one.group(), group -> new ArrayList<>()).add(one));
        return groups;
    }

    private static List<Section> charts(String group, List<Comparison> comparisons) {
        List<Section> sections = new ArrayList<>();
        String kernels = kernels(group);
        for (Comparison one : comparisons) {
            if (has(one, Level.L1, Level.L2, Level.DRAM) && !VARIANTS.contains(one.model())) {
                sections.add(AgreementSections.scatter(
                        id(one, "traffic"),
                        "Traffic: " + name(one.model()) + " against " + one.against() + ", " + kernels,
                        one.origin(),
                        "traffic [bytes]",
                        traffic(one),
                        NOTHING));
            }
        }
        if (comparisons.stream().anyMatch(one -> has(one, Level.TIME))) {
            sections.add(time(comparisons, kernels));
        }
        for (Comparison one : comparisons) {
            if (!one.layers().isEmpty()) {
                sections.add(residuals(one, kernels));
            }
        }
        return sections;
    }

    private static Section errors(List<Comparison> comparisons, String kernels) {
        Comparison first = comparisons.get(0);
        List<Level> levels = Stream.of(Level.values())
                .filter(level -> first.at(level).n() > 0)
                .toList();
        List<BarSeries> series = comparisons.stream()
                .map(one -> new BarSeries(
                        name(one.model()),
                        levels.stream().map(level -> error(one.at(level))).toList()))
                .toList();
        return new Section(
                first.against() + "-" + first.group() + "-errors",
                "Error of each model against " + first.against() + ", " + kernels,
                first.origin(),
                "How far predictions are off on average, as a factor either way (GMAE); the lines are 95 % intervals by"
                        + " resampling layers.",
                levels.isEmpty()
                        ? new Unavailable(NOTHING)
                        : new BarChart(
                                Axis.linear("GMAE [%]"),
                                levels.stream().map(TrafficSections::name).toList(),
                                series));
    }

    private static Amount error(LevelAgreement level) {
        Double gmae = level.gmae();
        Interval interval = level.gmaeCi95();
        if (gmae == null) {
            return Amount.unavailable(String.valueOf(level.reason()));
        }
        return interval == null
                ? Amount.of(100 * gmae)
                : Amount.of(100 * gmae, 100 * interval.lower(), 100 * interval.upper());
    }

    private static Section time(List<Comparison> comparisons, String kernels) {
        Comparison first = comparisons.get(0);
        List<Pair> pairs = comparisons.stream()
                .flatMap(one -> at(one, Level.TIME).map(miss -> pair(miss, name(one.model()))))
                .toList();
        return AgreementSections.scatter(
                first.against() + "-" + first.group() + "-time",
                "Time: predicted against " + first.against() + ", " + kernels,
                first.origin(),
                "time [s]",
                pairs,
                NOTHING);
    }

    private static Section residuals(Comparison one, String kernels) {
        Map<String, List<Pair>> quantities = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            if (has(one, level)) {
                quantities.put(
                        name(level),
                        at(one, level)
                                .map(miss -> pair(miss, miss.type()))
                                .sorted(Comparator.comparing(Pair::type, LayerType.ORDER))
                                .toList());
            }
        }
        return AgreementSections.residuals(
                id(one, "residuals"),
                "Residuals: " + name(one.model()) + " against " + one.against() + ", by type of layer, " + kernels,
                one.origin(),
                quantities,
                NOTHING);
    }

    private static String id(Comparison one, String what) {
        return String.join("-", one.against(), one.group(), what, one.model());
    }

    /** {@code fp32-nchw} is "FP32, NCHW". */
    static String kernels(String group) {
        return group.toUpperCase(Locale.ROOT).replace("-STAGED", ", staged").replace("-", ", ");
    }

    private static List<Pair> traffic(Comparison one) {
        return Stream.of(Level.L1, Level.L2, Level.DRAM)
                .flatMap(level -> at(one, level).map(miss -> pair(miss, name(level))))
                .toList();
    }

    static String name(Level level) {
        return switch (level) {
            case L1, L2 -> level.name();
            case DRAM -> "memory";
            case TIME -> "time";
        };
    }

    private static boolean has(Comparison one, Level... levels) {
        return Stream.of(levels).anyMatch(level -> one.at(level).n() > 0);
    }

    private static Stream<Miss> at(Comparison one, Level level) {
        return one.layers().stream().filter(miss -> miss.level() == level);
    }

    private static Pair pair(Miss miss, String type) {
        return new Pair(miss.layer(), type, miss.predicted(), miss.reference());
    }
}
