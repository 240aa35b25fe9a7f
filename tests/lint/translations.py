#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each language of packaging/po/LINGUAS is whole: msgfmt finds no fault, every text of the sources is translated, none is left over,
and the signs are those of the language.

Arguments: ROOT, then the options of xgettext."""

import os
import re
import subprocess
import sys
import tempfile

import sources

FOLDER = "packaging/po"
LOCALE = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="")
ENTRY = re.compile(r'^msg(id|str)[^"\n]*((?:\s*"(?:\\.|[^"\\\n])*"\n)+)', re.MULTILINE)
# What stands in a query is typed with straight marks, and so is the flag of a format that groups digits: they are no prose.
EXAMPLE = re.compile(r""":?"[^"]*"|%'""")
SIGNS = {
    "de": [(re.compile(r"'|\.\.\.|[a-zäöüß] - [a-zäöüß]"), "„…“, …, –"),
           (re.compile(r"”"), "„…“ end in “")],
    "fr": [(re.compile(r"'|\.\.\."), "’ and …"),
           (re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"), "a no-break space inside « »"),
           (re.compile(r"(?<![\u202f])(?:;(?= )|[!?](?![a-z]))"), "a narrow no-break space before ; ! ?"),
           (re.compile(r"(?<!\u00a0):(?=[ \n]|$)"), "a no-break space before :")],
}


def run(root, *command):
    result = subprocess.run(command, cwd=root, env=LOCALE, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def unquote(text):
    return "".join(part[1:-1] for part in re.findall(r'"(?:\\.|[^"\\\n])*"', text)).replace('\\"', '"').replace("\\n", "\n")


def check_signs(language, path, text):
    complaints = []
    for match in ENTRY.finditer(text):
        translated = EXAMPLE.sub("", unquote(match.group(2)))
        if match.group(1) == "id" or "Content-Type:" in translated:
            continue
        for pattern, wanted in SIGNS.get(language, []):
            if pattern.search(translated):
                complaints.append((path, text.count("\n", 0, match.start()) + 1, f"write {wanted}: {translated.strip()[:80]}"))
    return complaints


def check_language(root, language, template):
    path = f"{FOLDER}/{language}.po"
    status, statistics = run(root, "msgfmt", "--check", "--statistics", "-o", os.devnull, path)
    if status != 0:
        return [(path, 1, f"msgfmt: {line}") for line in statistics.strip().split("\n")]
    complaints = []
    if not re.fullmatch(r"\d+ translated messages?\.\n", statistics):
        complaints.append((path, 1, f"not whole: {statistics.strip()}"))
    status, missing = run(root, "msgcmp", "--no-fuzzy-matching", path, template)
    if status != 0:
        complaints += [(path, 1, line) for line in missing.strip().split("\n")]
    count = len(ENTRY.findall(sources.read(root, template)))
    if re.search(r"^#~", sources.read(root, path), re.MULTILINE) or len(ENTRY.findall(sources.read(root, path))) > count:
        complaints.append((path, 1, "has texts that are not used any more: msgmerge, then msgattrib --no-obsolete"))
    return complaints + check_signs(language, path, sources.read(root, path))


def main():
    root, options = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory(prefix="offprint-lint-") as folder:
        template = os.path.join(folder, "offprint.pot")
        status, output = run(root, "xgettext", *options, "--files-from", f"{FOLDER}/POTFILES", "-o", template)
        if status != 0:
            sources.finish([(f"{FOLDER}/POTFILES", 1, output.strip())])
        languages = sources.read(root, f"{FOLDER}/LINGUAS").split()
        sources.finish([complaint for language in languages for complaint in check_language(root, language, template)])


if __name__ == "__main__":
    main()
