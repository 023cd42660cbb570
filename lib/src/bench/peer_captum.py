"""Sentence removal with Captum's LLMAttribution, for attribution.py: MODEL_FOLDER SAMPLES OUT.

SAMPLES: one {"id", "before", "sentences", "after"} a line. OUT gets {"id", "target", "attribution"} a line: the drop of the
log-probability of the model's own answer, at most 25 tokens, for each sentence. float32."""
import json
import resource
import sys
import time

import torch
from captum.attr import FeatureAblation, LLMAttribution, TextTemplateInput
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, samples, out = sys.argv[1:4]
tokenizer = AutoTokenizer.from_pretrained(folder)
tokenizer.add_bos_token = False
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
attribution = LLMAttribution(FeatureAblation(model), tokenizer)
items = [json.loads(line) for line in open(samples, encoding="utf-8")]
found = []
start = time.perf_counter()
for item in items:
    def prompt(*sentences):
        return item["before"] + "".join(sentences) + item["after"]

    parts = TextTemplateInput(template=prompt, values=item["sentences"])
    with torch.no_grad():
        result = attribution.attribute(parts, gen_args={"max_new_tokens": 25, "do_sample": False}, use_cached_outputs=True,
                                       show_progress=False)
    target = tokenizer.convert_tokens_to_string(result.output_tokens).replace(tokenizer.eos_token, "")
    found.append((item["id"], target, result.seq_attr.flatten().tolist()))
seconds = (time.perf_counter() - start) / len(items)
with open(out, "w", encoding="utf-8") as file:
    for name, target, drops in found:
        file.write(json.dumps({"id": name, "target": target, "attribution": drops}, ensure_ascii=False) + "\n")
print(json.dumps({"samples": len(items), "seconds": seconds, "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
