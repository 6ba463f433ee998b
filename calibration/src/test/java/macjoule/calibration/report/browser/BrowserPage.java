package macjoule.calibration.report.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One page of a browser, on a device of a given width. */
final class BrowserPage {
    private static final int HEIGHT = 900;
    private static final int PART = 2400;
    private static final Set<String> COMPLAINTS = Set.of(
            "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Page.javascriptDialogOpening");

    private final DevTools tools;
    private final String session;

    BrowserPage(DevTools tools) {
        this.tools = tools;
        String target = tools.call(null, "Target.createTarget", with().put("url", "about:blank"))
                .get("targetId")
                .asText();
        session = tools.call(
                        null,
                        "Target.attachToTarget",
                        with().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asText();
        Stream.of("Page", "Runtime", "Log", "Network").forEach(domain -> call(domain + ".enable", with()));
    }

    /** Opens a file as a device of this width shows it, and waits until it is drawn. */
    void open(Path file, int width, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                with().put("width", width)
                        .put("height", HEIGHT)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = with();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
        call("Page.navigate", with().put("url", file.toUri().toString()));
        evaluate("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"
                + ".then(() => reportDrawn)"
                + ".then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");
    }

    /** The value of an expression; a promise is waited for. */
    JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                with().put("expression", expression).put("returnByValue", true).put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.get("result").path("value");
    }

    /** What the page wrote to the console, errors it did not catch, and what the browser refused it. */
    List<String> complaints() {
        return events(COMPLAINTS).map(JsonNode::toString).toList();
    }

    /** Every address the page asked for. */
    List<String> requests() {
        return events(Set.of("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .toList();
    }

    /** The whole page from top to bottom, in parts: browsers cannot paint one picture as tall as a long page. */
    void screenshots(Path folder, String name) throws IOException {
        int width = evaluate("document.documentElement.scrollWidth").asInt();
        int height = evaluate("document.documentElement.scrollHeight").asInt();
        for (int top = 0; top < height; top += PART) {
            ObjectNode picture = with().put("captureBeyondViewport", true);
            picture.putObject("clip")
                    .put("x", 0)
                    .put("y", top)
                    .put("width", width)
                    .put("height", Math.min(PART, height - top))
                    .put("scale", 1);
            save("Page.captureScreenshot", picture, folder.resolve(name + "-" + (top / PART + 1) + ".png"));
        }
    }

    /** Shows the page as it would be printed. */
    void emulatePrint() {
        call("Emulation.setEmulatedMedia", with().put("media", "print"));
    }

    void print(Path file) throws IOException {
        save("Page.printToPDF", with().put("printBackground", false), file);
    }

    private void save(String method, ObjectNode parameters, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                Base64.getDecoder().decode(call(method, parameters).get("data").asText()));
    }

    private Stream<JsonNode> events(Set<String> methods) {
        return tools.events().stream()
                .filter(event -> event.path("sessionId").asText().equals(session))
                .filter(event -> methods.contains(event.path("method").asText()));
    }

    private JsonNode call(String method, ObjectNode parameters) {
        return tools.call(session, method, parameters);
    }

    private static ObjectNode with() {
        return DevTools.parameters();
    }
}
