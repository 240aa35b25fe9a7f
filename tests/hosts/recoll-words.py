# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares the words of plugin/core/words.c with what recollindex makes of the same texts: terms and positions.

usage: recoll-words.py PRINT_WORDS PRINT_TERMS TEXTS [ROUNDS [SEED]]

The texts are the known troubles of TEXTS (a JSON list) and random strings of troublesome pieces, each between two
marker words so that one difference does not hide the next ones.
"""

import json
import random
import re
import subprocess
import sys
import tempfile

import recoll

PIECES = list("aabBcxe01259") + [
    *"-'.@_+#,&;:/ \n\t(*?", "--", "..", "++", "’", "‐", "ʼ", "—", "…", "é", "É", "ß", "œ",
    "\u0301", "\u00ad", "\u00ad\n", "\u200d", "\u200b", "\u02d8", "²", "½", "я", "Й", "ش", "\u064b",
    "日", "本", "、", "한", "が", "ａ", "😀", "e-", "1e", "x.", ".x", "ﬁ",
]


def is_comparable(text):
    """Not among the deliberate differences: a letter of Latin-1 that Recoll takes for an ideograph after one."""
    # The run lasts until an ASCII letter, a character above U+00FF, or anything behind a separator.
    if re.search("[日本、한がａ][^a-zA-Z]*[éÉß\u00ad]", text):
        return False
    return True


def random_texts(rounds, seed):
    generator = random.Random(seed)
    while rounds > 0:
        text = "".join(generator.choices(PIECES, k=generator.randint(2, 12)))
        if is_comparable(text):
            rounds -= 1
            yield text


def divide(pairs, count):
    """The terms of each text, with positions counted from its marker word, and how many positions it takes."""
    texts = [set() for _ in range(count + 1)]
    index, base = None, 0
    for position, term in pairs:
        match = re.fullmatch("q([0-9]+)q", term)
        if match:
            if index is not None:
                texts[index].add((position - base, "(end)"))
            index, base = int(match[1]), position
        elif index is not None and not term.startswith("XX") and "\\n" not in term and term.strip("\r\n\t "):
            texts[index].add((position - base, term))
    return texts[:count]


def our_pairs(output):
    for line in output.decode("utf-8").split("\n"):
        if line:
            form, position, term = line.split(" ", 2)
            if form in ("plain", "pair", "span"):
                yield int(position), term


def main(print_words, print_terms, troubles, rounds="3000", seed="1"):
    with open(troubles, encoding="utf-8") as file:
        texts = json.load(file)
    texts += random_texts(int(rounds), int(seed))
    probe = "".join(f"q{i}q {text} \n" for i, text in enumerate(texts)) + f"q{len(texts)}q\n"
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(probe.encode("utf-8"))
        file.flush()
        ours = subprocess.run([print_words, file.name], check=True, capture_output=True).stdout
    ours = divide(sorted(our_pairs(ours)), len(texts))
    theirs = divide(recoll.index(probe, print_terms), len(texts))
    failures = 0
    for text, our, their in zip(texts, ours, theirs):
        if our != their:
            failures += 1
            print(f"{text!r}: only ours {sorted(our - their)}, only Recoll's {sorted(their - our)}", file=sys.stderr)
    print(f"{len(texts)} texts compared, {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
