package macjoule.calibration.alpha;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import macjoule.calibration.stats.Interval;
import macjoule.model.BadInputException;

/** Hardware profiles as JSON. */
final class ProfileJson {
    /** An interval is a pair, as everywhere in our JSON. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface Pair {}

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Interval.class, Pair.class)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final String REMEDY = "name a file that calibration has written";

    private ProfileJson() {}

    static String text(HardwareProfile profile) {
        try {
            return MAPPER.writeValueAsString(profile) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values could not be written", e);
        }
    }

    static HardwareProfile read(Path file) {
        try {
            HardwareProfile read = MAPPER.readValue(Files.readString(file), HardwareProfile.class);
            if (read == null) {
                throw new BadInputException("not a hardware profile (it is null)", file.toString(), REMEDY);
            }
            return read;
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof BadInputException bad) {
                throw bad.at(file.toString());
            }
            // What Jackson adds in brackets is advice on its settings.
            String reason = e.getOriginalMessage().replaceFirst(" \\(.*", "");
            throw caused(e, "not a hardware profile (" + reason + ")", file);
        } catch (NoSuchFileException e) {
            throw caused(e, "no such file", file);
        } catch (IOException e) {
            throw caused(e, "cannot be read as UTF-8 text", file);
        }
    }

    private static BadInputException caused(Exception cause, String what, Path file) {
        BadInputException bad = new BadInputException(what, file.toString(), REMEDY);
        bad.initCause(cause);
        return bad;
    }
}
