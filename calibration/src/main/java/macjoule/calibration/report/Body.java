package macjoule.calibration.report;

import java.util.Optional;

/** What a section shows. */
public sealed interface Body permits Chart, DataTable, Text, Unavailable {

    /** The numbers shown, for files beside the report; empty where there are none. */
    Optional<Table<?>> numbers();

    /** The name of this kind of body in files. */
    String kind();
}
