package macjoule.bench.bringup;

/** There is no GPU to go on with: there never was one, or it was lost. */
public final class GoneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean fromTheStart;

    GoneException(String reason, boolean fromTheStart) {
        super(reason);
        this.fromTheStart = fromTheStart;
    }

    boolean isFromTheStart() {
        return fromTheStart;
    }
}
