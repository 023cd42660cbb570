package crosslens.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types of a safetensors file by the names it uses. All are known by size, so that a file can be checked; those with values are read as float32. */
enum SafetensorsType {
    F64(64, FloatBlocks::f64),
    F32(32, FloatBlocks::f32),
    F16(16, FloatBlocks::f16),
    BF16(16, FloatBlocks::bf16),
    BOOL(8, null),
    U8(8, null),
    I8(8, null),
    U16(16, null),
    I16(16, null),
    U32(32, null),
    I32(32, null),
    U64(64, null),
    I64(64, null),
    C64(64, null),
    F8_E5M2(8, null),
    F8_E4M3(8, null),
    F8_E5M2FNUZ(8, null),
    F8_E4M3FNUZ(8, null),
    F8_E8M0(8, null),
    F6_E2M3(6, null),
    F6_E3M2(6, null),
    F4(4, null);

    private final int bits;
    private final GgufType.Block value; // null: cannot be read

    SafetensorsType(int bits, GgufType.Block value) {
        this.bits = bits;
        this.value = value;
    }

    static Optional<SafetensorsType> of(String name) {
        for (SafetensorsType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Bits a value takes in the file. */
    int bits() {
        return bits;
    }

    /** Names of the types with values. */
    static List<String> readable() {
        List<String> names = new ArrayList<>();
        for (SafetensorsType type : values()) {
            if (type.value != null) {
                names.add(type.name());
            }
        }
        return names;
    }

    /** How values of this type are read, one to a block; empty if they cannot be. */
    Optional<FileBlocks> blocks() {
        int bytes = bits / Byte.SIZE;
        return value == null
                ? Optional.empty()
                : Optional.of(new FileBlocks(1, bytes, (in, out, count) -> {
                    for (int i = 0; i < count; i++) {
                        value.read(in, i * bytes, out, i);
                    }
                }));
    }
}
