# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares plugin/core/character-table.h with what recollindex makes of every character of the basic plane.

usage: recoll-characters.py PRINT_TERMS TABLE [--write]

Each character is indexed between two letters and alone between two words; from the terms and their positions follows
whether it separates words, vanishes, or is a letter, and what it is folded to. With --write the table is written anew
(for a new release of Recoll); without, a difference is a failure.
"""

import re
import sys
import unicodedata

import recoll

SAME, NOTHING, SEPARATOR, SKIPPED = range(4)
SEQUENCE = 0xE000
PAGE = 128
FIRST, END = 0x80, 0x10000
# Characters that glue words: Recoll reads them as the ASCII character.
GLUE = {0x2010: "-", 0x2019: "'", 0x275C: "'", 0x02BC: "'"}
# Hangul that Recoll takes for separators: its list holds the UTF-8 bytes of two signs as if they were characters.
MISTAKEN = (0xC2B6, 0xC3B7)


def characters():
    # Above the basic plane Recoll changes nothing; a few blocks are looked at to notice should that end.
    beyond = [*range(0x10400, 0x10480), *range(0x1D400, 0x1D800), *range(0x1F100, 0x1F700), *range(0x2F800, 0x2FA20)]
    return [c for c in [*range(FIRST, END), *beyond] if not 0xD800 <= c < 0xE000]


def probe(print_terms):
    """{character: [(position, term)]} counted from the marker word before it."""
    text = "".join(f"m{c:x}m a{chr(c)}b n{c:x}n {chr(c)} o\n" for c in characters())
    found, marker = {}, None
    for position, term in recoll.index(text, print_terms):
        match = re.fullmatch("([mn])([0-9a-f]+)[mn]", term)
        if match:
            marker = found.setdefault((match[1], int(match[2], 16)), [])
            base = position + 1
        elif marker is not None and not term.startswith("XX"):
            marker.append((position - base, term))
    return found


def fold_of(code, terms):
    """What stands between the two letters, or None for a separator."""
    if terms == [(0, "a"), (1, "b")]:
        return None
    if code in GLUE:
        assert (0, f"a{GLUE[code]}b") in terms, (code, terms)
        return GLUE[code]
    if len(terms) > 1 and {position for position, _ in terms} == {0}:  # the folded form holds spaces
        return " ".join("".join(x for x in part if not unicodedata.combining(x))
                        for part in unicodedata.normalize("NFKD", chr(code)).split(" "))
    if terms[0] == (0, "a") and terms[-1] == (2, "b"):  # an ideograph: a word of its own
        return terms[1][1] if len(terms) == 3 else ""
    assert len(terms) == 1 and terms[0][1][0] == "a" and terms[0][1][-1] == "b", (code, terms)
    return terms[0][1][1:-1]


def entries(found):
    """({character: entry}, [sequence])"""
    result, sequences = {}, []
    for code in characters():
        fold = fold_of(code, found["m", code])
        if code in MISTAKEN:
            entry = SAME
        elif fold is None:
            entry = SEPARATOR
        elif fold == chr(code):
            entry = SAME
        elif fold == "":
            entry = NOTHING if (2, "o") not in found["n", code] and (1, "o") in found["n", code] else SKIPPED
        elif len(fold) == 1:
            entry = ord(fold)
        else:
            if fold not in sequences:
                sequences.append(fold)
            entry = SEQUENCE + sequences.index(fold)
        if code >= END:
            assert entry == SAME, (hex(code), fold)
        else:
            result[code] = entry
    return result, sequences


def quote(text):
    return '"' + "".join(f"\\{byte:03o}" if byte >= 0x80 or byte in b'"\\' else chr(byte)
                         for byte in text.encode("utf-8")) + '"'


def wrap(values, width=118):
    line = " "
    for value in values:
        if len(line) + len(value) + 2 > width:
            yield line
            line = " "
        line += f" {value},"
    yield line


def wrap_strings(strings, width=118):
    line = ""
    for string in strings:
        if len(quote(line + string)) > width - 2:
            yield "  " + quote(line)
            line = ""
        line += string
    yield "  " + quote(line) + ";"


def table(result, sequences):
    pages, numbers = [], []
    for start in range(0, END, PAGE):
        page = tuple(result.get(code, SAME) for code in range(start, start + PAGE))
        if page not in pages:
            pages.append(page)
        numbers.append(pages.index(page))
    offsets, pool = [0], ""
    for sequence in sequences:
        pool += sequence
        offsets.append(len(pool.encode("utf-8")))
    yield "/* SPDX-License-Identifier: GPL-2.0-or-later */"
    yield "/* How Recoll 1.34 reads each character of the basic plane: written by tests/hosts/recoll-characters.py"
    yield " * --write, which also compares it with the Recoll that is installed. Not to be edited. */"
    yield "#pragma once"
    yield ""
    yield "#include <glib.h>"
    yield ""
    yield f"#define CHARACTER_PAGE_SIZE {PAGE}"
    yield f"#define CHARACTER_FIRST_SEQUENCE 0x{SEQUENCE:X}"
    yield ""
    yield f"static const guint8 character_pages[{len(numbers)}] = {{"
    yield from wrap(map(str, numbers))
    yield "};"
    yield ""
    yield f"static const guint16 character_entries[{len(pages)}][CHARACTER_PAGE_SIZE] = {{"
    for page in pages:
        yield "  {"
        yield from ("  " + line for line in wrap((f"0x{entry:X}" if entry > 9 else str(entry) for entry in page), 116))
        yield "  },"
    yield "};"
    yield ""
    yield "/* Folded forms of several characters: where each begins in the string below, and the end. */"
    yield f"static const guint16 character_sequence_starts[{len(offsets)}] = {{"
    yield from wrap(map(str, offsets))
    yield "};"
    yield ""
    yield "static const char character_sequences[] ="
    yield from wrap_strings(sequences)


def main(print_terms, path, *options):
    result, sequences = entries(probe(print_terms))
    text = "\n".join(table(result, sequences)) + "\n"
    if options == ("--write",):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return 0
    with open(path, encoding="utf-8") as file:
        if file.read() == text:
            return 0
    print(f"{path} is not what this Recoll does with each character: see the difference after --write", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
