package macjoule.bench.energy.window;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Steps of the wall clock, as by the network time protocol. */
class WallClockTest {
    /** So that a step of the wall clock can move no figure. */
    @Test
    void nothingIsTimedByTheWallClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(new ClassFileImporter().importPackages("macjoule.bench.energy"));
    }
}
