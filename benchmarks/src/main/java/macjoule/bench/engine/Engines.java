package macjoule.bench.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** All engines of this build, found as services so that this package needs to know none of the libraries behind them. */
public final class Engines {
    private Engines() {}

    /** Ordered by name. */
    public static List<Engine> all() {
        return ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Engine::name))
                .toList();
    }

    public static Optional<Engine> find(String name) {
        return all().stream().filter(engine -> engine.name().equals(name)).findFirst();
    }
}
