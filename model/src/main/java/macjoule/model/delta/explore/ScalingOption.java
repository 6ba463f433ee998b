package macjoule.model.delta.explore;

import macjoule.model.delta.TileSelector;
import org.jspecify.annotations.Nullable;

/**
 * A GPU that might be built.
 *
 * @param name what to call it
 * @param scale what it has more of
 * @param tiles the tiles its kernels use, if not those of the GPU it starts from
 */
public record ScalingOption(
        String name, ResourceScale scale, @Nullable TileSelector tiles) {}
