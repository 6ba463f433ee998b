package macjoule.bench.energy.window;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Windows as lines of JSON, each on disk before the next is measured, so that a killed process loses only its last. */
public final class WindowJournal {
    private final Path file;

    public WindowJournal(Path file) {
        this.file = file;
    }

    /** Appends one line and waits until it is on disk. A full disk is an error and not a lost line. */
    public void append(ObjectNode window) throws IOException {
        ByteBuffer line = StandardCharsets.UTF_8.encode(window + "\n");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }
}
