package macjoule.model.sim;

/** In which order the thread blocks of the output matrix are handed to the SMs. */
public enum CtaOrder {
    /** Down a column of blocks, which share their filters, then the next column. */
    COLUMN,
    /** Along a row of blocks, which share their inputs, then the next row. */
    ROW
}
