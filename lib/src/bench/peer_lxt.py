"""Relevance of every layer with LXT, for attribution.py: MODEL_FOLDER SAMPLES OUT. The first sample is run once as warm-up.

SAMPLES: one {"id", "prompt"} a line. OUT gets {"id", "ids", "relevance"} a line: a row for each layer's output. float32."""
import json
import resource
import sys
import time

import torch
from lxt.efficient import monkey_patch
from transformers import AutoTokenizer
from transformers.models.llama import modeling_llama

monkey_patch(modeling_llama, verbose=False)
folder, samples, out = sys.argv[1:4]
tokenizer = AutoTokenizer.from_pretrained(folder)
model = modeling_llama.LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval().requires_grad_(False)
items = [json.loads(line) for line in open(samples, encoding="utf-8")]
ids = [tokenizer(item["prompt"], return_tensors="pt", add_special_tokens=False).input_ids for item in items]


def relevance(tokens):
    outputs = []

    def keep(module, inputs, output):
        hidden = output if torch.is_tensor(output) else output[0]
        hidden.retain_grad()
        outputs.append(hidden)

    hooks = [layer.register_forward_hook(keep) for layer in model.model.layers]
    embedded = model.get_input_embeddings()(tokens).requires_grad_()
    model(inputs_embeds=embedded, use_cache=False, logits_to_keep=1).logits[0, -1].max().backward()
    for hook in hooks:
        hook.remove()
    return torch.stack([(hidden * hidden.grad).sum(-1)[0] for hidden in outputs]).detach()


relevance(ids[0])
start = time.perf_counter()
rows = [relevance(tokens) for tokens in ids]
seconds = (time.perf_counter() - start) / len(ids)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(out, "w", encoding="utf-8") as file:
    for item, tokens, found in zip(items, ids, rows):
        file.write(json.dumps({"id": item["id"], "ids": tokens[0].tolist(), "relevance": found.tolist()}) + "\n")
print(json.dumps({"samples": len(ids), "tokens": sum(t.shape[1] for t in ids), "seconds": seconds, "peak_kb": peak}))
