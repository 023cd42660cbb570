"""Greedy answers with transformers, for speed.py: MODEL_FOLDER PROMPTS OUT BATCH. The first prompt is run once as warm-up.

An answer ends with the end token or any token that holds a newline; padding on the left; float32."""
import json
import resource
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, prompts, out, batch = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
start = time.perf_counter()
tokenizer = AutoTokenizer.from_pretrained(folder)
tokenizer.padding_side = "left"
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
load = time.perf_counter() - start
items = [json.loads(line) for line in open(prompts, encoding="utf-8")]
newlines = sorted({i for token, i in tokenizer.get_vocab().items() if "Ċ" in token})


def answers(texts):
    inputs = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False)
    with torch.no_grad():
        ids = model.generate(**inputs, max_new_tokens=64, do_sample=False, pad_token_id=tokenizer.eos_token_id,
                             eos_token_id=[tokenizer.eos_token_id] + newlines)
    return [tokenizer.decode(row[inputs.input_ids.shape[1]:], skip_special_tokens=True) for row in ids]


answers([items[0]["prompt"]])
start = time.perf_counter()
texts = []
for i in range(0, len(items), batch):
    texts += answers([item["prompt"] for item in items[i:i + batch]])
seconds = time.perf_counter() - start
with open(out, "w", encoding="utf-8") as file:
    for item, text in zip(items, texts):
        file.write(json.dumps({"id": item["id"], "text": text}, ensure_ascii=False) + "\n")
print(json.dumps({"seconds": seconds, "load": load, "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
