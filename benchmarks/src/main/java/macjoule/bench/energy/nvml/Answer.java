package macjoule.bench.energy.nvml;

import java.util.Optional;
import java.util.function.Function;

/** What NVML answered: a value, or the code it refused with. */
public sealed interface Answer<T> {
    record Given<T>(T content) implements Answer<T> {}

    record Refused<T>(NvmlCode code) implements Answer<T> {}

    static <T> Answer<T> of(T value) {
        return new Given<>(value);
    }

    static <T> Answer<T> refused(NvmlCode code) {
        return new Refused<>(code);
    }

    /** The code: success where there is a value. */
    default NvmlCode code() {
        return this instanceof Refused<T> refused ? refused.code() : NvmlCode.SUCCESS;
    }

    default Optional<T> value() {
        return this instanceof Given<T> known ? Optional.of(known.content()) : Optional.empty();
    }

    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return this instanceof Given<T> known ? next.apply(known.content()) : refused(code());
    }
}
