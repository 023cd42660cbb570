package crosslens.checkpoint;

import java.util.List;

/**
 * A tensor of a file.
 *
 * @param shape outermost dimension first (a matrix of a linear layer is (out, in))
 * @param type as the file names it, e.g. {@code Q4_1}, {@code F32}
 */
public record TensorInfo(String name, List<Long> shape, String type) {
    /** Number of values. */
    public long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
