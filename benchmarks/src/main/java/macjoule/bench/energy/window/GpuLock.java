package macjoule.bench.energy.window;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps two measurements off one GPU. The lock ends with the process, however that ends. */
public final class GpuLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private GpuLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock, or finds it taken. */
    public static Optional<GpuLock> take(Path folder, String uuid) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(uuid.replaceAll("[^A-Za-z0-9-]", "_") + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new GpuLock(channel, lock));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: taken all the same.
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether a measurement holds this GPU now. */
    public static boolean isHeld(Path folder, String uuid) throws IOException {
        Optional<GpuLock> lock = take(folder, uuid);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
