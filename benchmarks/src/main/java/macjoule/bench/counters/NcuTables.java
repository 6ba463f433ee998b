package macjoule.bench.counters;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import macjoule.calibration.csv.CsvTable;
import macjoule.model.BadInputException;

/** Picks the tables out of all that a profiled program and its profiler print. A file may hold the output of several runs. */
final class NcuTables {
    private static final Pattern HEADER = Pattern.compile("\\ufeff?(\"?)ID\\1,.*");

    private NcuTables() {}

    /**
     * One table.
     *
     * @param line where its header stands
     */
    record Block(int line, CsvTable table) {}

    static List<Block> blocks(String text, String source) {
        String[] lines = text.split("\\R", -1);
        List<Integer> headers = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            if (HEADER.matcher(lines[i]).matches()) {
                headers.add(i);
            }
        }
        if (headers.isEmpty()) {
            throw new BadInputException(
                    "no table of Nsight Compute, whose header begins with \"ID\"",
                    source,
                    "give the output of ncu --csv");
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            int end = i + 1 < headers.size() ? headers.get(i + 1) : lines.length;
            blocks.add(block(lines, headers.get(i), end, source));
        }
        return blocks;
    }

    /** What is left out becomes an empty line, so that messages name the line of the file. */
    private static Block block(String[] lines, int header, int end, String source) {
        StringBuilder csv = new StringBuilder("\n".repeat(header));
        boolean quoted = lines[header].contains("\"ID\"");
        for (int i = header; i < end; i++) {
            csv.append(i == header || isRow(lines[i], quoted) ? lines[i] : "").append('\n');
        }
        return new Block(header + 1, CsvTable.parse(csv.toString(), source));
    }

    private static boolean isRow(String line, boolean quoted) {
        return line.startsWith("\"") || (!quoted && line.matches("(\\d+|),.*"));
    }
}
