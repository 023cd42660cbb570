"""Writes the GGUF files of make_families.py as the converter of llama.cpp does (package gguf 0.19.0).

Conventions
- llama: rows of q and k, biases too, go from (2, D/2) to (D/2, 2) per head, so pairs are neighbours; qwen, gemma: untouched,
  pairs are (i, i + D/2); deepseek2: untouched, pairs are neighbours from the start.
- Gemma norms are stored as 1 + w; norms, biases and routers stay F32 whatever the file's type. A tied head is left out.
- llama3 scaling is a tensor rope_freqs.weight of divisors per pair; linear and yarn are keys rope.scaling.*.
- Not in the file: query_pre_attn_scalar (head size is used; 27B models: hidden / heads), Mistral's and Qwen's window,
  the local rotary base of Gemma 3 in files before 2026 (10000), rope.scaling of Gemma 3 is for full layers only,
  the ratio of mscale to mscale_all_dim (taken as 1). The activation follows from the architecture.
- key_length and value_length come only where the config has head_dim, vocab_size only for llama and deepseek2.
- deepseek2: experts are stacked, ffn_*_exps (experts, out, in); shared experts are one ffn_*_shexp. Newer files split kv_b into
  attn_k_b (heads, kv_lora, nope: transposed) and attn_v_b (heads, v, kv_lora), have head_count_kv 1, key_length kv_lora + rope,
  value_length kv_lora and a head's sizes under key_length_mla and value_length_mla. Older ones hold attn_kv_b, head_count_kv =
  heads and a head's sizes under key_length and value_length. yarn_log_multiplier is 0.1 mscale_all_dim.
"""

import gguf
import numpy as np
import torch
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

ARCHITECTURES = {"llama": gguf.MODEL_ARCH.LLAMA, "qwen2": gguf.MODEL_ARCH.QWEN2, "qwen3": gguf.MODEL_ARCH.QWEN3,
                 "gemma2": gguf.MODEL_ARCH.GEMMA2, "gemma3_text": gguf.MODEL_ARCH.GEMMA3,
                 "deepseek_v2": gguf.MODEL_ARCH.DEEPSEEK2}


def write_gguf(path, config, head_dim_given, weights, matrices):
    """Writes weights (transformers' names) as a file whose matrices have the given type: F32, F16 or BF16."""
    architecture = ARCHITECTURES[config.model_type]
    writer = gguf.GGUFWriter(str(path), gguf.MODEL_ARCH_NAMES[architecture])
    writer.add_name("tiny")
    old = path.stem.endswith("old")
    common_keys(writer, config, matrices)
    if config.model_type == "deepseek_v2":
        deepseek_keys(writer, config, old)
    elif head_dim_given:
        writer.add_key_length(config.head_dim)
        writer.add_value_length(config.head_dim)
    names = gguf.get_tensor_name_map(architecture, config.num_hidden_layers)
    for name, value in gguf_tensors(config, weights, old):
        stem, _, suffix = name.rpartition(".")
        target = name if name == "rope_freqs.weight" else f"{names.get_name(stem)}.{suffix}"
        assert not target.startswith("None"), name
        plain = value.dim() == 1 or "ffn_gate_inp" in target
        kind = gguf.GGMLQuantizationType["F32" if plain else matrices]
        data = value.contiguous().numpy().astype(np.float32)
        writer.add_tensor(target, data if kind.name == "F32" else gguf.quantize(data, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def common_keys(writer, config, matrices):
    writer.add_file_type(gguf.LlamaFileType[{"F32": "ALL_F32", "F16": "MOSTLY_F16", "BF16": "MOSTLY_BF16"}[matrices]])
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    if config.model_type != "deepseek_v2":
        writer.add_head_count_kv(config.num_key_value_heads)
    if config.model_type != "gemma2":  # its converter writes no base: 10000
        writer.add_rope_freq_base(config.rope_theta)
    if config.model_type in ("llama", "deepseek_v2"):
        writer.add_vocab_size(config.vocab_size)
    if config.model_type == "llama":
        writer.add_rope_dimension_count(config.hidden_size // config.num_attention_heads)
    if config.model_type.startswith("gemma"):
        writer.add_sliding_window(config.sliding_window)
        if config.attn_logit_softcapping:
            writer.add_attn_logit_softcapping(config.attn_logit_softcapping)
        if config.final_logit_softcapping:
            writer.add_final_logit_softcapping(config.final_logit_softcapping)
    scaling = getattr(config, "rope_scaling", None) or {}
    if scaling.get("rope_type") in ("linear", "yarn"):
        writer.add_rope_scaling_type(gguf.RopeScalingType(scaling["rope_type"]))
        writer.add_rope_scaling_factor(scaling["factor"])
    if scaling.get("rope_type") == "yarn":
        writer.add_rope_scaling_orig_ctx_len(scaling["original_max_position_embeddings"])
        writer.add_rope_scaling_yarn_beta_fast(scaling["beta_fast"])
        writer.add_rope_scaling_yarn_beta_slow(scaling["beta_slow"])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([f"t{i}" for i in range(config.vocab_size)])
    writer.add_token_types([gguf.TokenType.NORMAL] * config.vocab_size)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)


def deepseek_keys(writer, config, old):
    rope, head = config.qk_rope_head_dim, config.qk_nope_head_dim + config.qk_rope_head_dim
    writer.add_head_count_kv(config.num_attention_heads if old else 1)
    writer.add_key_length(head if old else config.kv_lora_rank + rope)
    writer.add_value_length(config.v_head_dim if old else config.kv_lora_rank)
    if not old:
        writer.add_key_length_mla(head)
        writer.add_value_length_mla(config.v_head_dim)
    writer.add_rope_dimension_count(rope)
    writer.add_q_lora_rank(config.q_lora_rank)
    writer.add_kv_lora_rank(config.kv_lora_rank)
    writer.add_leading_dense_block_count(config.first_k_dense_replace)
    writer.add_expert_feed_forward_length(config.moe_intermediate_size)
    writer.add_expert_count(config.n_routed_experts)
    writer.add_expert_used_count(config.num_experts_per_tok)
    writer.add_expert_shared_count(config.n_shared_experts)
    writer.add_expert_group_count(config.n_group)
    writer.add_expert_group_used_count(config.topk_group)
    writer.add_expert_weights_scale(config.routed_scaling_factor)
    writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SOFTMAX)
    writer.add_rope_scaling_yarn_log_mul(0.1 * config.rope_scaling["mscale_all_dim"])


def gguf_tensors(config, weights, old):
    """Names of transformers with the values a GGUF file holds."""
    stacked = {}
    for name, value in weights.items():
        if config.model_type == "llama" and ".q_proj." in name:
            yield name, neighbours(value, config.num_attention_heads)
        elif config.model_type == "llama" and ".k_proj." in name:
            yield name, neighbours(value, config.num_key_value_heads)
        elif config.model_type.startswith("gemma") and name.endswith("norm.weight"):
            yield name, value + 1
        elif ".experts." in name:
            before, _, after = name.partition(".experts.")
            stacked.setdefault(f"{before}.experts.{after.split('.', 1)[1]}", []).append(value)
        elif name.endswith("kv_b_proj.weight") and not old:
            heads = value.view(config.num_attention_heads, -1, config.kv_lora_rank)
            key, content = heads.split([config.qk_nope_head_dim, config.v_head_dim], dim=1)
            yield name.replace("kv_b", "k_b"), key.transpose(1, 2)
            yield name.replace("kv_b", "v_b"), content
        else:
            yield name, value
    for name, values in stacked.items():
        yield name, torch.stack(values)
    if (getattr(config, "rope_scaling", None) or {}).get("rope_type") == "llama3":
        plain, scaled = (ROPE_INIT_FUNCTIONS[kind](config, "cpu")[0] for kind in ("default", "llama3"))
        yield "rope_freqs.weight", plain / scaled


def neighbours(value, heads):
    return value.view(heads, 2, -1, *value.shape[1:]).transpose(1, 2).reshape(value.shape)
