package macjoule.model.delta;

/**
 * How to read those traffic equations of the paper that cannot be meant as printed, or can be meant in two ways.
 *
 * @param padded whether the padding around the input is read from memory, as the paper says; no real kernel does
 * @param skipUnused whether inputs that a strided 1x1 filter steps over are left in memory, as the paper says
 * @param l1Multiplicity how often the L1 caches are read for the same data (Eq. 4)
 * @param channelSpan how many channels' worth of rows one tile spans (Eq. 6)
 * @param negativeDistance what a horizontal distance below zero means (Eq. 7)
 */
public record TrafficOptions(
        boolean padded,
        boolean skipUnused,
        L1Multiplicity l1Multiplicity,
        ChannelSpan channelSpan,
        NegativeDistance negativeDistance) {

    /** The readings that reproduce the paper's findings. */
    public static final TrafficOptions PAPER =
            new TrafficOptions(true, true, L1Multiplicity.PER_CTA, ChannelSpan.AVERAGE, NegativeDistance.ZERO);

    /** Eq. 4 as printed reads each matrix once, which leaves most layers with less traffic at L1 than behind it. */
    public enum L1Multiplicity {
        /** Each thread block reads its own operands. */
        PER_CTA,
        /** Each matrix is read once. */
        ONCE
    }

    /** Eq. 6 as printed falls below one channel for filters of more weights than a tile is deep. */
    public enum ChannelSpan {
        /** As printed: a fraction of a channel stands for rows that a later iteration finds in L1. */
        AVERAGE,
        /** At least one channel. */
        AT_LEAST_ONE,
        /** One channel and as many more as a tile on average crosses into. */
        CROSSED;

        double of(int depth, int weightsPerChannel) {
            return switch (this) {
                case AVERAGE -> (double) depth / weightsPerChannel;
                case AT_LEAST_ONE -> Math.max(1, (double) depth / weightsPerChannel);
                case CROSSED -> 1 + (depth - 1.0) / weightsPerChannel;
            };
        }
    }

    /** Eq. 7 falls below zero for small maps under tiles deeper than the filter is wide. */
    public enum NegativeDistance {
        /** No distance. */
        ZERO,
        /** Its absolute value. */
        ABSOLUTE,
        /** As printed, taking away from the vertical distance. */
        KEPT;

        double of(double distance) {
            return switch (this) {
                case ZERO -> Math.max(0, distance);
                case ABSOLUTE -> Math.abs(distance);
                case KEPT -> distance;
            };
        }
    }

    public TrafficOptions withPadded(boolean value) {
        return new TrafficOptions(value, skipUnused, l1Multiplicity, channelSpan, negativeDistance);
    }

    public TrafficOptions withSkipUnused(boolean value) {
        return new TrafficOptions(padded, value, l1Multiplicity, channelSpan, negativeDistance);
    }

    public TrafficOptions withL1Multiplicity(L1Multiplicity value) {
        return new TrafficOptions(padded, skipUnused, value, channelSpan, negativeDistance);
    }

    public TrafficOptions withChannelSpan(ChannelSpan value) {
        return new TrafficOptions(padded, skipUnused, l1Multiplicity, value, negativeDistance);
    }

    public TrafficOptions withNegativeDistance(NegativeDistance value) {
        return new TrafficOptions(padded, skipUnused, l1Multiplicity, channelSpan, value);
    }
}
