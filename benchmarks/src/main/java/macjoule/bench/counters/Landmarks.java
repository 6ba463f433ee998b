package macjoule.bench.counters;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Empty kernels that a process launches between its cases, so that the rows of a profiler tell where one ends and the next begins,
 * however many kernels a case launches and whatever becomes of it. The n-th stands before case n, and one more behind the last.
 */
final class Landmarks {
    private static final String NAME = "macjoule_case_";
    private static final Pattern NUMBERED = Pattern.compile(NAME + "(\\d+)");

    private final NativeLibrary driver;
    private final Pointer module;

    private Landmarks(NativeLibrary driver, Pointer module) {
        this.driver = driver;
        this.module = module;
    }

    /** Loads them into the context of the calling thread. */
    static Landmarks load(int cases) {
        NativeLibrary driver = DriverCall.library();
        byte[] text = ptx(cases).getBytes(StandardCharsets.US_ASCII);
        PointerByReference module = new PointerByReference();
        try (Memory image = new Memory(text.length + 1L)) {
            image.write(0, text, 0, text.length);
            image.setByte(text.length, (byte) 0);
            DriverCall.check(driver, "cuModuleLoadData", module, image);
        }
        return new Landmarks(driver, module.getValue());
    }

    private static String ptx(int cases) {
        return IntStream.rangeClosed(0, cases)
                .mapToObj(number -> ".visible .entry " + NAME + number + "()\n{\n    ret;\n}\n")
                .collect(Collectors.joining("", ".version 6.0\n.target sm_60\n.address_size 64\n", ""));
    }

    /** Launches one on the default stream, which keeps the order with all that was started before. */
    void pass(int number) {
        PointerByReference function = new PointerByReference();
        DriverCall.check(driver, "cuModuleGetFunction", function, module, NAME + number);
        DriverCall.check(
                driver,
                "cuLaunchKernel",
                function.getValue(),
                1,
                1,
                1,
                1,
                1,
                1,
                0,
                Pointer.NULL,
                Pointer.NULL,
                Pointer.NULL);
        DriverCall.check(driver, "cuCtxSynchronize");
    }

    /** The launches of each case, without those of a case behind which no further landmark was passed: some may be missing. */
    static Map<Integer, List<KernelLaunch>> split(List<KernelLaunch> launches) {
        Map<Integer, List<KernelLaunch>> whole = new HashMap<>();
        List<KernelLaunch> current = new ArrayList<>();
        int number = -1;
        for (KernelLaunch launch : launches) {
            Matcher landmark = NUMBERED.matcher(launch.kernel());
            if (!landmark.find()) {
                current.add(launch);
                continue;
            }
            if (number >= 0 && !current.isEmpty()) {
                whole.put(number, List.copyOf(current));
            }
            current.clear();
            number = Integer.parseInt(landmark.group(1));
        }
        return whole;
    }
}
