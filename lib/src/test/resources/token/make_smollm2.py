"""Writes smollm2.json: ids and places of sample texts under the built-in model's tokenizer.

Tool: transformers 4.56.2 with tokenizers 0.22.2 and gguf 0.19.0 on Python 3.11. Command, from this folder: python make_smollm2.py MODEL.gguf
The vocabulary and merges are what transformers makes of the GGUF file. Two things are set right: its conversion leaves out that this tokenizer cuts
digits apart (the model's own tokenizer.json does), so that step is put in front again; and it names an unknown token, the control token
<|endoftext|>, for the few bytes that the vocabulary lacks, so that is taken back and they are left out. After a byte left out the library's places
run ahead of the text, so for such a text none are recorded. `decoded` is each text's tokens but the first, decoded: it may start amid a character.
"""

import json
import pathlib
import sys

from tokenizers.pre_tokenizers import ByteLevel, Digits, Sequence
from transformers import AutoTokenizer

from sample_texts import TEXTS, random_texts, utf16

CHAT = (
    "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
    "<|im_start|>user\nWhat is the capital of France? Answer in one word.<|im_end|>\n<|im_start|>assistant\n"
)

model = pathlib.Path(sys.argv[1])
tokenizer = AutoTokenizer.from_pretrained(model.parent, gguf_file=model.name).backend_tokenizer
tokenizer.pre_tokenizer = Sequence([Digits(individual_digits=True), ByteLevel(add_prefix_space=False, use_regex=True)])
tokenizer.model.unk_token = None


def record(text):
    encoding = tokenizer.encode(text, add_special_tokens=False)
    row = {"text": text, "ids": encoding.ids, "decoded": tokenizer.decode(encoding.ids[1:])}
    if tokenizer.decode(encoding.ids, skip_special_tokens=False) == text:
        row["starts"] = [utf16(text, start) for start, _ in encoding.offsets]
        row["ends"] = [utf16(text, end) for _, end in encoding.offsets]
    return row


with open("smollm2.json", "w", encoding="utf-8", newline="\n") as out:
    out.write('{"chat": ' + json.dumps(record(CHAT), separators=(",", ":")) + ',\n"plain": [\n')
    rows = [record(text) for text in TEXTS + random_texts(100)]
    out.write(",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]}\n")
