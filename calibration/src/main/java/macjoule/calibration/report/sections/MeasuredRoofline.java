package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Peaks;
import macjoule.calibration.record.Plan;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.Body;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Point;
import macjoule.calibration.report.RooflineChart;
import macjoule.calibration.report.RooflineChart.Ceiling;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Series;
import macjoule.calibration.report.Unavailable;
import macjoule.model.count.Counts;
import macjoule.model.reuse.IntensityReading;
import macjoule.model.reuse.Precision;
import macjoule.model.reuse.Reuse;

/** What a run reached under the roof that the same run measured: large matrices multiplied, and plain passes over memory. */
final class MeasuredRoofline {
    private static final String NO_PEAKS = "this run did not measure the peaks of the machine";

    private MeasuredRoofline() {}

    /** The cases of each engine by arithmetic intensity and by DI, at the speed they were measured. */
    static Section of(RunRecord run, Origin origin, DiWeight weight) {
        List<Lane> lanes = CaseBars.lanes(List.of(run), List.of(""));
        List<Ceiling> ceilings = ceilings(run.peaks());
        List<Series> series = new ArrayList<>();
        for (Lane lane : lanes) {
            series.add(series("AI, " + lane.name(), lane, MeasuredRoofline::intensity));
            series.add(series("DI, " + lane.name(), lane, planned -> di(planned, weight)));
        }
        Body body = ceilings.isEmpty()
                ? new Unavailable(NO_PEAKS)
                : new RooflineChart(
                        Axis.log("AI or DI [FLOP per byte], FP32"), Axis.log("measured [FLOP/s]"), ceilings, series);
        return new Section(
                "run-roofline",
                "Roofline measured by this run",
                origin,
                "How fast each case ran, by its arithmetic intensity and by its DI, under the fastest multiplication of large"
                        + " matrices and the fastest pass over memory of the same run.",
                body,
                List.of(
                        "AI moves the input, the output and the weights of each layer once; DI weighs activation reuse by "
                                + weight.text()
                                + ". Points above the slope were fed by caches, and points above the flat part did better than"
                                + " the multiplication."));
    }

    /** The time that the measured roof allows against the time measured. */
    static List<Section> agreement(RunRecord run, Origin origin) {
        List<Pair> pairs = pairs(run);
        return List.of(
                AgreementSections.scatter(
                        "run-time-agreement",
                        "Time: measured against what the measured roofline allows",
                        origin,
                        "time [s]",
                        pairs,
                        NO_PEAKS),
                AgreementSections.residuals(
                        "run-time-residuals", "Time: roofline over measurement", origin, pairs, NO_PEAKS));
    }

    private static List<Pair> pairs(RunRecord run) {
        Plan plan = run.manifest().plan();
        List<Pair> pairs = new ArrayList<>();
        for (CaseResult result : run.results()) {
            Double seconds = result.secondsPerOp();
            Peaks.Position position = run.peaks().position(plan, result);
            PlannedCase planned = plan.find(result.unit().key()).orElse(null);
            if (seconds != null
                    && position != null
                    && planned != null
                    && !planned.kind().isPeak()
                    && position.shareOfRoof() > 0) {
                String type = planned.kind().id() + "s on " + result.unit().engine();
                pairs.add(new Pair(label(planned), type, seconds * position.shareOfRoof(), seconds));
            }
        }
        return pairs;
    }

    private static List<Ceiling> ceilings(Peaks peaks) {
        List<Ceiling> ceilings = new ArrayList<>();
        new TreeMap<>(peaks.macsPerSecond()).forEach((arithmetic, macs) -> {
            Double bytes = peaks.bytesPerSecond().get(arithmetic.device());
            if (bytes != null) {
                ceilings.add(new Ceiling("measured peaks, " + arithmetic, bytes, 2 * macs));
            }
        });
        return ceilings;
    }

    private static Series series(String name, Lane lane, Function<PlannedCase, OptionalDouble> intensity) {
        List<Point> points = new ArrayList<>();
        for (String key : CaseBars.keys(List.of(lane), planned -> planned.macsConvFc() > 0)) {
            PlannedCase planned = lane.run().manifest().plan().find(key).orElse(null);
            Double seconds = lane.result(key).map(CaseResult::secondsPerOp).orElse(null);
            if (planned != null && seconds != null && intensity.apply(planned).isPresent()) {
                double x = intensity.apply(planned).getAsDouble();
                points.add(new Point(label(planned), x, 2 * planned.macsConvFc() / seconds));
            }
        }
        return new Series(name, points);
    }

    private static OptionalDouble intensity(PlannedCase planned) {
        return planned.minimalBytes() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(2.0 * planned.macsConvFc() / planned.minimalBytes());
    }

    private static OptionalDouble di(PlannedCase planned, DiWeight weight) {
        OptionalDouble di =
                new Reuse(new Counts(planned.macs(), planned.parameters(), planned.activations())).di(weight.alpha());
        return di.isEmpty()
                ? di
                : OptionalDouble.of(IntensityReading.PHYSICAL.flopPerByte(di.getAsDouble(), Precision.FP32));
    }

    /** The key without its batch where that is one, and without the set it comes from. */
    private static String label(PlannedCase planned) {
        String key = planned.key();
        return planned.batch() == 1 && key.endsWith("/n1") ? key.substring(0, key.length() - 3) : key;
    }
}
