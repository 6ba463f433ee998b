package macjoule.bench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What data is printed to. Unlike Java's own stream it remembers why the data did not arrive. */
final class StandardOutput extends FilterOutputStream {
    private @Nullable IOException fault;

    StandardOutput(OutputStream target) {
        super(target);
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            fault = fault == null ? e : fault;
            throw e;
        }
    }

    /** Why data was lost, or null; a reader such as {@code head} that has seen enough loses nothing. */
    @Nullable
    String loss() {
        IOException first = fault;
        if (first == null) {
            return null;
        }
        String reason = String.valueOf(first.getMessage());
        return reason.toLowerCase(Locale.ROOT).contains("broken pipe") ? null : reason;
    }
}
