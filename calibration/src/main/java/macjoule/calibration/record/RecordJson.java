package macjoule.calibration.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import macjoule.model.BadInputException;
import macjoule.model.JsonFault;
import org.jspecify.annotations.Nullable;

/**
 * How records are bound to JSON: keys that are not known are passed over. Those of what may be null may be missing, as they are in
 * records of before they were there; any other that is missing is an error.
 */
final class RecordJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new NullableMayBeMissing())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantReader()))
            // Records of before engines told their arithmetic.
            .injectableValues(
                    new InjectableValues.Std().addValue(PlannedEngine.ARITHMETIC, PlannedEngine.SINGLE_PRECISION))
            .build();

    private RecordJson() {}

    /** Reads a file of the given schema. */
    static <T> T read(Path file, Class<T> type, String schema) {
        JsonNode tree = tree(file);
        checkSchema(tree.path("schema").asText(), schema, file);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw unusable(e, file.toString());
        }
    }

    static JsonNode tree(Path file) {
        try {
            JsonNode tree = MAPPER.readTree(Files.readString(file));
            if (tree.isMissingNode()) {
                throw new BadInputException(
                        "the file is empty", file.toString(), "the run was cut short, measure again");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw unusable(e, file.toString());
        } catch (NoSuchFileException e) {
            throw new BadInputException("no such file", file.toString(), "name a run directory that has it");
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot be read (" + e.getMessage() + ")", file.toString(), "make the file readable");
        }
    }

    static <T> T line(String line, Class<T> type, String where) {
        T value;
        try {
            value = MAPPER.readValue(line, type);
        } catch (JsonProcessingException e) {
            throw unusable(e, where, "");
        }
        if (value == null) {
            throw new BadInputException("null where a record should be", where, "take this line out");
        }
        return value;
    }

    static String line(Object value) {
        return write(MAPPER.writer(), value);
    }

    static String pretty(Object value) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return write(MAPPER.writer(printer), value) + "\n";
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values could not be written", e);
        }
    }

    /** Refuses another schema, and a later major version of this one; what a later minor one adds is passed over. */
    static void checkSchema(String found, String ours, Path file) {
        int slash = ours.indexOf('/') + 1;
        if (!found.startsWith(ours.substring(0, slash))) {
            throw new BadInputException(
                    "the schema is '" + found + "'", file.toString(), "give a file of the schema " + ours);
        }
        String major = found.substring(slash).replaceFirst("\\..*", "");
        if (!major.equals(ours.substring(slash))) {
            throw new BadInputException(
                    "the schema " + found + " is not one this version reads",
                    file.toString(),
                    "read it with a version of macjoule that writes " + found);
        }
    }

    private static BadInputException unusable(JsonProcessingException e, String file) {
        return unusable(
                e,
                file,
                e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr());
    }

    private static BadInputException unusable(JsonProcessingException e, String where, String line) {
        return e.getCause() instanceof BadInputException cause
                ? cause.at(where)
                : new BadInputException(
                        "not usable JSON (" + JsonFault.reason(e) + ")",
                        where + line,
                        "mend the file or measure again");
    }

    private static final class NullableMayBeMissing extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
            if (components == null || !(member instanceof AnnotatedParameter parameter)) {
                return super.hasRequiredMarker(member);
            }
            return !components[parameter.getIndex()].getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
    }

    private static final class InstantReader extends FromStringDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                return (Instant)
                        context.handleWeirdStringValue(Instant.class, value, "not a time like 2026-01-31T12:00:00Z");
            }
        }
    }
}
