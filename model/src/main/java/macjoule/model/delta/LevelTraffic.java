package macjoule.model.delta;

/** Bytes read at one level of the memory, by what they belong to. */
public record LevelTraffic(double ifmap, double filter) {

    public double total() {
        return ifmap + filter;
    }

    LevelTraffic times(double factor) {
        return new LevelTraffic(ifmap * factor, filter * factor);
    }
}
