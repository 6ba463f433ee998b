package macjoule.model.format.caffe;

import java.util.List;

/** Chooses the layers that a definition for training and testing uses when testing. */
final class Phases {
    private Phases() {}

    /**
     * Leaves out what is for training only. A source of images is kept even so, if no other layer gives what it gives: some
     * definitions have none for testing, and what matters here is the size of the image.
     */
    static List<CaffeLayer> forTesting(List<CaffeLayer> layers) {
        List<CaffeLayer> testing =
                layers.stream().filter(layer -> !isTrainingOnly(layer)).toList();
        return layers.stream()
                .filter(layer -> testing.contains(layer) || isOnlySource(layer, testing))
                .toList();
    }

    private static boolean isTrainingOnly(CaffeLayer layer) {
        List<Message> include = layer.message().messages("include");
        List<Message> exclude = layer.message().messages("exclude");
        boolean included = include.isEmpty() || include.stream().anyMatch(rule -> admits(rule, "TEST"));
        return !included || exclude.stream().anyMatch(rule -> rule.has("phase") && admits(rule, "TEST"));
    }

    private static boolean admits(Message rule, String phase) {
        return rule.text("phase").map(phase::equals).orElse(true);
    }

    private static boolean isOnlySource(CaffeLayer layer, List<CaffeLayer> testing) {
        return layer.inputs().isEmpty()
                && testing.stream()
                        .filter(other -> other.inputs().isEmpty())
                        .flatMap(other -> other.outputs().stream())
                        .noneMatch(layer.outputs()::contains);
    }
}
