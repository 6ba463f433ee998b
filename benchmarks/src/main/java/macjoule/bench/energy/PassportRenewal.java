package macjoule.bench.energy;

import macjoule.bench.energy.passport.PassportStore;
import macjoule.bench.energy.passport.SensorPassport;
import org.jspecify.annotations.Nullable;

/** Puts a newly made passport in the place of the one that is kept for the same card, without losing what was known. */
public final class PassportRenewal {
    private PassportRenewal() {}

    /** Keeps a passport. A fit to an external meter is taken over from the one before where this one has none: no load finds it out. */
    public static SensorPassport keep(SensorPassport made, PassportStore store) {
        SensorPassport before = before(made, store);
        SensorPassport kept = made.meter() == null && before != null && before.meter() != null
                ? made.withMeter(before.meter())
                : made;
        store.save(kept);
        return kept;
    }

    /** The same, but a short passport does not take the place of a full one. Returns the one that is kept now. */
    public static SensorPassport keepUnlessShorter(SensorPassport made, PassportStore store) {
        SensorPassport before = before(made, store);
        return before != null && made.isShort() && !before.isShort() ? before : keep(made, store);
    }

    private static @Nullable SensorPassport before(SensorPassport made, PassportStore store) {
        return store.find(made.key()).passport();
    }
}
