"""Writes canonical.json: values, their canonical JSON text and its SHA-256, as Python's json and hashlib give them.

Tool: CPython 3, standard library alone. Command, from the repository root:
    python3 lib/src/test/resources/run/make_canonical.py
"""
import hashlib
import json
import pathlib
import platform

VALUES = {
    "empty": {},
    "scalars": {"b": True, "a": None, "c": -7, "d": 9007199254740993, "": "", "e": [1, [2, {"z": 0, "y": []}]]},
    "escapes": {"t": "\"\\/\b\f\n\r\t\x00\x1b[31m\x7f\x9b\u2028\u00e9\u4e2d"},
    "beyond the BMP and half a pair": {"t": "\U0001f600 \ud83d \ude00x"},
    # by UTF-16 unit U+1F600 would come before U+FF21, by code point it comes after
    "order of keys": {"\uff21": 1, "\U0001f600": 2, "a": 3, "B": 4, "ab": 5, "a\x00": 6},
    "spec": {
        "fingerprint": "5f1d" * 16,
        "contextData": "0a" * 32,
        "questionData": "1b" * 32,
        "cell": {"context": "en", "question": "de", "shots": 2, "format": "v1", "style": "raw"},
        "demonstrations": ["d2", "d1"],
        "wording": "w0",
        "templateArguments": {"enable_thinking": False, "date_string": "26 Jul 2024", "level": 3},
        "answerPrefix": "Answer:",
        "stop": "newline",
        "maxTokens": 64,
        "dtype": "f32",
        "resultsVersion": 1,
    },
}


def case(name, value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return {"name": name, "value": value, "canonical": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}


if __name__ == "__main__":
    out = {
        "tool": "CPython " + platform.python_version(),
        "cases": [case(name, value) for name, value in VALUES.items()],
    }
    target = pathlib.Path(__file__).with_name("canonical.json")
    target.write_text(json.dumps(out, indent=1) + "\n", encoding="ascii")
