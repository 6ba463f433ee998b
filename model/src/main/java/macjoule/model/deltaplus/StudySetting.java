package macjoule.model.deltaplus;

import java.util.Locale;
import macjoule.model.sim.CacheSize;
import macjoule.model.sim.CtaOrder;
import macjoule.model.sim.SimulationSetup;

/** The machines of the accuracy study: a plain one, and what is changed about it. */
public enum StudySetting {
    /** Thread blocks run in step, column by column, with 48 KB of L1 and 3 MB of L2. */
    LOCKSTEP,
    /** Each thread block has its own share of L1. */
    PRIVATE_L1,
    /** Each further thread block of an SM lags by 7 iterations. */
    SKEWED,
    /** Thread blocks are handed out row by row. */
    ROW_ORDER,
    /** 24 KB of L1. */
    SMALL_L1,
    /** 1.5 MB of L2. */
    SMALL_L2;

    private static final int LAG = 7;
    private static final int L1_WAYS = 4;
    private static final int L2_WAYS = 16;
    static final CacheSize L1 = CacheSize.ofKilobytes(48, L1_WAYS);
    static final CacheSize L2 = CacheSize.ofKilobytes(3072, L2_WAYS);

    /** {@code plain} changed into this machine. */
    public SimulationSetup applyTo(SimulationSetup plain) {
        return switch (this) {
            case LOCKSTEP -> plain;
            case PRIVATE_L1 -> plain.withPrivateL1(true);
            case SKEWED -> plain.withSkew(LAG);
            case ROW_ORDER -> plain.withOrder(CtaOrder.ROW);
            case SMALL_L1 -> plain.withCaches(CacheSize.ofKilobytes(24, L1_WAYS), plain.l2());
            case SMALL_L2 -> plain.withCaches(plain.l1(), CacheSize.ofKilobytes(1536, L2_WAYS));
        };
    }

    /** As written in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
