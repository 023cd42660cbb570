"""Greedy answers with llama.cpp (llama-cpp-python), for speed.py: GGUF PROMPTS OUT THREADS.

The part that a prompt shares with the one before is not computed again (the library's own prefix reuse)."""
import json
import resource
import sys
import time

from llama_cpp import Llama

gguf, prompts, out, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
start = time.perf_counter()
model = Llama(model_path=gguf, n_ctx=4096, n_threads=threads, n_threads_batch=threads, verbose=False)
load = time.perf_counter() - start
items = [json.loads(line) for line in open(prompts, encoding="utf-8")]
ids = [model.tokenize(item["prompt"].encode(), add_bos=False, special=True) for item in items]
start = time.perf_counter()
texts = [model.create_completion(tokens, max_tokens=64, temperature=0, stop=["\n"])["choices"][0]["text"] for tokens in ids]
seconds = time.perf_counter() - start
with open(out, "w", encoding="utf-8") as file:
    for item, text in zip(items, texts):
        file.write(json.dumps({"id": item["id"], "text": text}, ensure_ascii=False) + "\n")
print(json.dumps({"seconds": seconds, "load": load, "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
