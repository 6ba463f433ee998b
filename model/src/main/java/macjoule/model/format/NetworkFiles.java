package macjoule.model.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import macjoule.model.BadInputException;
import macjoule.model.JsonFault;
import macjoule.model.format.caffe.CaffeReader;
import macjoule.model.format.darknet.DarknetReader;
import macjoule.model.format.graph.Assembly;
import macjoule.model.format.keras.KerasReader;
import macjoule.model.format.onnx.OnnxReader;
import macjoule.model.format.own.OwnReader;
import macjoule.model.format.own.OwnWriter;
import macjoule.model.net.Network;

/** Reads networks from files of any format that is known, told apart by the end of the file's name. */
public final class NetworkFiles {
    /** Of a field given twice, or of what stands after the network, nobody could tell which was meant. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private NetworkFiles() {}

    public static Import read(Path file, Options options) {
        String fileName = String.valueOf(file.getFileName());
        int dot = fileName.lastIndexOf('.');
        String name = dot > 0 ? fileName.substring(0, dot) : fileName;
        Assembly assembly = new Assembly(file.toString(), name, options.input(), options.lenient());
        try {
            read(file, fileName.substring(dot + 1).toLowerCase(Locale.ROOT), assembly);
        } catch (NoSuchFileException e) {
            throw new BadInputException("there is no such file", file.toString(), "correct the path");
        } catch (CharacterCodingException e) {
            throw new BadInputException("the file is not text", file.toString(), "give the network's definition");
        } catch (IOException e) {
            throw new BadInputException(
                    "the file cannot be read (" + e.getMessage() + ")", file.toString(), "give a whole, readable file");
        }
        return new Import(assembly.network(), assembly.coverage(), assembly.notes());
    }

    /** Writes a network in macjoule's own format, in which {@link #read} finds it again. */
    public static void write(Path file, Network network) {
        try {
            Files.writeString(file, OwnWriter.write(network));
        } catch (IOException e) {
            throw new BadInputException(
                    "the file cannot be written (" + e.getMessage() + ")", file.toString(), "choose another place");
        }
    }

    private static void read(Path file, String ending, Assembly assembly) throws IOException {
        switch (ending) {
            case "prototxt" -> CaffeReader.read(Files.readString(file), assembly);
            case "cfg" -> DarknetReader.read(Files.readString(file), assembly);
            case "json" -> readJson(Files.readAllBytes(file), assembly);
            case "keras" -> KerasReader.read(json(configuration(file), assembly.file()), assembly);
            case "onnx" -> {
                try (InputStream stream = Files.newInputStream(file)) {
                    OnnxReader.read(stream, assembly);
                }
            }
            default ->
                throw new BadInputException(
                        "'" + ending + "' is not the ending of a network file",
                        file.toString(),
                        "give a .onnx, .keras, .json, .cfg or .prototxt file");
        }
    }

    private static void readJson(byte[] content, Assembly assembly) throws IOException {
        JsonNode root = json(content, assembly.file());
        if (root.has("schema")) {
            OwnReader.read(root, assembly);
        } else {
            KerasReader.read(root, assembly);
        }
    }

    private static JsonNode json(byte[] content, String file) throws IOException {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String line = location == null ? "" : ", line " + location.getLineNr();
            throw new BadInputException(
                    "the file is not JSON (" + JsonFault.reason(e) + ")", file + line, "give a whole JSON file");
        }
    }

    /** The part of a {@code .keras} archive that says how the model is built; the weights beside it are never read. */
    private static byte[] configuration(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            ZipEntry entry = archive.getEntry("config.json");
            if (entry == null) {
                throw new BadInputException(
                        "the archive holds no config.json", file.toString(), "save the model with Keras 3");
            }
            try (InputStream stream = archive.getInputStream(entry)) {
                return stream.readAllBytes();
            }
        }
    }
}
