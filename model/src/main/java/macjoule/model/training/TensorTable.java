package macjoule.model.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/** The tensors of an iteration, numbered in the order in which the steps mention them first. */
final class TensorTable {
    private final List<String> names = new ArrayList<>();
    private final List<TensorKind> kinds = new ArrayList<>();
    private final List<Long> rows = new ArrayList<>();
    private final LongStream.Builder sizes = LongStream.builder();
    private final BitSet surviving = new BitSet();
    private long[] bytes = {};

    /** Adds a tensor and returns its number. */
    int add(TensorKind kind, String owner, long size, long rowCount) {
        names.add(kind.nameOf(owner));
        kinds.add(kind);
        rows.add(rowCount);
        sizes.add(size);
        return names.size() - 1;
    }

    /** To be called once, when all tensors are known. */
    void seal() {
        bytes = sizes.build().toArray();
    }

    int size() {
        return names.size();
    }

    String name(int tensor) {
        return names.get(tensor);
    }

    TensorKind kind(int tensor) {
        return kinds.get(tensor);
    }

    long bytes(int tensor) {
        return bytes[tensor];
    }

    long rows(int tensor) {
        return rows.get(tensor);
    }

    /** Marks what is still wanted when the iteration is over, so that it has to reach memory if it was changed. */
    void survive(int tensor) {
        surviving.set(tensor);
    }

    boolean survives(int tensor) {
        return surviving.get(tensor);
    }
}
