package macjoule.model.training;

import java.util.ArrayList;
import java.util.List;

/** An iteration and each of its steps, in order of execution. */
public record Trace(Iteration iteration, List<StepRecord> steps) {

    public Trace {
        steps = List.copyOf(steps);
    }

    static Trace of(Iteration iteration, TrainingModel model, Transfers transfers, Timeline timeline) {
        return new Trace(iteration, new Recorder(model, transfers, timeline).all());
    }

    /** Collects what the parts of the evaluation know of each step. */
    private record Recorder(TrainingModel model, Transfers transfers, Timeline timeline) {

        List<StepRecord> all() {
            List<StepRecord> records = new ArrayList<>();
            for (int step = 0; step < model.program().steps; step++) {
                records.add(record(step));
            }
            return records;
        }

        private StepRecord record(int step) {
            StepProgram program = model.program();
            return new StepRecord(
                    program.phase[step],
                    program.graph.layer(program.layer[step]).name(),
                    model.typeOf(step),
                    program.ops[step],
                    program.workingSet[step],
                    timeline.prefetches.occupancy[step],
                    transfers.plan().streamed[step],
                    transfers.bytesIn[step],
                    transfers.bytesOut[step],
                    moved(step, transfers.loads),
                    moved(step, transfers.stores),
                    prefetches(step),
                    timeline.begin[step],
                    timeline.computeStart[step],
                    timeline.end[step],
                    timeline.hardware());
        }

        private List<String> moved(int step, long[] bytes) {
            StepProgram program = model.program();
            List<String> names = new ArrayList<>();
            for (int access = program.start[step]; access < program.start[step + 1]; access++) {
                if (bytes[access] > 0) {
                    names.add(nameOf(access));
                }
            }
            return names;
        }

        private List<String> prefetches(int step) {
            List<String> names = new ArrayList<>();
            PrefetchSchedule schedule = timeline.prefetches;
            for (int i = schedule.start[step]; i < schedule.start[step + 1]; i++) {
                names.add(nameOf(schedule.accesses[i]));
            }
            return names;
        }

        private String nameOf(int access) {
            StepProgram program = model.program();
            return program.tensors.name(program.tensor[access]);
        }
    }
}
