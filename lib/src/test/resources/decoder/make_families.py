"""Writes one tiny random checkpoint per case, with what the reference computes for it.

Tools: transformers 4.56.2, torch 2.7.1 (CPU, eager attention), gguf 0.19.0, safetensors, Python 3.11.
Command, in this folder: python make_families.py [case ...]

A folder holds a checkpoint (config.json with model.safetensors or shards, model*.gguf, or both) and expected.json:
  ids           the prompt
  float32, float64   logits after the last id; hidden[p] = h_0 ... h_L at position p, h_0 after the embedding scale, h_l the
                output of layer l before the final norm. 9 and 13 significant digits.
  top, top_logit     per position the likeliest token and its float64 logit
  continuation  the next tokens, greedily; margin is the smallest lead among them
float64 means every step: the reference's own casts to float32 (norms, softmax, rotary, router) are lifted to float64 too.
A seed counts only if float32 and float64 agree, the continuation is varied and has clear leads, attention is neither flat
nor frozen, and every change listed under `matters` moves the logits by 1 %.

Conventions of the reference
- Window: position i sees j when i - j < sliding_window. Qwen2: layers from max_window_layers on, only if use_sliding_window.
  Gemma 2: layers 0, 2, ... have the window; Gemma 3: all but every sixth. Older files lack layer_types and say
  nothing or sliding_window_pattern.
- Gemma: norm weight is 1 + w, embeddings times sqrt(hidden), score scale query_pre_attn_scalar^-0.5. Gemma 3: windowed layers
  turn by rope_local_base_freq without scaling, the others by rope_theta with it; q/k norms are 1 + w too.
- YaRN: cos and sin times 0.1 ln(factor) + 1, or, with mscale and mscale_all_dim, times the ratio of 0.1 m ln(factor) + 1.
  original_max_position_embeddings missing means max_position_embeddings.
- DeepSeek-V2: rotary pairs are (2i, 2i+1) of the last qk_rope_head_dim values of a head; q_a and kv_a norms have epsilon 1e-6
  whatever the config says; the yarn dimension is qk_rope_head_dim; group score is the group's best expert.
- DeepSeek-V2, where this release differs from the authors' published code: (1) the authors multiply the score scale by
  (0.1 mscale_all_dim ln(factor) + 1)^2, 1.59 for the Lite model; this release does not, later ones do (pull request 47435 of
  July 2026) and so does llama.cpp. A config.json that names the authors' code (auto_map) is recorded as they
  compute, and so are GGUF files; one saved by this release as it computes. (2) The authors, with norm_topk_prob, divide
  the chosen weights by their sum and leave routed_scaling_factor out; this release ignores norm_topk_prob. Every published V2
  config says false. Recorded as this release does it.

The GGUF files beside them are written by gguf_twins.py, which says how.
"""

import copy
import json
import math
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import safetensors.torch
import torch
import transformers as tf
from torch.overrides import TorchFunctionMode
from transformers.modeling_gguf_pytorch_utils import load_gguf_checkpoint

from gguf_twins import write_gguf

HERE = Path(__file__).parent
STEPS = 12


@dataclass
class Case:
    model: type
    config: dict
    matters: list = field(default_factory=list)  # changes of the config that must show in the logits
    stored: torch.dtype = torch.float32  # of safetensors; weights are rounded to it before anything is computed
    length: int = 24
    dropped: tuple = ()  # keys config.json does not have, as in older files
    written: dict = field(default_factory=dict)  # keys config.json has besides
    shard: str = "1GB"
    ggufs: dict = field(default_factory=dict)  # file name -> type of matrices
    folder: bool = True  # whether there is a transformers checkpoint
    authors: bool = False  # whether DeepSeek-V2's scores are scaled as its authors do
    weights_of: str = ""  # another case whose weights these are


SMALL = dict(vocab_size=64, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=128, rope_theta=1000.0, rms_norm_eps=1e-5,
             bos_token_id=1, eos_token_id=2, pad_token_id=0, tie_word_embeddings=False)
LLAMA3_ROPE = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                   original_max_position_embeddings=32)
GEMMA2 = SMALL | dict(num_hidden_layers=3, rope_theta=10000.0, head_dim=8, num_attention_heads=2, num_key_value_heads=1,
                      query_pre_attn_scalar=8, sliding_window=4, attn_logit_softcapping=3.0, final_logit_softcapping=2.0,
                      hidden_activation="gelu_pytorch_tanh", tie_word_embeddings=True)
GEMMA3 = SMALL | dict(num_hidden_layers=7, intermediate_size=16, head_dim=8, num_attention_heads=2, num_key_value_heads=1,
                      query_pre_attn_scalar=8, sliding_window=4, rope_theta=1e6, rope_local_base_freq=1e4,
                      rope_scaling=dict(rope_type="linear", factor=8.0), tie_word_embeddings=True)
DEEPSEEK = SMALL | dict(num_hidden_layers=3, num_attention_heads=2, num_key_value_heads=2, q_lora_rank=8, kv_lora_rank=8,
                        qk_nope_head_dim=4, qk_rope_head_dim=8, v_head_dim=6, rms_norm_eps=1e-3, n_routed_experts=8,
                        num_experts_per_tok=3, n_shared_experts=2, moe_intermediate_size=4, first_k_dense_replace=1,
                        topk_method="group_limited_greedy", n_group=4, topk_group=2, routed_scaling_factor=2.5,
                        norm_topk_prob=False, rope_theta=100.0,
                        rope_scaling=dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=8, beta_fast=4,
                                          beta_slow=0.25, mscale=1.0, mscale_all_dim=0.8))
PLAIN_ROPE = dict(rope_scaling=None)

CASES = {
    "llama2": Case(tf.LlamaForCausalLM, SMALL | dict(num_key_value_heads=4, rope_theta=10000.0), [dict(rms_norm_eps=0.1)],
                   stored=torch.float16, dropped=("rope_theta", "head_dim", "attention_bias", "mlp_bias"),
                   ggufs={"model.gguf": "F32"}),
    "llama3": Case(tf.LlamaForCausalLM, SMALL | dict(tie_word_embeddings=True), [dict(rope_theta=10000.0)]),
    "llama31": Case(tf.LlamaForCausalLM, SMALL | dict(
        num_attention_heads=2, num_key_value_heads=1, rope_theta=100.0, rope_scaling=LLAMA3_ROPE, tie_word_embeddings=True),
        [PLAIN_ROPE], length=40, ggufs={"model.gguf": "F32"}),
    "llama_linear": Case(tf.LlamaForCausalLM, SMALL | dict(rope_scaling=dict(rope_type="linear", factor=4.0)), [PLAIN_ROPE],
                         dropped=("rope_scaling",), written=dict(rope_scaling=dict(type="linear", factor=4.0))),
    "llama_bias": Case(tf.LlamaForCausalLM, SMALL | dict(attention_bias=True, mlp_bias=True),
                       [dict(attention_bias=False), dict(mlp_bias=False)]),
    "llama_bf16": Case(tf.LlamaForCausalLM, SMALL, stored=torch.bfloat16),
    "llama_f16": Case(tf.LlamaForCausalLM, SMALL, stored=torch.float16),
    "llama_sharded": Case(tf.LlamaForCausalLM, SMALL, shard="10KB"),
    "mistral01": Case(tf.MistralForCausalLM, SMALL | dict(sliding_window=5), [dict(sliding_window=None)],
                      dropped=("head_dim",)),
    "mistral03": Case(tf.MistralForCausalLM, SMALL | dict(sliding_window=None, head_dim=6), []),
    "qwen15": Case(tf.Qwen2ForCausalLM, SMALL | dict(num_key_value_heads=4), [], dropped=("layer_types",),
                   written=dict(use_sliding_window=False, sliding_window=6, max_window_layers=1)),
    "qwen2": Case(tf.Qwen2ForCausalLM, SMALL | dict(tie_word_embeddings=True), stored=torch.float16,
                  ggufs={"model.gguf": "F16"}),
    "qwen2_window": Case(tf.Qwen2ForCausalLM, SMALL | dict(use_sliding_window=True, max_window_layers=1, sliding_window=6,
                                                           num_hidden_layers=3), [dict(use_sliding_window=False),
                                                                                  dict(max_window_layers=0)]),
    "qwen25_yarn": Case(tf.Qwen2ForCausalLM, SMALL | dict(
        num_attention_heads=2, num_key_value_heads=1, rope_theta=10.0, rope_scaling=dict(
        rope_type="yarn", factor=4.0, original_max_position_embeddings=64)), [PLAIN_ROPE], length=40,
        dropped=("rope_scaling",), written=dict(rope_scaling=dict(type="yarn", factor=4.0,
                                                                  original_max_position_embeddings=64))),
    "qwen3": Case(tf.Qwen3ForCausalLM, SMALL | dict(head_dim=8), [], stored=torch.bfloat16, ggufs={"model.gguf": "F32"}),
    "gemma2": Case(tf.Gemma2ForCausalLM, GEMMA2 | dict(query_pre_attn_scalar=5),
                   [dict(attn_logit_softcapping=None), dict(final_logit_softcapping=None), dict(sliding_window=99),
                    dict(query_pre_attn_scalar=8),
                    dict(layer_types=["full_attention", "sliding_attention", "full_attention"])]),
    "gemma2_gguf": Case(tf.Gemma2ForCausalLM, GEMMA2, stored=torch.bfloat16, ggufs={"model.gguf": "BF16"}, folder=False),
    "gemma3": Case(tf.Gemma3ForCausalLM, GEMMA3 | dict(
        num_attention_heads=8, num_key_value_heads=4, head_dim=4, query_pre_attn_scalar=3, rope_theta=50.0,
        rope_local_base_freq=5.0, rope_scaling=dict(rope_type="linear", factor=2.0)),
        [PLAIN_ROPE, dict(rope_local_base_freq=50.0), dict(sliding_window=99), dict(query_pre_attn_scalar=4)],
        stored=torch.bfloat16),
    "gemma3_wrapped": Case(tf.Gemma3ForCausalLM, dict(
        vocab_size=64, hidden_size=16, intermediate_size=16, num_hidden_layers=7, head_dim=4, query_pre_attn_scalar=4,
        sliding_window=4, rope_scaling=dict(rope_type="linear", factor=8.0)), stored=torch.bfloat16, weights_of="gemma3"),
    "gemma3_gguf": Case(tf.Gemma3ForCausalLM, GEMMA3, stored=torch.bfloat16, ggufs={"model.gguf": "BF16"}, folder=False),
    "deepseek2": Case(tf.DeepseekV2ForCausalLM, DEEPSEEK | dict(norm_topk_prob=True), [
        PLAIN_ROPE, dict(rope_scaling=DEEPSEEK["rope_scaling"] | dict(mscale=0.8)), dict(routed_scaling_factor=1.0),
        dict(topk_method="greedy"), dict(topk_group=1)], length=32),
    "deepseek2_lite": Case(tf.DeepseekV2ForCausalLM, DEEPSEEK | dict(
        q_lora_rank=None, topk_method="greedy", n_group=1, topk_group=1, routed_scaling_factor=1.0,
        rope_scaling=DEEPSEEK["rope_scaling"] | dict(mscale=0.707, mscale_all_dim=0.707)), [PLAIN_ROPE], length=32,
        dropped=("head_dim", "rope_scaling", "mlp_bias"), authors=True, written=dict(
            auto_map=dict(AutoModelForCausalLM="modeling_deepseek.DeepseekV2ForCausalLM"),
            scoring_func="softmax", moe_layer_freq=1, rope_scaling=dict(
                type="yarn", factor=4.0, original_max_position_embeddings=8, beta_fast=4, beta_slow=0.25, mscale=0.707,
                mscale_all_dim=0.707))),
    "deepseek2_gguf": Case(tf.DeepseekV2ForCausalLM, DEEPSEEK | dict(rope_scaling=DEEPSEEK["rope_scaling"] | dict(mscale=0.8)),
                           length=32, stored=torch.float16, authors=True, ggufs={"model.gguf": "F32", "model-old.gguf": "F16"}, folder=False),
}


class Float64(TorchFunctionMode):
    """Lifts every cast to float32 to float64, and refuses a float32 result."""

    def __torch_function__(self, function, types, args=(), kwargs=None):
        def lift(value):
            return torch.float64 if value is torch.float32 else value

        if function is torch.Tensor.float:
            function = torch.Tensor.double
        result = function(*map(lift, args), **{key: lift(value) for key, value in (kwargs or {}).items()})
        if isinstance(result, torch.Tensor) and result.dtype == torch.float32:
            raise AssertionError(f"{function} left float64")
        return result

    def __enter__(self):
        torch.set_default_dtype(torch.float64)
        return super().__enter__()

    def __exit__(self, *exception):
        torch.set_default_dtype(torch.float32)
        return super().__exit__(*exception)


class Float32:
    """The reference as it is."""

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None


def authors_scale(case, model):
    """Multiplies DeepSeek-V2's score scale as its authors do, where the case says so; see the top."""
    scaling = model.config.rope_scaling if case.authors else None
    if scaling and scaling.get("mscale_all_dim"):
        for layer in model.model.layers:
            layer.self_attn.scaling *= (0.1 * scaling["mscale_all_dim"] * math.log(scaling["factor"]) + 1) ** 2
    return model


def build(case, weights, mode, **changes):
    """The reference model with given weights; call it inside the same mode."""
    config = case.model.config_class(**copy.deepcopy(case.config | changes))
    config._attn_implementation = "eager"
    with mode():
        model = authors_scale(case, case.model(config))
        known = model.state_dict()
        model.load_state_dict({name: value.to(known[name].dtype) for name, value in weights.items() if name in known},
                              strict=False)
    return model.eval()


def random_weights(case, seed):
    """Weights by parameter name, spread so that attention is peaky, rounded to the stored type."""
    generator = torch.Generator().manual_seed(seed)
    weights = {}
    gemma = "Gemma" in case.model.__name__
    for name, parameter in build(case, {}, Float32).named_parameters():
        value = torch.randn(parameter.shape, generator=generator)
        if "norm" in name:
            narrow = name.endswith(("q_norm.weight", "k_norm.weight"))
            value = value * 0.3 + (0.6 if narrow else 0.0) + (0.0 if gemma else 1.0)
        elif name.endswith("bias"):
            value = value * 0.5
        elif "embed_tokens" in name:
            value = value * (0.4 if gemma else 1.0)
        else:
            gain = 2.0 if any(part in name for part in ("q_", "k_proj", "kv_", "lm_head", "gate.weight")) else 1.3
            value = value * gain / math.sqrt(parameter.shape[-1])
        weights[name] = value.to(case.stored).float()
    return weights


@torch.no_grad()
def run(model, mode, ids):
    """Logits (T, V), hidden states (L + 1, T, E) before the final norm, and the mean of the largest attention weight."""
    hidden = []
    layers = model.model.layers
    hooks = [layers[0].register_forward_pre_hook(lambda _, args: hidden.append(args[0][0]))]
    for layer in layers:
        hooks.append(layer.register_forward_hook(
            lambda _, args, out: hidden.append((out[0] if isinstance(out, tuple) else out)[0])))
    with mode():
        out = model(torch.tensor([ids]), use_cache=False, output_attentions=True)
    for hook in hooks:
        hook.remove()
    peak = torch.stack([a[0, :, 4:].max(-1).values.mean() for a in out.attentions]).mean()
    return out.logits[0], torch.stack(hidden), float(peak)


def continuation(model, mode, ids):
    """Greedy tokens without a cache, and the smallest lead."""
    ids, lead = list(ids), math.inf
    for _ in range(STEPS):
        best = run(model, mode, ids)[0][-1].topk(2)
        lead = min(lead, float(best.values[0] - best.values[1]))
        ids.append(int(best.indices[0]))
    return ids[-STEPS:], lead


def distance(a, b):
    return float((a.double() - b.double()).abs().max() / b.double().abs().max())


def candidate(case, weights, seed):
    """Everything expected of a seed, or the reason why it does not do."""
    ids = torch.randint(3, case.config["vocab_size"], (case.length,), generator=torch.Generator().manual_seed(seed)).tolist()
    single, double = build(case, weights, Float32), build(case, weights, Float64)
    logits32, hidden32, _ = run(single, Float32, ids)
    logits64, hidden64, peak = run(double, Float64, ids)
    apart = max(distance(logits32, logits64), distance(hidden32, hidden64))
    if apart > 5e-6:
        return f"float32 is {apart:.1e} away"
    if not 0.3 < peak < 0.93:
        return f"attention peaks at {peak:.2f}"
    for change in case.matters:
        moved = distance(run(build(case, weights, Float64, **change), Float64, ids)[0][-1], logits64[-1])
        if moved < 0.01:
            return f"{change} moves logits by {moved:.1e} only"
    tokens, lead = continuation(double, Float64, ids)
    if lead < 3e-3 * float(logits64[-1].abs().max()) or len(set(tokens)) < 5:
        return f"continuation {tokens} with lead {lead:.1e}"
    if continuation(single, Float32, ids)[0] != tokens:
        return "float32 continues differently"
    print(f"  seed {seed}: float32 {apart:.1e} away, attention peaks at {peak:.2f}, lead {lead:.3f}")
    top = logits64.max(-1)
    return dict(ids=ids, float32=recorded(logits32, hidden32, 9), float64=recorded(logits64, hidden64, 13),
                top=top.indices.tolist(), top_logit=rounded(top.values, 13), continuation=tokens, margin=round(lead, 6))


def rounded(values, digits):
    return [float(f"{value:.{digits - 1}e}") for value in values.tolist()]


def recorded(logits, hidden, digits):
    last = hidden.shape[1] - 1
    return dict(logits=rounded(logits[-1], digits),
                hidden={position: [rounded(layer[position], digits) for layer in hidden] for position in (3, last)})


# --- files -----------------------------------------------------------------------------------------------------------------

def write_folder(folder, case, weights):
    model = build(case, weights, Float32).to(case.stored)
    model.save_pretrained(folder, max_shard_size=case.shard)
    (folder / "generation_config.json").unlink()
    path = folder / "config.json"
    config = json.loads(path.read_text())
    config = {key: value for key, value in config.items() if key not in case.dropped} | case.written
    path.write_text(json.dumps(config, indent=2) + "\n")


def write_wrapped(folder, case, weights):
    """The multimodal layout of the hub: other names, other tensors besides, and only what differs from the class's defaults."""
    generator = torch.Generator().manual_seed(0)
    tensors = {"language_model." + name: value for name, value in weights.items()}
    vision = "vision_tower.vision_model."
    for name, shape in {vision + "embeddings.patch_embedding.weight": (8, 3, 2, 2), vision + "post_layernorm.weight": (8,),
                        vision + "encoder.layers.0.self_attn.q_proj.weight": (8, 8),
                        vision + "encoder.layers.0.mlp.fc1.bias": (8,),
                        "multi_modal_projector.mm_input_projection_weight": (8, 16)}.items():
        tensors[name] = torch.randn(shape, generator=generator)
    tensors = {name: value.to(case.stored).contiguous() for name, value in tensors.items()}
    safetensors.torch.save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    config = dict(architectures=["Gemma3ForConditionalGeneration"], boi_token_index=61, eoi_token_index=62, eos_token_id=[1, 5],
                  image_token_index=63, initializer_range=0.02, mm_tokens_per_image=4, model_type="gemma3",
                  text_config=case.config | dict(model_type="gemma3_text"), torch_dtype="bfloat16",
                  vision_config=dict(hidden_size=8, image_size=4, intermediate_size=8, model_type="siglip_vision_model",
                                     num_attention_heads=2, num_hidden_layers=1, patch_size=2, vision_use_head=False))
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def check_folder(folder, case, expected):
    """The files, read by the reference, give what was recorded."""
    if case.weights_of:
        text = tf.AutoConfig.from_pretrained(folder).text_config
        text._attn_implementation = "eager"
        model = case.model(text)
        tensors = safetensors.torch.load_file(folder / "model.safetensors")
        lost = model.load_state_dict({name.removeprefix("language_model."): value.float() for name, value in tensors.items()
                                      if name.startswith("language_model.")}, strict=False)
        assert lost.missing_keys == ["lm_head.weight"] and not lost.unexpected_keys, lost
    else:
        model = authors_scale(case, case.model.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager"))
    logits = run(model.eval(), Float32, expected["ids"])[0][-1]
    assert distance(logits, torch.tensor(expected["float32"]["logits"])) < 1e-7, folder
    sizes = sorted(file.name for file in folder.glob("*.safetensors"))
    print(f"  read back by transformers: {', '.join(sizes)}")


def check_gguf(path, case, weights, expected):
    """transformers reads the tensors back as they were, where it knows the architecture."""
    if case.model is tf.DeepseekV2ForCausalLM:
        return
    read = load_gguf_checkpoint(str(path), return_tensors=True, model_to_load=build(case, weights, Float32))
    assert read["tensors"].keys() >= weights.keys(), weights.keys() - read["tensors"].keys()
    logits = run(build(case, read["tensors"], Float32), Float32, expected["ids"])[0][-1]
    apart = distance(logits, torch.tensor(expected["float32"]["logits"]))
    assert apart < 1e-6, (path, apart)
    print(f"  read back by transformers: {path.name}, {apart:.1e} away")


def make(name):
    case = CASES[name]
    print(name)
    for seed in range(400):
        weights = random_weights(CASES[case.weights_of] if case.weights_of else case, chosen(case.weights_of, seed))
        expected = candidate(case, weights, seed)
        if not isinstance(expected, str):
            break
        if "-v" in sys.argv:
            print(f"  seed {seed}: {expected}")
    else:
        sys.exit(f"no seed does for {name}: {expected}")
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    tools = dict(torch=torch.__version__, transformers=tf.__version__, command=f"python make_families.py {name}", seed=seed)
    (folder / "expected.json").write_text(json.dumps(dict(tools=tools) | expected, separators=(",", ":")) + "\n")
    if case.folder:
        (write_wrapped if case.weights_of else write_folder)(folder, case, weights)
        check_folder(folder, case, expected)
    for file, matrices in case.ggufs.items():
        config = case.model.config_class(**copy.deepcopy(case.config))
        write_gguf(folder / file, config, "head_dim" in case.config, weights, matrices)
        check_gguf(folder / file, case, weights, expected)
    print(f"  {sum(file.stat().st_size for file in folder.iterdir()) / 1000:.0f} kB")


def chosen(name, seed):
    """The seed of another case's weights, or this one's own."""
    return json.loads((HERE / name / "expected.json").read_text())["tools"]["seed"] if name else seed


if __name__ == "__main__":
    tf.logging.set_verbosity_error()
    for wanted in [argument for argument in sys.argv[1:] if argument != "-v"] or CASES:
        make(wanted)
