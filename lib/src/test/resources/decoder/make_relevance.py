"""Adds relevance.json (AttnLRP, gradient form) to some folders of make_families.py.

Tools: LXT 2.1 (its efficient rules), transformers 4.56.2, torch 2.7.1 (CPU, eager attention), Python 3.11.
Command, in this folder: python make_relevance.py   (after make_families.py)

relevance.json: target, the likeliest token after the prompt of expected.json; logit, its logit; relevance[l][t], the sum over
the width of h_l times the gradient of the logit to h_l, for l = 0 ... L and every token t, h_L before the final norm. All in
float64, 13 significant digits; nothing is normalised.

llama3, qwen2, qwen3, gemma3: LXT's own numbers. For the rest LXT has no rules; theirs come from the rules written below, which
must first give LXT's numbers on those four to 1e-6 of the largest value of a layer (agreement, recorded). What remains there
is LXT's division by x + 1e-10 where these rules have the exact factor.

Rules: a norm's factor is constant (q/k norms, latent norms and Gemma's post-norms too); an activation f(x) is x times the
constant f(x) / x; gate times up passes half; attention passes a quarter to q and to k where they enter it (after norm and
rotary) and half to v; a soft-cap is an activation; a routed expert's output times its router weight passes half to each; which
experts are chosen is constant. All else is the plain gradient. Gemma 2's logit is the capped one.
"""

import contextlib
import json
import math
import subprocess
import sys

import lxt.efficient
import torch
import torch.nn.functional as F
import transformers as tf
from transformers.models.deepseek_v2 import modeling_deepseek_v2 as deepseek2
from transformers.models.gemma2 import modeling_gemma2 as gemma2
from transformers.models.gemma3 import modeling_gemma3 as gemma3
from transformers.models.llama import modeling_llama as llama
from transformers.models.mistral import modeling_mistral as mistral
from transformers.models.qwen2 import modeling_qwen2 as qwen2
from transformers.models.qwen3 import modeling_qwen3 as qwen3

from make_families import CASES, HERE, Float64, build, chosen, random_weights, rounded

WITH_LXT = {"llama3": llama, "qwen2": qwen2, "qwen3": qwen3, "gemma3": gemma3}
OWN_ONLY = {"mistral01": mistral, "llama_bias": llama, "gemma2": gemma2, "deepseek2": deepseek2, "deepseek2_lite": deepseek2}


def passing(value, share):
    """The value itself; its gradient times a share."""
    return value.detach() + (value - value.detach()) * share


def times_constant(value, factor, result):
    """The result, whose gradient is that of value times a constant factor."""
    return result.detach() + (value - value.detach()) * factor.detach()


def activation(name, x):
    if name == "silu":
        factor = torch.sigmoid(x)
    elif name == "gelu_pytorch_tanh":
        factor = 0.5 * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    else:
        raise ValueError(name)
    return times_constant(x, factor, x * factor)


def soft_cap(x, cap):
    u = x / cap
    factor = torch.where(u == 0, torch.ones_like(u), torch.tanh(u) / torch.where(u == 0, 1.0, u))
    return times_constant(x, factor, cap * torch.tanh(u))


def norm(self, x):
    epsilon = self.eps if hasattr(self, "eps") else self.variance_epsilon
    weight = 1 + self.weight if "Gemma" in type(self).__name__ else self.weight
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon).detach() * weight


def mlp(self, x):
    name = getattr(self.config, "hidden_activation", None) or self.config.hidden_act
    return self.down_proj(passing(activation(name, self.gate_proj(x)) * self.up_proj(x), 0.5))


def attention(module, query, key, value, mask, scaling, softcap=None, **_):
    group = query.shape[1] // key.shape[1]
    query, key, value = passing(query, 0.25), passing(key, 0.25), passing(value, 0.5)
    scores = query @ key.repeat_interleave(group, 1).transpose(2, 3) * scaling
    if softcap is not None:
        scores = soft_cap(scores, softcap)
    weights = F.softmax(scores + mask, -1)
    return (weights @ value.repeat_interleave(group, 1)).transpose(1, 2), weights


def experts(self, x, chosen_experts, weights):
    out = torch.zeros_like(x)
    for token in range(len(x)):
        for expert, weight in zip(chosen_experts[token], weights[token]):
            row = torch.zeros_like(x)
            row[token] = 1
            out = out + row * passing(self.experts[int(expert)](x[token]) * weight, 0.5)
    return out


@contextlib.contextmanager
def own_rules(module):
    """The reference's modules with the rules above."""
    changes = [(module, "eager_attention_forward", attention)]
    for name, kind in vars(module).items():
        if isinstance(kind, type) and kind.__module__ == module.__name__:
            for ending, rule in {"RMSNorm": ("forward", norm), "MLP": ("forward", mlp), "MoE": ("moe", experts)}.items():
                if name.endswith(ending):
                    changes.append((kind, *rule))
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
    for owner, name, rule in changes:
        setattr(owner, name, rule)
    yield
    for owner, name, rule in before:
        setattr(owner, name, rule)


def relevance(name):
    """Target, logit and relevance (L + 1, T) with whatever rules are in force."""
    case = CASES[name]
    expected = json.loads((HERE / name / "expected.json").read_text())
    model = build(case, random_weights(case, chosen(name, 0)), Float64, **(
        dict(final_logit_softcapping=None) if case.config.get("final_logit_softcapping") else {}))
    hidden = []

    def keep(value):
        value.requires_grad_() if value.is_leaf else None
        value.retain_grad()
        hidden.append(value)

    layers = model.model.layers
    layers[0].register_forward_pre_hook(lambda _, args: keep(args[0]))
    for layer in layers:
        layer.register_forward_hook(lambda _, args, out: keep(out[0] if isinstance(out, tuple) else out))
    with Float64():
        logits = model(torch.tensor([expected["ids"]]), use_cache=False).logits[0, -1]
        if case.config.get("final_logit_softcapping"):
            logits = soft_cap(logits, torch.tensor(case.config["final_logit_softcapping"]))
    best = torch.tensor(expected["float64"]["logits"], dtype=torch.float64)
    assert (logits - best).abs().max() < 1e-10 * best.abs().max(), "the rules changed the forward pass"
    target = int(best.argmax())
    logits[target].backward()
    return target, float(logits[target].detach()), torch.stack([(h * h.grad).sum(-1)[0] for h in hidden]).detach()


def record(name):
    tools = dict(torch=torch.__version__, transformers=tf.__version__, command="python make_relevance.py")
    with own_rules((WITH_LXT | OWN_ONLY)[name]):
        target, logit, values = relevance(name)
    if name in WITH_LXT:
        tools["lxt"] = "2.1"
        lxt.efficient.monkey_patch(WITH_LXT[name])
        target, logit, theirs = relevance(name)
        apart = float(((values - theirs).abs().amax(1) / theirs.abs().amax(1)).max())
        assert apart < 1e-6, (name, apart)
        tools["agreement"], values = float(f"{apart:.1e}"), theirs
    assert values[-1, :-1].abs().max() == 0 and abs(values[-1, -1]) > 0, "h_L is explained by the last position alone"
    facts = dict(tools=tools, target=target, logit=rounded(torch.tensor([logit], dtype=torch.float64), 13)[0],
                 relevance=[rounded(row, 13) for row in values])
    (HERE / name / "relevance.json").write_text(json.dumps(facts, separators=(",", ":")) + "\n")
    print(name, "agreement with LXT", tools.get("agreement", "not applicable"),
          "share of the logit at h_0", round(float(values[0].sum()) / logit, 3))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        tf.logging.set_verbosity_error()
        record(sys.argv[1])
    else:  # a process each: LXT's rules cannot be taken back
        for wanted in WITH_LXT | OWN_ONLY:
            subprocess.run([sys.executable, __file__, wanted], check=True)
