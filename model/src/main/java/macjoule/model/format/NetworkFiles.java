package macjoule.model.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import macjoule.model.BadInputException;
import macjoule.model.format.caffe.CaffeReader;
import macjoule.model.format.darknet.DarknetReader;
import macjoule.model.format.graph.Assembly;

/** Reads networks from files of any format that is known, told apart by the end of the file's name. */
public final class NetworkFiles {
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

    private static void read(Path file, String ending, Assembly assembly) throws IOException {
        switch (ending) {
            case "prototxt" -> CaffeReader.read(Files.readString(file), assembly);
            case "cfg" -> DarknetReader.read(Files.readString(file), assembly);
            default ->
                throw new BadInputException(
                        "'" + ending + "' is not the ending of a network file",
                        file.toString(),
                        "give a .onnx, .keras, .json, .cfg or .prototxt file");
        }
    }
}
