package macjoule.bench.energy.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binding against a stub of NVML that is compiled here, on hosts that have a C compiler. */
class JnaNvmlTest {
    private static final String UUID = "GPU-12345678-1234-1234-1234-123456789abc";

    private static final int SAMPLES = 20_000;

    @TempDir
    static Path folder;

    private static String library = "";
    private static Pointer forcedCode = Pointer.NULL;
    private static Pointer forcedStartCode = Pointer.NULL;

    private Nvml nvml = new JnaNvml(library);

    @BeforeAll
    static void compileTheStub() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the stub is for Linux");
        Path source = folder.resolve("nvml_stub.c");
        Path stub = folder.resolve("libnvml_stub.so");
        try (InputStream resource = JnaNvmlTest.class.getResourceAsStream("nvml_stub.c")) {
            Files.copy(Objects.requireNonNull(resource), source);
        }
        assumeTrue(compiles(source, stub), "no C compiler here");
        library = stub.toString();
        forcedCode = NativeLibrary.getInstance(library).getGlobalVariableAddress("stub_code");
        forcedStartCode = NativeLibrary.getInstance(library).getGlobalVariableAddress("stub_init_code");
    }

    private static boolean compiles(Path source, Path stub) throws InterruptedException {
        try {
            Process gcc = new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", stub.toString(), source.toString())
                    .inheritIO()
                    .start();
            return gcc.waitFor(1, TimeUnit.MINUTES) && gcc.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @BeforeEach
    void start() {
        nvml = new JnaNvml(library);
        assertThat(nvml.start()).isEqualTo(NvmlCode.SUCCESS);
    }

    @AfterEach
    void heal() {
        forcedCode.setInt(0, 0);
        forcedStartCode.setInt(0, 0);
        nvml.close();
    }

    @Test
    void readsTexts() {
        assertThat(nvml.driverVersion()).isEqualTo(Answer.of("580.65.06"));
        assertThat(nvml.libraryVersion()).isEqualTo(Answer.of("13.580.65.06"));
        assertThat(nvml.cudaVersion()).isEqualTo(Answer.of("12.6"));
        assertThat(device().text(DeviceText.NAME)).isEqualTo(Answer.of("Stub GPU"));
        assertThat(device().text(DeviceText.UUID)).isEqualTo(Answer.of(UUID));
        assertThat(device().text(DeviceText.VBIOS)).isEqualTo(Answer.of("96.00.61"));
        assertThat(device().text(DeviceText.PCI_BUS_ID)).isEqualTo(Answer.of("00000000:65:00.0"));
    }

    @Test
    void readsNumbersOfBothWidthsWithoutSign() {
        long first = device().read(Quantity.TOTAL_ENERGY);
        assertThat(first).isGreaterThanOrEqualTo(5_000_000_000_000L);
        assertThat(device().read(Quantity.TOTAL_ENERGY)).isEqualTo(first + 25);
        assertThat(device().read(Quantity.POWER_USAGE)).isEqualTo(250_000);
        assertThat(device().read(Quantity.ENFORCED_POWER_LIMIT)).isEqualTo(3_000_000_000L);
        assertThat(device().read(Quantity.SM_CLOCK)).isEqualTo(1100);
        assertThat(device().read(Quantity.MIG_MODE)).isZero();
    }

    @Test
    void readsEachOfSeveralNumbersThatComeTogether() {
        NvmlDevice device = device();
        assertThat(device.read(Quantity.LEAST_POWER_LIMIT)).isEqualTo(200_000);
        assertThat(device.read(Quantity.MOST_POWER_LIMIT)).isEqualTo(700_000);
        assertThat(device.read(Quantity.COMPUTE_CAPABILITY_MAJOR)).isEqualTo(9);
        assertThat(device.read(Quantity.COMPUTE_CAPABILITY_MINOR)).isZero();
        assertThat(device.read(Quantity.MEMORY_TOTAL)).isEqualTo(150_754_820_096L);
        assertThat(device.read(Quantity.MEMORY_USED)).isEqualTo(1);
        assertThat(device.read(Quantity.UTILIZATION)).isEqualTo(97);
        assertThat(device.read(Quantity.SUPPORTED_EVENT_REASONS)).isEqualTo(NvmlCode.FUNCTION_NOT_FOUND.asReading());
    }

    @Test
    void fallsBackToTheOlderFunction() {
        assertThat(device().read(Quantity.TEMPERATURE)).isEqualTo(61);
        assertThat(device().read(Quantity.EVENT_REASONS)).isEqualTo(0x24);
    }

    @Test
    void hearsOfEachErrorOnce() {
        Pointer xid = NativeLibrary.getInstance(library).getGlobalVariableAddress("stub_xid");
        NvmlDevice device = device();
        try (ErrorWatch errors = device.watchErrors().value().orElseThrow()) {
            assertThat(errors.next()).isZero();
            xid.setLong(0, 79);
            assertThat(errors.next()).isEqualTo(79);
            assertThat(errors.next()).isZero();
            xid.setLong(0, 31);
            forcedCode.setInt(0, 15);
            assertThat(errors.next()).isEqualTo(NvmlCode.GPU_IS_LOST.asReading());
        }
        assertThat(device.watchErrors().code()).isEqualTo(NvmlCode.GPU_IS_LOST);
    }

    @Test
    void startsWhereNoGpuIsFound() {
        // The stub has no GPU for those who do not say that none is fine.
        NativeLibrary.getInstance(library)
                .getGlobalVariableAddress("stub_needs_flag")
                .setInt(0, 1);
        assertThat(new JnaNvml(library).start()).isEqualTo(NvmlCode.SUCCESS);
        NativeLibrary.getInstance(library)
                .getGlobalVariableAddress("stub_needs_flag")
                .setInt(0, 0);
    }

    @Test
    void leadsFromAnInstanceToTheWholeGpu() {
        NvmlDevice instance = nvml.deviceByUuid("MIG-12345678-1234-1234-1234-123456789abc")
                .value()
                .orElseThrow();
        assertThat(instance.text(DeviceText.UUID).code()).isEqualTo(NvmlCode.INVALID_ARGUMENT);
        assertThat(instance.whole().then(whole -> whole.text(DeviceText.UUID))).isEqualTo(Answer.of(UUID));
        NvmlDevice whole = device();
        assertThat(whole.whole()).isEqualTo(Answer.of(whole));
        assertThat(DeviceFinder.find(nvml, "MIG-12345678-1234-1234-1234-123456789abc")
                        .then(found -> found.text(DeviceText.UUID)))
                .isEqualTo(Answer.of(UUID));
    }

    @Test
    void listsClocksHighestFirst() {
        assertThat(device().supportedClocks(ClockDomain.MEMORY).value().orElseThrow())
                .containsExactly(3201, 2619);
        assertThat(device().supportedClocks(ClockDomain.GPU).value().orElseThrow())
                .containsExactly(1980, 1965, 345);
        NvmlDevice device = device();
        forcedCode.setInt(0, 3);
        assertThat(device.supportedClocks(ClockDomain.GPU).code()).isEqualTo(NvmlCode.NOT_SUPPORTED);
    }

    @Test
    void readsForHowLongOlderDriversHeldTheClockBack() {
        assertThat(device().read(Quantity.POWER_CAP_TIME)).isEqualTo(7_000_000_000L);
        assertThat(device().read(Quantity.THERMAL_TIME)).isEqualTo(7_000_000_001L);
        assertThat(device().read(Quantity.RELIABILITY_TIME)).isEqualTo(7_000_000_005L);
    }

    @Test
    void aCodeThatIsNotKnownIsToldOnceInTheDriversWords() {
        PrintStream console = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            NvmlDevice device = device();
            forcedCode.setInt(0, 77);
            assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(NvmlCode.UNKNOWN.asReading());
            assertThat(device.read(Quantity.POWER_USAGE)).isEqualTo(NvmlCode.UNKNOWN.asReading());
        } finally {
            System.setErr(console);
        }
        assertThat(told.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("macjoule: NVML answered with code 77 (the stub is tired)");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(device().read(Quantity.ECC_MODE)).isEqualTo(NvmlCode.FUNCTION_NOT_FOUND.asReading());
        assertThat(device().read(Quantity.PERFORMANCE_STATE)).isEqualTo(NvmlCode.DEPRECATED.asReading());
        assertThat(device().lockClock(ClockDomain.MEMORY, 1, 2)).isEqualTo(NvmlCode.FUNCTION_NOT_FOUND);
    }

    @Test
    void readsFieldsByTheirTypeEachWithItsOwnCode() {
        FieldBuffer fields = new FieldBuffer(
                FieldBuffer.SCOPE_GPU,
                Field.TOTAL_ENERGY,
                Field.POWER_AVERAGE,
                Field.POWER_INSTANT,
                Field.POWER_CAP_TIME,
                Field.SW_THERMAL_TIME,
                Field.POWER_BRAKE_TIME);
        device().read(fields);
        assertThat(List.of(fields.reading(0), fields.reading(1), fields.reading(2)))
                .containsExactly(6_000_000_000_000L, -3L, 4_000_000_000L);
        assertThat(List.of(fields.reading(3), fields.reading(4), fields.reading(5)))
                .containsExactly(65_535L, 13L, -13L);
    }

    @Test
    void asksForTheScope() {
        FieldBuffer module = new FieldBuffer(FieldBuffer.SCOPE_MODULE, Field.POWER_INSTANT);
        device().read(module);
        assertThat(module.reading(0)).isEqualTo(9);
    }

    @Test
    void takesNoAnswerBesideAnError() {
        NvmlDevice device = device();
        FieldBuffer fields = new FieldBuffer(FieldBuffer.SCOPE_GPU, Field.TOTAL_ENERGY);
        forcedCode.setInt(0, 15);
        device.read(fields);
        assertThat(device.read(Quantity.TOTAL_ENERGY)).isEqualTo(NvmlCode.GPU_IS_LOST.asReading());
        assertThat(fields.reading(0)).isEqualTo(NvmlCode.GPU_IS_LOST.asReading());
        assertThat(device.text(DeviceText.NAME)).isEqualTo(Answer.refused(NvmlCode.GPU_IS_LOST));
        assertThat(nvml.devices()).isEqualTo(Answer.refused(NvmlCode.GPU_IS_LOST));
    }

    @Test
    void readsTheSamplesThatTheDriverKeeps() {
        NvmlDevice device = device();
        SampleBuffer samples = new SampleBuffer(SampleBuffer.Kind.TOTAL_POWER, 10);
        device.read(samples, 0);
        assertThat(samples.code()).isEqualTo(NvmlCode.SUCCESS);
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.micros(0)).isEqualTo(1_700_000_000_001_000L);
        assertThat(samples.value(0)).isEqualTo(200_001);
        device.read(samples, samples.micros(2));
        assertThat(samples.size()).isEqualTo(1);
        assertThat(samples.value(0)).isEqualTo(200_004);
        device.read(samples, samples.micros(0));
        assertThat(samples.code()).isEqualTo(NvmlCode.NOT_FOUND);
        assertThat(samples.size()).isZero();
    }

    @Test
    void samplesThatCannotBeHadHaveACode() {
        NvmlDevice device = device();
        assertThat(samples(device, SampleBuffer.Kind.PROCESSOR_CLOCK)).isEqualTo(NvmlCode.NOT_SUPPORTED);
        // A type of number that this binding does not know.
        assertThat(samples(device, SampleBuffer.Kind.MODULE_POWER)).isEqualTo(NvmlCode.ARGUMENT_VERSION_MISMATCH);
        forcedCode.setInt(0, 15);
        assertThat(samples(device, SampleBuffer.Kind.TOTAL_POWER)).isEqualTo(NvmlCode.GPU_IS_LOST);
    }

    private static NvmlCode samples(NvmlDevice known, SampleBuffer.Kind kind) {
        SampleBuffer samples = new SampleBuffer(kind, 10);
        known.read(samples, 0);
        return samples.code();
    }

    @Test
    void samplingAllocatesNothing() {
        NvmlDevice device = device();
        FieldBuffer fields = new FieldBuffer(FieldBuffer.SCOPE_GPU, Field.TOTAL_ENERGY, Field.POWER_INSTANT);
        SampleBuffer samples = new SampleBuffer(SampleBuffer.Kind.TOTAL_POWER, 10);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        sample(device, fields, samples);
        long before = threads.getCurrentThreadAllocatedBytes();
        sample(device, fields, samples);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(SAMPLES);
    }

    private static void sample(NvmlDevice device, FieldBuffer fields, SampleBuffer samples) {
        for (int i = 0; i < SAMPLES; i++) {
            device.read(Quantity.TOTAL_ENERGY);
            device.read(Quantity.POWER_USAGE);
            device.read(Quantity.SM_CLOCK);
            device.read(fields);
            device.read(samples, 0);
        }
    }

    @Test
    void findsADeviceByWhatIdentifiesIt() {
        assertThat(DeviceFinder.find(nvml, UUID).code()).isEqualTo(NvmlCode.SUCCESS);
        assertThat(DeviceFinder.find(nvml, "00000000:65:00.0").code()).isEqualTo(NvmlCode.SUCCESS);
        assertThat(DeviceFinder.find(nvml, "GPU-0").code()).isEqualTo(NvmlCode.NOT_FOUND);
    }

    @Test
    void listsProcesses() {
        assertThat(device().computeProcesses().value().orElseThrow()).containsExactly(4242, 4343);
    }

    @Test
    void locksClocks() {
        assertThat(device().lockClock(ClockDomain.GPU, 900, 1200)).isEqualTo(NvmlCode.SUCCESS);
        Pointer lock = NativeLibrary.getInstance(library).getGlobalVariableAddress("stub_lock");
        assertThat(lock.getIntArray(0, 2)).containsExactly(900, 1200);
        assertThat(device().unlockClock(ClockDomain.GPU)).isEqualTo(NvmlCode.NO_PERMISSION);
    }

    @Test
    void reportsAMismatchOfLibraryAndDriver() {
        forcedStartCode.setInt(0, 18);
        Nvml mismatched = new JnaNvml(library);
        assertThat(mismatched.start()).isEqualTo(NvmlCode.LIB_RM_VERSION_MISMATCH);
        mismatched.close();
    }

    @Test
    void reportsAMissingLibrary() {
        Nvml missing = new JnaNvml("libmacjoule-no-such-library.so.1");
        assertThat(missing.start()).isEqualTo(NvmlCode.LIBRARY_NOT_FOUND);
        assertThat(missing.devices().code()).isEqualTo(NvmlCode.UNINITIALIZED);
        missing.close();
    }

    private NvmlDevice device() {
        return nvml.devices().value().orElseThrow().get(0);
    }
}
