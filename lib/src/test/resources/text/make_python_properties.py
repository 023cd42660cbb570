"""Records how Python sees every code point: white space, word characters, lower case, final sigma.

Tool: CPython 3.11.7, unicodedata 14.0.0, modules str and re only.
Command (in this folder): python3 make_python_properties.py > python_properties.txt
Another version of Python has another version of Unicode and gives another file.

Lines: KIND FIRST LAST VALUE (hexadecimal code points, inclusive ranges of equal value; ranges of value 0 are left out)
  space  1                     str.isspace
  word   1                     re.fullmatch(r"\\w")
  lower  DELTA or =HEX,HEX     str.lower: distance of the one character, or the characters
  sigma  BITS                  which capital sigmas become final in  c S | A c S | A S c | A S c A   (bits 8 4 2 1; A is a Latin letter)
"""

import re
import sys

FINAL = "\u03c2"
SIGMA = "\u03a3"


def lower(c):
    low = c.lower()
    if len(low) == 1:
        return ord(low) - ord(c)
    return "=" + ",".join(f"{ord(x):X}" for x in low)


def sigma(c):
    contexts = [c + SIGMA, "A" + c + SIGMA, "A" + SIGMA + c, "A" + SIGMA + c + "A"]
    return sum(8 >> i for i, text in enumerate(contexts) if FINAL in text.lower())


KINDS = {
    "space": lambda c: int(c.isspace()),
    "word": lambda c: int(re.fullmatch(r"\w", c) is not None),
    "lower": lower,
    "sigma": sigma,
}

for kind, value_of in KINDS.items():
    first, value = 0, value_of("\0")
    for code in range(1, sys.maxunicode + 2):
        now = value_of(chr(code)) if code <= sys.maxunicode else None
        if now != value:
            if value != 0:
                print(kind, f"{first:X}", f"{code - 1:X}", value)
            first, value = code, now
