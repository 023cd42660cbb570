"""Writes types.safetensors (tensors of the readable types and of others), types.f32 (their values) and halves.sha256.

Tool: safetensors 0.8.0 with torch 2.7.1 on Python 3.11. Command, from this folder: python make_safetensors.py
types.f32 holds tensor.to(torch.float32) of the readable ones, little-endian, tensor after tensor in order of name.
halves.sha256 has a line for each of the types F16 and BF16: SHA-256 over the little-endian float32 values of all 65536 bit
patterns in ascending order, every NaN written as 7FC00000 (processors differ in the bits they keep of one).
"""

import hashlib

import torch
from safetensors.torch import save_file

torch.manual_seed(7)
EDGES = [0.0, -0.0, float("inf"), -float("inf"), 1.0, -2.5]
READABLE = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}

tensors = {}
for name, kind in READABLE.items():
    tensors[name + ".scalar"] = torch.tensor(0.1, dtype=torch.float64).to(kind)
    tensors[name + ".empty"] = torch.zeros((0, 3), dtype=kind)
    tensors[name + ".cube"] = torch.randn((2, 3, 4), dtype=torch.float64).to(kind)
    tensors[name + ".edges"] = torch.tensor(EDGES, dtype=torch.float64).to(kind).reshape(1, 6, 1)
# beyond float32: overflow, underflow, subnormal results, and ties between two neighbours
tensors["f64.rounding"] = torch.tensor(
    [1e300, -1e300, 1e-300, 1e-45, 3.0e-46, 1 + 2**-24, 1 + 3 * 2**-24, 1 + 2**-24 + 2**-50], dtype=torch.float64
)
tensors["f32.edges.more"] = torch.tensor([1e-45, 3.4028235e38], dtype=torch.float32)
readable = sorted(tensors)
tensors["other.i64"] = torch.tensor([[1, -2]], dtype=torch.int64)
tensors["other.bool"] = torch.tensor([True, False, True])
tensors["other.f8"] = torch.tensor([0.5, 1.0, 2.0]).to(torch.float8_e4m3fn)

save_file(tensors, "types.safetensors", metadata={"format": "pt", "note": "zwölf 十二"})
with open("types.f32", "wb") as out:
    for name in readable:
        out.write(tensors[name].to(torch.float32).contiguous().numpy().astype("<f4").tobytes())

patterns = torch.arange(65536, dtype=torch.int32).to(torch.int16)
with open("halves.sha256", "w") as out:
    for name, kind in [("F16", torch.float16), ("BF16", torch.bfloat16)]:
        wide = patterns.view(kind).to(torch.float32)
        bits = torch.where(wide.isnan(), torch.tensor(0x7FC00000, dtype=torch.int32), wide.view(torch.int32))
        out.write(name + " " + hashlib.sha256(bits.numpy().astype("<i4").tobytes()).hexdigest() + "\n")
