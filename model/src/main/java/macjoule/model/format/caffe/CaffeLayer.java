package macjoule.model.format.caffe;

import java.util.List;
import java.util.Locale;

/** One {@code layer} message: what every layer has, whatever it computes. */
record CaffeLayer(Message message) {

    String name() {
        return message.text("name")
                .orElseGet(() -> outputs().isEmpty() ? type() : outputs().get(0));
    }

    String type() {
        return message.text("type").orElse("(none)");
    }

    /** The type in a form that the old spelling, such as INNER_PRODUCT, and the new one, InnerProduct, share. */
    String kind() {
        return type().replace("_", "").toLowerCase(Locale.ROOT);
    }

    List<String> inputs() {
        return message.texts("bottom");
    }

    List<String> outputs() {
        return message.texts("top");
    }

    Message parameters(String field) {
        return message.message(field);
    }

    String place() {
        return "line " + message.line() + ", layer " + name();
    }
}
