"""Writes blocks.gguf (one small tensor of every readable type, and metadata of every kind) and blocks.f32 (their values).

Tool: gguf 0.19.0 with numpy 2.4.6 on Python 3.11. Command, from this folder: python make_blocks.py
The values in blocks.f32 are those of gguf.dequantize, little-endian float32, tensor after tensor in the order of the file.
"""

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf import GGUFReader, GGUFWriter, dequantize
from gguf.constants import GGML_QUANT_SIZES, GGUFValueType

ROWS = 3
BLOCKS_A_ROW = 2
# where the half-precision numbers of a block start
HALVES = {
    Type.Q4_0: [0], Type.Q4_1: [0, 2], Type.Q5_0: [0], Type.Q5_1: [0, 2], Type.Q8_0: [0],
    Type.Q4_K: [0, 2], Type.Q5_K: [0, 2], Type.Q6_K: [208],
}
# zero, minus zero, smallest and largest subnormal, smallest normal, largest, ordinary numbers
EDGES = np.array([0x0000, 0x8000, 0x0001, 0x83FF, 0x0400, 0x7BFF, 0xFBFF, 0x3555, 0xB800], dtype=np.uint16)

random = np.random.default_rng(7)


def finite_halves(count):
    return random.normal(0, 0.1, count).astype(np.float16).view(np.uint16)


def quantised(kind):
    _, size = GGML_QUANT_SIZES[kind]
    blocks = random.integers(0, 256, (ROWS * BLOCKS_A_ROW, size), dtype=np.uint8)
    for at in HALVES[kind]:
        halves = finite_halves(len(blocks))
        halves[: len(blocks) // 2] = random.choice(EDGES, len(blocks) // 2)
        blocks[:, at : at + 2] = halves.view(np.uint8).reshape(-1, 2)
    return blocks.reshape(ROWS, -1)


writer = GGUFWriter("blocks.gguf", "fixture")
writer.add_uint8("kinds.uint8", 200)
writer.add_int8("kinds.int8", -100)
writer.add_uint16("kinds.uint16", 60000)
writer.add_int16("kinds.int16", -30000)
writer.add_uint32("kinds.uint32", 4000000000)
writer.add_int32("kinds.int32", -2000000000)
writer.add_float32("kinds.float32", 0.5)
writer.add_bool("kinds.bool", True)
writer.add_string("kinds.string", "zwölf 十二")
writer.add_array("kinds.strings", ["a", "", "ü"])
writer.add_array("kinds.numbers", [1, -2, 3])
writer.add_uint64("kinds.uint64", 2**63 - 1)
writer.add_key_value("kinds.int64", -(2**63), GGUFValueType.INT64)
writer.add_float64("kinds.float64", 0.1)

f32 = np.concatenate([random.normal(0, 1, 9), [0.0, -0.0, np.inf, -np.inf, 1e-45, -3.4e38]]).astype(np.float32)
writer.add_tensor("F32", f32.reshape(ROWS, 5))
writer.add_tensor("F16", np.concatenate([EDGES, np.array([0x7C00, 0xFC00], np.uint16), finite_halves(4)]).view(np.float16))
bf16 = np.array([0, 0x8000, 1, 0x7F80, 0xFF80, 0x3F80, 0xC2F7, 0x007F], np.uint16).view(np.uint8)
writer.add_tensor("BF16", bf16.reshape(2, 8), raw_dtype=Type.BF16)
for kind in HALVES:
    writer.add_tensor(kind.name, quantised(kind), raw_dtype=kind)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()

with open("blocks.f32", "wb") as out, np.errstate(over="ignore"):
    for tensor in GGUFReader("blocks.gguf").tensors:
        out.write(dequantize(tensor.data, tensor.tensor_type).astype("<f4").tobytes())
