package macjoule.model.deltaplus;

/** Distinct bytes of input, in whole sectors or lines, that a stretch of rows of the im2col matrix sees. */
interface InputFootprint {

    /** Of the rows from {@code from} up to {@code to}. */
    double bytes(double from, double to);
}
