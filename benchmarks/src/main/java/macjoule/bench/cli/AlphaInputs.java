package macjoule.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import macjoule.calibration.alpha.EfficiencyCsv;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.GpuIdentity;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.calibration.alpha.RunEfficiency;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Origin;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;

/** The efficiencies that alpha is to be fitted to, with where they come from. */
final class AlphaInputs {
    /** The published efficiencies there are. */
    static final String P100 = "p100";

    private static final String GIVEN = "given";

    private final List<EfficiencySet> sets = new ArrayList<>();
    /** The same runs with idle power taken off, or with it where it was taken off. */
    private final List<EfficiencySet> others = new ArrayList<>();

    private @Nullable String noOther;
    private final List<String> origins = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private @Nullable GpuIdentity gpu;
    private @Nullable String passport;

    void addPublished(String name) {
        if (!name.equals(P100)) {
            throw new BadInputException("no published efficiencies", name, "use " + P100);
        }
        add(PublishedEfficiency.p100(), Origin.PUBLISHED.id(), "published:" + name);
        take(new GpuIdentity("Tesla P100", null, null, "published measurements name no single card"));
    }

    /** A run directory, or a CSV file. */
    void add(Path path, RunEfficiency reading) {
        if (!Files.isDirectory(path)) {
            add(EfficiencyCsv.read(path), GIVEN, path.toString());
            return;
        }
        RunRecord run = RunRecord.read(path);
        String provenance = run.manifest().energy().path("provenance").asText(Origin.MEASURED.id());
        sets.add(reading.of(path.toString(), run));
        addOther(path, run, reading);
        origins.add(provenance);
        sources.add(path.toString());
        RunGpu.of(run.manifest()).ifPresent(this::take);
        if (RunGpu.hasPassport(run.manifest())) {
            passport = path.resolve(RunManifest.FILE).toString();
        }
    }

    private void addOther(Path path, RunRecord run, RunEfficiency reading) {
        EnergyBasis basis = reading.basis() == EnergyBasis.NET ? EnergyBasis.GROSS : EnergyBasis.NET;
        try {
            others.add(reading.withBasis(basis).of(path.toString(), run));
        } catch (BadInputException e) {
            noOther = e.getMessage();
        }
    }

    private void add(EfficiencySet set, String origin, String source) {
        noOther = source + " gives its joules one way only";
        sets.add(set);
        origins.add(origin);
        sources.add(source);
    }

    private void take(GpuIdentity found) {
        GpuIdentity known = gpu;
        if (known != null && !known.matches(found)) {
            throw new BadInputException(
                    "efficiencies of " + known.name() + " and of " + found.name(),
                    String.join(", ", sources),
                    "fit each card by itself");
        }
        gpu = found;
    }

    boolean isEmpty() {
        return sets.isEmpty();
    }

    EfficiencySet merged() {
        return EfficiencySet.merged(sets);
    }

    /** The same networks net where {@link #merged} is gross, and gross where it is net; empty where that is not known. */
    Optional<EfficiencySet> other() {
        return noOther == null ? Optional.of(EfficiencySet.merged(others)) : Optional.empty();
    }

    /** Why there is no {@link #other}. */
    String reasonAgainstOther() {
        return String.valueOf(noOther);
    }

    /** Measured, published, given by the user, or several of these. */
    String origin() {
        return origins.stream().distinct().collect(Collectors.joining(", "));
    }

    List<String> sources() {
        return List.copyOf(sources);
    }

    /** The card the efficiencies are of, null where none of them tells. */
    @Nullable
    GpuIdentity gpu() {
        return gpu;
    }

    /** Where the power sensor is described, null if no run knows it. */
    @Nullable
    String passport() {
        return passport;
    }
}
