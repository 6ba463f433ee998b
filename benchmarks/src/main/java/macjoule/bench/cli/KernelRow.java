package macjoule.bench.cli;

import java.util.List;
import macjoule.model.delta.ConvDims;
import macjoule.model.deltaplus.KernelModel;
import org.jspecify.annotations.Nullable;

/** One layer; the groups of a convolution run one after the other. */
record KernelRow(ConvDims layer, KernelModel.Outcome ofGroup) {
    /** The sum of a figure over the groups. */
    double all(double figureOfGroup) {
        return layer.groups() * figureOfGroup;
    }

    double l1Bytes() {
        return all(ofGroup.l1Bytes());
    }

    double l2Bytes() {
        return all(ofGroup.l2Bytes());
    }

    double dramBytes() {
        return all(ofGroup.dramBytes());
    }

    double l2WriteBytes() {
        return all(ofGroup.outputs().l2Written());
    }

    double dramWriteBytes() {
        return all(ofGroup.outputs().dramWritten());
    }

    /** Null where L2 is taken as undivided. */
    @Nullable
    Double linkBytes() {
        Double ofOne = ofGroup.linkBytes();
        return ofOne == null ? null : (Double) all(ofOne);
    }

    double timeSeconds() {
        return all(ofGroup.timeSeconds());
    }

    List<String> notes() {
        return layer.groups() == 1 ? List.of() : List.of(layer.groups() + " groups, taken to run one after the other");
    }
}
