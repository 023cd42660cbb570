"""Records what the SQuAD rules say of made-up answers in twelve languages.

Tool: transformers 4.56.2, transformers.data.metrics.squad_metrics (normalize_answer, compute_exact, compute_f1), CPython 3.11.7.
Command (in this folder): /path/to/venv/bin/python make_squad_cases.py > squad_cases.jsonl

That module follows SQuAD v2, which differs from v1.1 in one case alone: where nothing is left of both answers, v1.1 gives F1 0. Such cases are recorded
with that 0. Sentences and mutations are this project's own. Line: [prediction, [golds], exact match, F1]; several golds: the best counts.
"""

import json
import random

from transformers.data.metrics.squad_metrics import compute_exact, compute_f1, get_tokens

SEED = 20
PER_LANGUAGE = 180

SENTENCES = {
    "en": "The ferry to an island left a quay at 7:45, Mr. O'Neill's (second) boat didn't.",
    "de": "Die Fähre fuhr um 7.45 Uhr zur Insel; Größe und Maße des zweiten Bootes: 12,5 m.",
    "es": "El barco salió del muelle a las 7:45, ¿y la señora Núñez llegó un año después?",
    "vi": "Chuyến phà rời bến lúc 7 giờ 45, còn chiếc thuyền thứ hai của ông Nguyễn thì không.",
    "zh": "渡轮七点四十五分离开码头，第二艘船（A 号）没有出发。",
    "hi": "नाव सुबह ७:४५ बजे द्वीप के लिए निकली, क़रीब दो घंटे बाद लौटी।",
    "ar": "غادرت العبّارة الرصيف في الساعة ٧:٤٥، والقارب الثاني لم يغادر بعدُ.",
    "el": "Το πλοίο έφυγε από την προβλήτα στις 7:45· ο κ. ΠΑΠΠΑΣ ΕΜΕΙΝΕ ΠΙΣΩ ΜΟΝΟΣ.",
    "ro": "Feribotul a plecat spre insulă la 7:45, iar a doua barcă a rămas în țărm.",
    "ru": "Паром ушёл к острову в 7:45, а «вторая» лодка осталась у причала № 3.",
    "th": "เรือข้ามฟากออกจากท่าเวลา 7:45 น. แต่เรือลำที่สองยังจอดอยู่",
    "tr": "İskeleden 7.45'te ayrılan vapur ISPARTA'ya değil, Iğdır Adası'na gitti.",
}
INSERTS = [" ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u2009", "\u0085", "\u001c", "\u200b", "\ufeff", "\u0301", "\u093c", "\u0307",
           "a", "an", "the", "The", " a ", " THE ", "_", ".", ",", "-", "'", "“", "。", "،", "·", "Σ", "ΑΣ", "İ", "ß", "ﬁ", "²", "Ⅷ", "½", "😀", "𝟙", "𐐀", ""]


def span(words, rng):
    start = rng.randrange(len(words))
    return " ".join(words[start : start + rng.randint(1, 6)])


def mutate(text, rng):
    for _ in range(rng.randint(0, 4)):
        at = rng.randint(0, len(text))
        kind = rng.randrange(6)
        if kind == 0:
            text = text[:at] + rng.choice(INSERTS) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + rng.randint(1, 3) :]
        elif kind == 2:
            text = text.upper() if rng.random() < 0.5 else text.title()
        elif kind == 3:
            text = text + " " + text[at:]
        elif kind == 4:
            words = text.split(" ")
            rng.shuffle(words)
            text = " ".join(words)
        else:
            text = rng.choice(["a ", "An ", "THE ", ""]) + text + rng.choice([".", "…", "!", "?", ""])
    return text


def f1(gold, prediction):
    return float(compute_f1(gold, prediction)) if get_tokens(gold) or get_tokens(prediction) else 0.0


def main():
    rng = random.Random(SEED)
    for sentence in SENTENCES.values():
        words = sentence.split(" ") if " " in sentence[:30] else [sentence[i : i + 4] for i in range(0, len(sentence), 4)]
        for _ in range(PER_LANGUAGE):
            golds = [span(words, rng) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
            prediction = mutate(rng.choice(golds) if rng.random() < 0.8 else span(words, rng), rng)
            exact = max(compute_exact(gold, prediction) for gold in golds)
            best = max(f1(gold, prediction) for gold in golds)
            print(json.dumps([prediction, golds, exact, best], ensure_ascii=True))
    for prediction, gold in [("", ""), ("the", "a."), ("", "x"), ("a", "b")]:
        print(json.dumps([prediction, [gold], compute_exact(gold, prediction), f1(gold, prediction)]))


main()
