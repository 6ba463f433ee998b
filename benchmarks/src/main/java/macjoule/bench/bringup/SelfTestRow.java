package macjoule.bench.bringup;

import java.util.List;
import macjoule.calibration.report.Column;
import org.jspecify.annotations.Nullable;

/**
 * One kernel, or whatever an engine takes, on one case.
 *
 * @param kernel what computed it; empty if that is not known, or many
 * @param status ok, wrong, lost (as the context on the GPU is by what went astray), failed or unsupported
 */
record SelfTestRow(
        String key,
        String engine,
        String kernel,
        @Nullable Double maxRelativeError,
        double tolerance,
        String status,
        String reason) {
    static final String OK = "ok";
    static final String WRONG = "wrong";
    static final String LOST = "lost";
    static final String FAILED = "failed";
    static final String UNSUPPORTED = "unsupported";

    static final List<Column<SelfTestRow>> COLUMNS = List.of(
            Column.text("case", "case", SelfTestRow::key),
            Column.text("engine", "engine", SelfTestRow::engine),
            Column.text("kernel", "kernel", SelfTestRow::kernel),
            Column.number(
                    "maxRelativeError",
                    "largest error",
                    SelfTestRow::maxRelativeError,
                    row -> "" + row.maxRelativeError()),
            Column.number("tolerance", "allowed", SelfTestRow::tolerance, row -> "" + row.tolerance()),
            Column.text("status", "status", SelfTestRow::status),
            Column.text("reason", "reason", SelfTestRow::reason));
}
