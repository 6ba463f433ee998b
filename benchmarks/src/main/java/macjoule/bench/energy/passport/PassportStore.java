package macjoule.bench.energy.passport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import macjoule.calibration.report.WholeFile;
import org.jspecify.annotations.Nullable;

/** Passports on disk, one file for each card, each with a checksum. One that does not fit is not used. */
public final class PassportStore {
    private static final String SCHEMA = "macjoule.passport/1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    /**
     * What the store has for a card.
     *
     * @param reason why there is no passport, or empty
     */
    public record Found(@Nullable SensorPassport passport, String reason) {}

    public PassportStore(Path folder) {
        this.folder = folder;
    }

    public static ObjectNode json(SensorPassport passport) {
        return MAPPER.valueToTree(passport);
    }

    public void save(SensorPassport passport) {
        ObjectNode content = json(passport);
        ObjectNode file = MAPPER.createObjectNode().put("schema", SCHEMA).put("sha256", checksum(content));
        file.set("passport", content);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFile.write(file(passport.key()), file.toPrettyString() + "\n");
    }

    public Found find(SensorKey key) {
        try {
            JsonNode file = MAPPER.readTree(Files.readString(file(key)));
            JsonNode content = file.path("passport");
            if (!checksum(content).equals(file.path("sha256").asText())) {
                return new Found(null, "the sensor passport is damaged: characterise the sensor anew");
            }
            SensorPassport passport = MAPPER.treeToValue(content, SensorPassport.class);
            return passport.key().equals(key)
                    ? new Found(passport, "")
                    : new Found(null, "the card, its driver or its power limit changed: characterise the sensor anew");
        } catch (NoSuchFileException e) {
            return new Found(null, "this sensor has not been characterised");
        } catch (JsonProcessingException e) {
            return new Found(null, "the sensor passport is damaged: characterise the sensor anew");
        } catch (IOException e) {
            return new Found(null, "the sensor passport cannot be read: " + e.getMessage());
        }
    }

    private Path file(SensorKey key) {
        return folder.resolve(key.uuid().replaceAll("[^A-Za-z0-9-]", "_") + ".json");
    }

    private static String checksum(JsonNode content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
