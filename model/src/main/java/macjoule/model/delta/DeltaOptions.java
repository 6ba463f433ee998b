package macjoule.model.delta;

/** Every choice the paper leaves open: how tiles are chosen, what the matrices hold, how its equations are to be read. */
public record DeltaOptions(TileSelector tiles, ElementType elementType, TrafficOptions traffic, TimeOptions time) {

    /** The readings that reproduce the paper's findings. */
    public static final DeltaOptions PAPER =
            new DeltaOptions(TileSelector.FIG6, ElementType.FP32, TrafficOptions.PAPER, TimeOptions.PAPER);

    public DeltaOptions withTiles(TileSelector value) {
        return new DeltaOptions(value, elementType, traffic, time);
    }

    public DeltaOptions withElementType(ElementType value) {
        return new DeltaOptions(tiles, value, traffic, time);
    }

    public DeltaOptions withTraffic(TrafficOptions value) {
        return new DeltaOptions(tiles, elementType, value, time);
    }

    public DeltaOptions withTime(TimeOptions value) {
        return new DeltaOptions(tiles, elementType, traffic, value);
    }
}
