"""Texts for the generators beside this file: twelve languages and the traps between them."""

import random

TEXTS = [
    "The cat sat on the mat. It didn't move; they're sure it'll stay, and I've seen it's THEY'RE WE'LL.",
    "Der Fluß fließt seit 1987 durch die Überlandgemeinde, 3,5 km nördlich von Köln.",
    "¿Dónde está la biblioteca? ¡Ayer llegó el señor Núñez con 12.000 pesetas!",
    "Sông Hồng chảy qua Hà Nội, dài khoảng 1.149 km, và đổ ra biển Đông.",
    "长江是亚洲最长的河流,全长约6300公里。它流经上海,注入东海!",
    "नमस्ते, यह नदी १२३४ किलोमीटर लंबी है। क्या आपने इसे देखा?",
    "يبلغ طول النهر ٦٦٥٠ كيلومترًا، ويصبّ في البحر. هل رأيته؟",
    "Ο ποταμός έχει μήκος 2.850 χιλιόμετρα· τον είδατε ποτέ;",
    "Râul are 2.857 km și se varsă în Marea Neagră; țara și orașul știu asta.",
    "Река Волга длиной 3530 км впадает в Каспийское море — это не Ёлка.",
    "แม่น้ำเจ้าพระยายาว 372 กิโลเมตร ไหลผ่านกรุงเทพฯ ลงสู่อ่าวไทย",
    "Irmak İstanbul'dan ılık ılık akar, ŞIK ve ğ harfleri 1.355 km boyunca.",
    "emoji 🙂👩\u200d👩\u200d👧‍👦 🇩🇪 flags and 𝒎𝒂𝒕𝒉 𐐀𐐨 end🙂",
    "NFD: Cafe\u0301 u\u0308ber n\u0303 a\u0323\u0302 \u1112\u1161\u11ab, NFC: Café über ñ ậ 한",
    "non\u00a0breaking\u00a0\u00a0space, thin\u2009space, ideographic\u3000space\u3000\u3000x, nel\u0085x, line\u2028sep, zero\u200bwidth, bom\ufeff.",
    "runs  of   spaces    here     and\ttabs\t\tand \t mixed \n\n\n  newlines \r\n windows\r\n\r\n   end   ",
    "   leading and trailing   ",
    "a  1 b   22  333   4444 1 2  3\n4\n 5",
    "½ cup, x² + y³ = z⁴, Ⅷ, ①②③, 〇一二, ١٢٣, 12½",
    "def f(x):\n    if x >= 10:\n\t\treturn {'a': [1, 2, 3], \"b\": x ** 2}  # don't\n\n\nprint(f(3))\n",
    "https://example.org/a_b?c=d&e=%20#f user@example.com 10:30 $5.00 C++ C# 100% !!! ... --- ___",
    "snake_case camelCase PascalCase SCREAMING_CASE kebab-case été",
    "'s 't 're 've 'm 'll 'd 'S 'T 'RE 'VE 'M 'LL 'D '\u017f x's x'S 'x '' 'r 'v 'l",
    "\n", " ", "\n\n", " \n", "\n ", "\t", "  \n  \n  x", "x\n\n y", "\r", "a\u3000。b", "\u3000\u3000中文\u3000",
    "Context: Der Turm ist 300 m hoch.\nQuestion: Wie hoch ist der Turm?\nAnswer:",
    "<|im_start|user|> <im_end> [INST] </s",
    "ﬀ ﬁ ﬆ ʔ ƻ Ⴧ ა Ა Ⴀ ᏸ ꞎ Ꟃ 𝐀 𐓃 Ω Å K",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa====================",
    "ภาษาไทยไม่มีช่องว่างระหว่างคำจึงยาวมากและต้องตัดคำ" * 4,
    "汉字" * 60,
    "bytes some vocabularies lack: a\x04b !\x06! \x1d\x7f",
]

ALPHABET = " \n\r\t\u00a0\u3000'sStTreEvVlLmdDſ129½²٣१aßéÑдЖह्中龥一가กำ🙂𐐀_-.,!$<|>。、～\u0301\u200d\u2028\u0085"


def random_texts(count):
    source = random.Random(11)
    return ["".join(source.choice(ALPHABET) for _ in range(source.randint(1, 24))) for _ in range(count)]


def utf16(text, place):
    """The UTF-16 unit at which the code point with the number `place` starts."""
    return len(text[:place].encode("utf-16-le")) // 2
