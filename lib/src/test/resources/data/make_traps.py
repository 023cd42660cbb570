"""Writes the folder traps: a small parallel set with the characters that break careless loaders. Texts are this project's own.

Tool: CPython 3.11.7, json only; offsets are str.find's, which counts code points.
Command (in this folder): python3 make_traps.py

Paragraph 1: white space, a byte order mark and an emoji before the gold. Paragraph 2: no-break space, zero width space and a newline in context and gold.
Paragraph 3: decomposed letters (de: u + U+0308; hi: a nukta letter, which Unicode's composed form writes as two characters).
"""

import json

PARAGRAPHS = {
    "en": [
        (" \u00a0\ufeffThe lighthouse \U0001f600\U0001d7d9 was built in 1871 by Ada Quill. \n", [("q1", " Who built it?\t", "Ada Quill"), ("q2", "When?", "1871")]),
        ("It stands 12\u00a0m high.\nIts lamp\u200b burns oil.", [("q3", "How high is it?", "12\u00a0m"), ("q4", "What burns?", "Its lamp\u200b")]),
        ("The keeper crossed the bridge at noon.", [("q5", "What did the keeper cross?", "the bridge")]),
    ],
    "de": [
        ("\u3000\ufeffDen Leuchtturm \U0001f600\U0001d7d9 baute 1871 Ada Quill.", [("q1", "Wer baute ihn?", "Ada Quill"), ("q2", "Wann?", "1871")]),
        ("Er ist 12\u00a0m hoch.\nSeine Lampe\u200b brennt mit \u00d6l.", [("q3", "Wie hoch ist er?", "12\u00a0m"), ("q4", "Was brennt?", "Seine Lampe\u200b")]),
        ("Mittags ging der Wa\u0308rter u\u0308ber die Bru\u0308cke.", [("q5", "Wor\u00fcber ging der W\u00e4rter?", "die Bru\u0308cke")]),
    ],
    "hi": [
        ("\ufeffप्रकाश स्तंभ \U0001f600\U0001d7d9 1871 में एडा क्विल ने बनाया। ", [("q1", "किसने बनाया?", "एडा क्विल"), ("q2", "कब?", "1871")]),
        ("यह 12\u00a0m ऊँचा है।\nइसका दीपक\u200b तेल से जलता है।", [("q3", "कितना ऊँचा?", "12\u00a0m"), ("q4", "क्या जलता है?", "इसका दीपक\u200b")]),
        ("रखवाला दोपहर को \u0915\u093c\u0930\u0940\u092c के \u092a\u0941\u0932 से \u0917\u095b\u093c\u0930ा।", [("q5", "वह कहाँ से गया?", "\u092a\u0941\u0932")]),
    ],
}

for language, paragraphs in PARAGRAPHS.items():
    data = []
    for context, questions in paragraphs:
        qas = [{"id": i, "question": q, "answers": [{"text": gold, "answer_start": context.find(gold)}]} for i, q, gold in questions]
        data.append({"title": "traps", "paragraphs": [{"context": context, "qas": qas}]})
    with open(f"traps/traps.{language}.json", "w", encoding="utf-8", newline="\n") as out:
        json.dump({"version": "1.1", "data": data}, out, ensure_ascii=False, indent=1)
        out.write("\n")
