"""Writes pieces.json: a small SentencePiece vocabulary and what the reference makes of sample texts with it.

Tool: sentencepiece 0.2.3 on Python 3.11. Command, from this folder: python make_pieces.py
The vocabulary is trained on the sample texts. Kinds are 1 normal, 2 unknown, 3 control, 4 user-defined, 6 byte. `starts` and `ends` are UTF-16 units;
the reference gives a character's place to the last of its bytes only.
"""

import io
import json

import sentencepiece

from sample_texts import TEXTS, random_texts, utf16

model = io.BytesIO()
sentencepiece.SentencePieceTrainer.train(
    sentence_iterator=iter([line for text in TEXTS for line in text.split("\n") if line.strip()]),
    model_writer=model,
    model_type="bpe",
    vocab_size=900,
    character_coverage=0.98,
    byte_fallback=True,
    normalization_rule_name="identity",
    remove_extra_whitespaces=False,
    add_dummy_prefix=True,
    user_defined_symbols=["\n\n", "\u2581\u2581\u2581\u2581"],
    num_threads=1,
    minloglevel=2,
)
pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def kind(piece):
    if pieces.is_unknown(piece):
        return 2
    if pieces.is_control(piece):
        return 3
    if pieces.is_byte(piece):
        return 6
    return 4 if pieces.id_to_piece(piece) in ("\n\n", "\u2581\u2581\u2581\u2581") else 1


def record(text):
    encoded = pieces.encode(text, return_type="offset_mapping")
    return {
        "text": text,
        "ids": encoded["ids"],
        "starts": [utf16(text, start) for start, _ in encoded["offsets"]],
        "ends": [utf16(text, end) for _, end in encoded["offsets"]],
    }


def dump(value):
    return json.dumps(value, separators=(",", ":"))


everything = range(pieces.get_piece_size())
with open("pieces.json", "w", encoding="utf-8", newline="\n") as out:
    out.write('{"symbols": ' + dump([pieces.id_to_piece(i) for i in everything]))
    out.write(',\n"scores": ' + dump([pieces.get_score(i) for i in everything]))
    out.write(',\n"kinds": ' + dump([kind(i) for i in everything]) + ',\n"texts": [\n')
    out.write(",\n".join(dump(record(text)) for text in TEXTS + random_texts(100)) + "\n]}\n")
