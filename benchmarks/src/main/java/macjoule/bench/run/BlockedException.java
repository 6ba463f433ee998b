package macjoule.bench.run;

/** Nothing can be measured on this host now. */
public final class BlockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BlockedException(String reason) {
        super(reason);
    }
}
