"""Writes folders/: tiny tokenizers in the layout of the transformers library, one a family, and folders.json: what the references make of texts.

Tools: transformers 4.56.2 with tokenizers 0.22.2 on Python 3.11, sentencepiece 0.2.3. Command, from this folder: python make_folders.py
The vocabularies are trained on the sample texts; the steps around them are those of the published families. For each folder there are ordinary texts
and texts that spell control tokens, encoded with the library's own switch that takes special tokens for text; and rendered prompts with control tokens.
`starts` and `ends` are UTF-16 units; the post-processors leave places alone.
"""

import json
import pathlib
import shutil

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer

from sample_texts import TEXTS, random_texts, utf16

HERE = pathlib.Path("folders")
WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
BYTES = [f"<0x{value:02X}>" for value in range(256)]
RUNS = ["\n\n", "\n\n\n", "\u2581\u2581\u2581"]


def split(digits):
    cut = pre_tokenizers.Split(Regex(WORDS % digits), "isolated")
    return pre_tokenizers.Sequence([cut, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def byte_level(pre, specials, normalizer=None, ignore_merges=False, words=(), processor=None):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    tokenizer.pre_tokenizer = pre
    if normalizer:
        tokenizer.normalizer = normalizer
    trainer = trainers.BpeTrainer(
        vocab_size=600, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.add_special_tokens(specials)
    tokenizer.add_tokens([AddedToken(word, normalized=False) for word in words])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    if processor:
        tokenizer.post_processor = processors.Sequence([tokenizer.post_processor, processor(tokenizer)])
    return json.loads(tokenizer.to_str())


def pieces(normalizer, pre, specials, decoder, words=()):
    """Byte-pair encoding of characters with bytes for those that are missing; the specials are in the learned vocabulary too."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre or pre_tokenizers.Split("\n", "isolated")
    trainer = trainers.BpeTrainer(
        vocab_size=1000, special_tokens=specials + BYTES, limit_alphabet=300, show_progress=False
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    content = json.loads(tokenizer.to_str())
    content["pre_tokenizer"] = json.loads(pre.__getstate__()) if pre else None
    content["added_tokens"] = [token for token in content["added_tokens"] if token["content"] in specials]
    content["decoder"] = decoder
    for word in words:
        number = len(content["model"]["vocab"])
        content["model"]["vocab"].setdefault(word, number)
        flags = dict.fromkeys(["single_word", "lstrip", "rstrip", "normalized", "special"], False)
        content["added_tokens"].append({"id": content["model"]["vocab"][word], "content": word, **flags})
    return content


def begin(token):
    def processor(tokenizer):
        number = tokenizer.token_to_id(token)
        return processors.TemplateProcessing(f"{token} $A", f"{token} $A {token} $B", [(token, number)])

    return processor


SPACED = {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}]}
STRIPPED = {**SPACED, "decoders": SPACED["decoders"] + [{"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
PREPEND = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
SPACES = normalizers.Replace(" ", "\u2581")

HEADERS = ["<|begin|>", "<|end|>", "<|head|>", "<|/head|>", "<|eot|>"]
TURNS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
MARKS = ["<\uff5cbegin\uff5c>", "<\uff5cend\uff5c>"]
NAMED = ["<pad>", "<eos>", "<bos>", "<unk>", "<turn>", "</turn>"]

FOLDERS = {
    "headers": (
        lambda: byte_level(split("{1,3}"), HEADERS, ignore_merges=True, processor=begin("<|begin|>")),
        {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|begin|>", "eos_token": "<|eot|>"},
        "<|begin|><|head|>user<|/head|>\n\n{}<|eot|><|head|>assistant<|/head|>\n\n",
    ),
    "turns": (
        lambda: byte_level(split(""), TURNS, normalizers.NFC(), words=["<tool>", "</tool>"]),
        {"tokenizer_class": "Qwen2Tokenizer", "bos_token": None, "eos_token": "<|im_end|>", "add_bos_token": False},
        "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n<tool>\n\n</tool>\n\n",
    ),
    "marks": (
        lambda: byte_level(pre_tokenizers.Sequence([pre_tokenizers.Digits(True), split("{1,3}")]), MARKS),
        {"tokenizer_class": "LlamaTokenizerFast", "bos_token": MARKS[0], "eos_token": MARKS[1], "add_bos_token": True},
        MARKS[0] + "User: {}\n\nAssistant:",
    ),
    "prepended": (
        lambda: pieces(PREPEND, None, ["<unk>", "<s>", "</s>"], STRIPPED),
        {"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>", "eos_token": "</s>", "legacy": True},
        "<s>[INST] {} [/INST]",
    ),
    "first": (
        lambda: pieces(
            None,
            pre_tokenizers.Metaspace(prepend_scheme="first", split=False),
            ["<unk>", "<s>", "</s>", "[INST]", "[/INST]"],
            STRIPPED,
        ),
        {"tokenizer_class": "LlamaTokenizerFast", "bos_token": "<s>", "eos_token": "</s>", "legacy": False},
        "<s>[INST] {}[/INST]",
    ),
    "runs": (
        lambda: pieces(SPACES, pre_tokenizers.Split(" ", "merged_with_previous"), NAMED, SPACED, RUNS),
        {"tokenizer_class": "GemmaTokenizer", "bos_token": "<bos>", "eos_token": "<eos>"},
        "<bos><turn>user\n{}</turn>\n<turn>model\n",
    ),
}


def row(text, encoding):
    return {
        "text": text,
        "ids": encoding.ids,
        "starts": [utf16(text, start) for start, _ in encoding.offsets],
        "ends": [utf16(text, end) for _, end in encoding.offsets],
    }


def record(name, template):
    reference = AutoTokenizer.from_pretrained(HERE / name)
    backend = reference.backend_tokenizer
    backend.encode_special_tokens = True
    plain = [row(text, backend.encode(text, add_special_tokens=False)) for text in TEXTS + random_texts(60)]
    for entry in plain:
        entry["decoded"] = reference.decode(entry["ids"], skip_special_tokens=True, clean_up_tokenization_spaces=False)
    backend.encode_special_tokens = False
    prompts = [row(template.format(text), backend.encode(template.format(text), add_special_tokens=False)) for text in TEXTS[:20]]
    begun = reference("A b", add_special_tokens=True).input_ids
    backend.encode_special_tokens = True
    specials = [token for token in reference.get_added_vocab() if token not in ("<tool>", "</tool>", *RUNS)]
    hostile = ["x" + token + "y " + token for token in specials] + [template.format("hi"), "".join(specials)]
    return {
        "template": template.split("{}"),
        "begun": begun,
        "plain": plain,
        "prompts": prompts,
        "hostile": [row(text, backend.encode(text, add_special_tokens=False)) for text in hostile],
    }


def piece_model():
    """The `tokenizer.model` alone, as older folders of the SentencePiece line have it."""
    folder = HERE / "model-only"
    folder.mkdir()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([line for text in TEXTS for line in text.split("\n") if line.strip()]),
        model_prefix=str(folder / "tokenizer"),
        model_type="bpe",
        vocab_size=900,
        character_coverage=0.98,
        byte_fallback=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        num_threads=1,
        minloglevel=2,
    )
    (folder / "tokenizer.vocab").unlink()
    settings = {"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>", "eos_token": "</s>", "legacy": False}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings) + "\n")
    reference = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
    return [{"text": text, "ids": reference.encode(text)} for text in TEXTS]


shutil.rmtree(HERE, ignore_errors=True)
HERE.mkdir()
recorded = {}
for name, (make, settings, template) in FOLDERS.items():
    folder = HERE / name
    folder.mkdir()
    (folder / "tokenizer.json").write_text(json.dumps(make(), separators=(",", ":")) + "\n")
    (folder / "tokenizer_config.json").write_text(json.dumps(settings) + "\n")
    recorded[name] = record(name, template)
recorded["model-only"] = {"plain": piece_model()}
with open("folders.json", "w", encoding="utf-8", newline="\n") as out:
    out.write("{")
    for name, content in recorded.items():
        out.write(("" if name == "headers" else ",\n") + json.dumps(name) + ": {")
        for key, value in content.items():
            out.write(("\n" if key == next(iter(content)) else ",\n") + json.dumps(key) + ": ")
            rows = isinstance(value, list) and value and isinstance(value[0], dict)
            dump = [json.dumps(entry, separators=(",", ":")) for entry in value] if rows else None
            out.write("[\n" + ",\n".join(dump) + "\n]" if rows else json.dumps(value))
        out.write("}")
    out.write("}\n")
