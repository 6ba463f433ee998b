package macjoule.bench.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import macjoule.bench.engine.Workload;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import macjoule.model.count.Counts;

/**
 * One thing to measure. Its key alone tells what it is, so that a process that is given the key needs nothing else:
 * {@code resnet-50/n32} is a network at a batch of 32, {@code file/my-net/n32} one that the run keeps, {@code resnet-50/conv1/n32} a
 * layer of one, {@code delta/alex_conv2/n32}
 * a layer of the DeLTA paper, {@code layer/ci96-hi27-wi27-co256-hf5-wf5/n1} any convolution, {@code peak/gemm-1024/n1024} and
 * {@code peak/copy-64/n1} what the machine does at most. {@code /cold} behind the batch has a GPU's last cache emptied before each pass.
 */
public record BenchmarkCase(String key, Kind kind, Workload workload) {
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9._/-]+)/n([1-9]\\d{0,5})(/cold)?");
    private static final String COLD = "/cold";
    private static final int BYTES_PER_ELEMENT = 4;

    /** The case of a key, whose network is in the zoo or among those of this process. */
    public static BenchmarkCase of(String key) {
        return of(key, OwnNetworks.ofProcess());
    }

    static BenchmarkCase of(String key, OwnNetworks own) {
        Matcher matcher = matching(key);
        int batch = Integer.parseInt(matcher.group(2));
        try {
            Subject subject = Subject.of(matcher.group(1), own);
            return new BenchmarkCase(key, subject.kind(), new Workload(subject.network(), batch));
        } catch (BadInputException e) {
            // Batches are often ours, what stands before them was typed.
            throw e.at(matcher.group(1));
        }
    }

    /** Refuses what is not written as a key. */
    public static void requireKey(String key) {
        matching(key);
    }

    private static Matcher matching(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            throw new BadInputException(
                    "not the key of a case", key, "write it like resnet-50/n32 or resnet-50/conv1/n32");
        }
        return matcher;
    }

    /** Whether a key is that of a multiplication of large matrices, which depends on nothing but the machine. */
    static boolean isPeakOfArithmetic(String key) {
        return key.startsWith(Subject.PRODUCT);
    }

    /** Whether a key asks for an empty cache. */
    public static boolean isCold(String key) {
        return key.endsWith(COLD);
    }

    /** The case with its counts, as it stands in the manifest. */
    public PlannedCase planned() {
        int batch = workload.batch();
        Counts counts = Convention.PAPER.count(workload.network()).forBatch(batch);
        long macs = Convention.CONV_FC.count(workload.network()).forBatch(batch).macs();
        return new PlannedCase(
                key, kind, batch, counts.macs(), macs, counts.params(), counts.activations(), minimalBytes());
    }

    /**
     * The bytes of all inputs, outputs and weights of the layers that hold nearly all arithmetic; others are fused into them or
     * are small beside them. Without such layers, of all.
     */
    private long minimalBytes() {
        boolean arithmetic =
                workload.network().layers().stream().anyMatch(node -> Convention.isArithmetic(node.layer()));
        long elements = 0;
        for (var node : workload.network().layers()) {
            if (!arithmetic || Convention.isArithmetic(node.layer())) {
                long moved = node.output().elements();
                for (var input : node.inputs()) {
                    moved += input.output().elements();
                }
                elements += moved * workload.batch()
                        + Convention.CONV_FC.count(node).params();
            }
        }
        return Math.multiplyExact(elements, (long) BYTES_PER_ELEMENT);
    }
}
