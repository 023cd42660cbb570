"""Writes prompts of many lengths, from short to longer than one pass, made of a data folder's contexts. Usage: trial_prompts.py FOLDER"""

import json
import pathlib
import sys

LENGTHS = [40, 300, 700, 1500, 2300, 3100, 3900, 4700]  # characters

texts = []
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.en.json")):
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        texts += [paragraph["context"] for paragraph in article["paragraphs"]]
whole = " ".join(texts)
for number, length in enumerate(LENGTHS):
    text = (whole * (length // max(1, len(whole)) + 2))[number * 37 :][:length]
    print(json.dumps({"id": str(number), "prompt": text + "\nQuestion: What is it about?\nAnswer:"}))
