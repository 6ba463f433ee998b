package macjoule.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What may know what. Data flows one way, from the model through calibration to the benchmarks. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("macjoule");

    /** Native libraries, each kept inside the one package that binds it. */
    private static final Map<String, String> NATIVE_TYPES = Map.of(
            "jcuda..", "macjoule.bench.engine.jcuda..",
            "org.nd4j..", "macjoule.bench.engine.nd4j..",
            "org.deeplearning4j..", "macjoule.bench.engine.nd4j..",
            "org.bytedeco..", "macjoule.bench.engine.cudnn..",
            "com.sun.jna..", "macjoule.bench.[energy|counters|engine.jcuda.driver]..");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("(macjoule..)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void theModelKnowsOnlyJavaJacksonAndProtobuf() {
        classes()
                .that()
                .resideInAPackage("macjoule.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "macjoule.model..",
                        "java..",
                        "com.fasterxml.jackson..",
                        "com.google.protobuf..",
                        "org.jspecify..")
                .check(OURS);
    }

    /** So that a step of the wall clock can move no figure. */
    @Test
    void energyIsNotTimedByTheWallClock() {
        noClasses()
                .that()
                .resideInAPackage("macjoule.bench.energy..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(OURS);
    }

    @Test
    void calibrationKnowsNeitherJmhNorNativeCode() {
        noClasses()
                .that()
                .resideInAPackage("macjoule.calibration..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "macjoule.bench..",
                        "org.openjdk.jmh..",
                        "jcuda..",
                        "org.nd4j..",
                        "org.bytedeco..",
                        "com.sun.jna..")
                .check(OURS);
    }

    @TestFactory
    Iterable<DynamicTest> nativeTypesStayInTheirPackage() {
        return NATIVE_TYPES.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> noClasses()
                                .that(not(resideInAPackage(rule.getValue())))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(rule.getKey())
                                .check(OURS)))
                .toList();
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        noClasses()
                .that(not(resideInAPackage("macjoule.bench.cli..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("macjoule.bench.cli..")
                .check(OURS);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that(not(resideInAPackage("macjoule.bench.cli..")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(OURS);
    }
}
