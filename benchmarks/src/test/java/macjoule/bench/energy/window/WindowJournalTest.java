package macjoule.bench.energy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows on disk. */
class WindowJournalTest {
    @TempDir
    private Path folder;

    @Test
    void aKilledProcessLosesNoFinishedWindow() throws IOException {
        Path file = folder.resolve("windows.jsonl");
        WindowJournal journal = new WindowJournal(file);
        Lab lab = new Lab(Lab.gpu(), folder);
        journal.append(lab.meter().measure(2, 0.01).json().put("layer", "conv1"));
        assertThat(Files.readAllLines(file)).hasSize(1);
        journal.append(JsonNodeFactory.instance.objectNode().put("layer", "conv2"));
        List<String> lines = Files.readAllLines(file);
        assertThat(new ObjectMapper().readTree(lines.get(0)).get("status").asText())
                .isEqualTo("measured");
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("layer").asText())
                .isEqualTo("conv2");
    }

    @Test
    void aJournalThatCannotBeWrittenFailsLoudly() {
        WindowJournal journal = new WindowJournal(folder.resolve("missing").resolve("windows.jsonl"));
        assertThatThrownBy(() -> journal.append(JsonNodeFactory.instance.objectNode()))
                .isInstanceOf(IOException.class);
    }
}
