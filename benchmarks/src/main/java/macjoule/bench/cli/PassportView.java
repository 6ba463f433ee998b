package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.bench.energy.GpuProbe;
import macjoule.bench.energy.SensorSpec;
import macjoule.bench.energy.nvml.DeviceText;
import macjoule.bench.energy.nvml.Nvml;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SampleTraits;
import macjoule.bench.energy.passport.SensorPassport;
import macjoule.bench.energy.passport.SourceChoice;
import macjoule.bench.energy.passport.SourceTraits;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;

/**
 * A sensor passport as a table and as JSON.
 *
 * @param reason why there is no passport
 */
record PassportView(
        SensorSpec sensor,
        Nvml nvml,
        NvmlDevice device,
        @Nullable SensorPassport passport,
        String reason) {
    private static final double MILLI = 1e-3;

    private interface Value {
        @Nullable
        Double of(SourceTraits traits);
    }

    Table<SourceTraits> table() {
        List<Column<SourceTraits>> columns = List.of(
                Column.text("source", "source", traits -> traits.source().id()),
                Column.text(
                        "answer",
                        "answer",
                        traits -> traits.works()
                                ? "ok"
                                : NvmlCode.of(traits.code()).meaning()),
                seconds("read99Seconds", "read p99 [ms]", SourceTraits::readP99),
                seconds("updateSeconds", "update [ms]", SourceTraits::update),
                seconds("windowSeconds", "window [ms]", SourceTraits::window),
                seconds("riseSeconds", "rise [ms]", SourceTraits::rise),
                seconds("settleSeconds", "settled [ms]", SourceTraits::settle),
                Column.text(
                        "coverage", "sees", traits -> traits.coverage().name().toLowerCase(Locale.ROOT)));
        List<SourceTraits> rows = passport == null ? List.of() : passport.sources();
        return new Table<>("sensor passport of " + name() + origin(), columns, rows).withNotes(notes());
    }

    private static Column<SourceTraits> seconds(String name, String heading, Value value) {
        return Column.number(name, heading, value::of, traits -> {
            Double found = value.of(traits);
            return Format.decimal(found == null ? null : (Double) (found / MILLI), 2);
        });
    }

    private String name() {
        return device.text(DeviceText.NAME).value().orElse("a GPU without a name") + ", "
                + device.text(DeviceText.UUID).value().orElse("without a UUID");
    }

    private String origin() {
        return sensor.isHost() ? "" : " (" + sensor.provenance().id() + ")";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        SensorPassport known = passport;
        if (known == null) {
            return List.of(reason + "; characterise it with 'macjoule sensor characterise'");
        }
        notes.add("energy counter: "
                + switch (known.counterCoverage()) {
                    case FULL -> "misses nothing";
                    case PART -> "adds up samples and misses what lies between them";
                    case UNKNOWN -> "it is not known whether it misses anything";
                });
        notes.add("sources apart by " + percent(known.loadDisagreement()) + " loaded and "
                + percent(known.idleDisagreement()) + " idle" + (known.disagree() ? ": they DISAGREE" : ""));
        notes.add("past samples of power: " + samples(known.samples()));
        SourceChoice.of(known)
                .ifPresent(choice -> notes.add("measure with: "
                        + choice.source().id()
                        + (choice.stratify()
                                ? ", in blocks at spread phases where work is in step with the sensor"
                                : "")
                        + (choice.beside() == null
                                ? ""
                                : ", and publish " + choice.beside().id() + " beside it")));
        notes.add("looked into in its " + known.form() + " form"
                + (known.meter() == null
                        ? "; never held against an external meter"
                        : "; held against an external meter"));
        return notes;
    }

    private static String samples(@Nullable SampleTraits samples) {
        if (samples == null) {
            return "the driver was not asked for any";
        }
        return samples.works()
                ? String.format(
                        Locale.ROOT,
                        "the driver keeps %d, over %.2f s, %s apart from the sources",
                        samples.count(),
                        samples.span(),
                        percent(samples.disagreement()))
                : NvmlCode.of(samples.code()).meaning();
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "an unknown share" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    ObjectNode json() {
        ObjectNode json = Json.document("sensor")
                .put("sensor", sensor.toString())
                .put("provenance", sensor.provenance().id());
        json.set("gpu", GpuProbe.identity(nvml, device));
        if (passport == null) {
            return json.putNull("passport").put("passportReason", reason);
        }
        ObjectNode content = PassportStore.json(passport);
        content.put("disagree", passport.disagree());
        json.set("passport", content);
        return json;
    }
}
