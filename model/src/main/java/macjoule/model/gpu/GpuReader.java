package macjoule.model.gpu;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.JsonFault;

/**
 * Reads GPU descriptions. A file holds a list of GPUs, or one GPU by itself; a figure stands either directly in the GPU,
 * as the user who wrote the file knows it, or under {@code from} and the citation it was taken from, so that figures of
 * one source share its mention.
 */
final class GpuReader {
    private static final String SCHEMA = "macjoule.gpus/1";

    /** NaN is let through here, so that the complaint about it can name the field. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;

    GpuReader(String file) {
        this.file = file;
    }

    List<GpuSpec> read(byte[] json) {
        JsonNode root = parse(json);
        if (!root.isObject()) {
            throw bad("not a JSON object", "start the file with { and describe a GPU in it");
        }
        checkSchema(root);
        JsonNode list = root.get("gpus");
        return list == null ? List.of(gpu(root)) : gpus(root, list);
    }

    private JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw caused(e, bad("malformed JSON (" + JsonFault.reason(e) + ")", "correct it" + place(e)));
        } catch (IOException e) {
            throw caused(e, bad("not JSON text", "save it as UTF-8"));
        }
    }

    private static String place(JsonProcessingException e) {
        // Absent for what breaks a limit of the parser, such as a number of thousands of digits.
        JsonLocation place = e.getLocation();
        return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private void checkSchema(JsonNode root) {
        JsonNode schema = root.get("schema");
        if (schema == null && root.has("gpus")) {
            throw bad("schema is missing", "add \"schema\": \"" + SCHEMA + "\"");
        }
        if (schema != null && !SCHEMA.equals(schema.textValue())) {
            throw bad("schema is " + schema, "this version reads \"" + SCHEMA + "\"");
        }
    }

    private List<GpuSpec> gpus(JsonNode root, JsonNode list) {
        for (String key : (Iterable<String>) root::fieldNames) {
            if (!key.equals("schema") && !key.equals("gpus")) {
                throw bad("unknown field " + key, "beside the list of GPUs there is only the schema");
            }
        }
        if (!list.isArray()) {
            throw bad("gpus is not a list", "write \"gpus\": [{...}]");
        }
        List<GpuSpec> gpus = new ArrayList<>();
        for (JsonNode entry : list) {
            if (!entry.isObject()) {
                throw bad("a GPU is " + entry, "describe each GPU as {...}");
            }
            gpus.add(gpu(entry));
        }
        return gpus;
    }

    private GpuSpec gpu(JsonNode json) {
        GpuFigures figures = GpuFigures.of(json, file);
        return new GpuSpec(
                figures.text("name"),
                titleOf(figures),
                figures.optionalText("architecture"),
                figures.optionalText("computeCapability"),
                figures.wholeInt("smCount"),
                figures.positive("clockHz"),
                figures.positive("fp32Flops"),
                figures.positive("l1BytesPerSecondPerSm"),
                figures.positive("l2BytesPerSecond"),
                figures.positive("dramBytesPerSecond"),
                figures.whole("l1BytesPerSm"),
                figures.whole("sharedBytesPerSm"),
                figures.whole("registerBytesPerSm"),
                figures.whole("l2Bytes"),
                figures.wholeInt("l1RequestBytes"),
                figures.positive("sharedBytesPerSecondPerSm"),
                figures.zeroOrMore("l1LatencyCycles"),
                figures.zeroOrMore("l2LatencyCycles"),
                figures.zeroOrMore("dramLatencyCycles"),
                figures.zeroOrMore("sharedLatencyCycles"),
                figures.optionalPositive("tensorTf32Flops"),
                figures.optionalPositive("tensorFp16Flops"),
                figures.optionalWhole("dramBytes"),
                figures.optionalPositive("boardPowerWatts"),
                figures.sources());
    }

    private static String titleOf(GpuFigures figures) {
        String title = figures.optionalText("title");
        return title == null ? figures.text("name") : title;
    }

    /** The complaint, with what it was concluded from kept for debugging. */
    static BadInputException caused(Exception cause, BadInputException complaint) {
        complaint.initCause(cause);
        return complaint;
    }

    private BadInputException bad(String what, String remedy) {
        return new BadInputException(what, file, remedy);
    }
}
