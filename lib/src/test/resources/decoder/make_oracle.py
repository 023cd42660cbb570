"""Adds oracle.json (log-probabilities of a continuation with parts of the prompt removed or masked) to some folders.

Tools: transformers 4.56.2, torch 2.7.1 (CPU, eager attention, float32), Python 3.11.
Command, in this folder: python make_oracle.py   (after make_families.py)

prompt: the ids of expected.json; continuation: its first tokens, one replaced so that not all are the likeliest; segments:
token ranges of the prompt. whole[i]: natural log-probability of the i-th token of the continuation, teacher-forced, from
float64 log-softmax of the logits. delete[s]: the same with segment s taken out of the ids. mask[s]: with the segment's columns
masked for every later token (attention_mask 0) and position_ids unchanged.
"""

import json
from pathlib import Path

import torch
import transformers as tf

HERE = Path(__file__).parent
SEGMENTS = [(3, 8), (8, 13), (13, 19)]


def scores(model, prompt, continuation, hidden=None):
    ids = torch.tensor([prompt + continuation[:-1]])
    mask = torch.ones_like(ids)
    if hidden:
        mask[0, hidden[0] : hidden[1]] = 0
    positions = torch.arange(ids.shape[1])[None]
    with torch.no_grad():
        logits = model(ids, attention_mask=mask, position_ids=positions, use_cache=False).logits[0]
    logs = torch.log_softmax(logits[len(prompt) - 1 :].double(), -1)
    return [float(f"{logs[i, token]:.8e}") for i, token in enumerate(continuation)]


for name in ["llama3", "qwen2", "gemma2", "gemma3", "mistral01", "deepseek2"]:
    expected = json.loads((HERE / name / "expected.json").read_text())
    model = tf.AutoModelForCausalLM.from_pretrained(HERE / name, dtype=torch.float32, attn_implementation="eager").eval()
    prompt, continuation = expected["ids"], expected["continuation"][:5]
    with torch.no_grad():
        logits = model(torch.tensor([prompt]), use_cache=False).logits[0, -1]
    best = torch.tensor(expected["float32"]["logits"])
    assert (logits - best).abs().max() < 1e-4 * best.abs().max(), name
    continuation[2] = (continuation[2] + 7) % len(best)
    facts = dict(
        tools=dict(torch=torch.__version__, transformers=tf.__version__, command="python make_oracle.py"),
        prompt=prompt, continuation=continuation, segments=SEGMENTS,
        whole=scores(model, prompt, continuation),
        delete=[scores(model, prompt[:a] + prompt[b:], continuation) for a, b in SEGMENTS],
        mask=[scores(model, prompt, continuation, segment) for segment in SEGMENTS])
    (HERE / name / "oracle.json").write_text(json.dumps(facts, separators=(",", ":")) + "\n")
    print(name, facts["whole"])
