package macjoule.calibration.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import macjoule.model.BadInputException;

/**
 * Appends lines so that they outlive a crash, and keeps other processes from doing so at the same time. On POSIX systems a process
 * loses its lock when it closes the file anywhere, so the process that appends must not read the file meanwhile.
 */
final class Appender implements AutoCloseable {
    private static final int LOCK_ATTEMPTS = 20;
    private static final long LOCK_PAUSE_NANOS = 100_000_000;

    private final Path file;
    private final FileChannel channel;

    /** Opens {@code file} and cuts off what stands behind {@code wholeBytes}. */
    Appender(Path file, long wholeBytes) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock();
            channel.truncate(wholeBytes);
            channel.position(channel.size());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** A process that is about to end, its parent killed, may hold the file for a moment longer. */
    private void lock() throws IOException {
        for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
            if (isLocked()) {
                return;
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        channel.close();
        throw new BadInputException(
                "another process is writing to this run", file.toString(), "wait for it to end, or end it");
    }

    private boolean isLocked() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held within this process: the same as held by another.
            return false;
        }
    }

    /** Writes all lines in one go and returns once the disk has them. */
    void append(List<?> values) {
        String text =
                values.stream().map(value -> RecordJson.line(value) + "\n").collect(Collectors.joining());
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new CannotRecordException("cannot write (" + e.getMessage() + "): " + file);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private BadInputException unwritable(IOException e) {
        return new BadInputException(
                "cannot write (" + e.getMessage() + ")", file.toString(), "choose a folder that can be written");
    }
}
