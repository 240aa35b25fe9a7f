#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""packaging/po/POTFILES lists exactly the files that have text to translate, each once. In code only our own macros are used."""

import re
import sys

import sources

LIST = "packaging/po/POTFILES"
MARK = re.compile(r"\b(_|N_|C_|NC_|ngettext)\s*\(\s*[\"A-Z]")
FOREIGN = re.compile(r"\b(gettext|dgettext|dcgettext|dngettext|g_dngettext|Q_|g_dgettext|g_dcgettext|g_dpgettext2?)\s*\(|\bglib/gi18n\S*h\b")
# What has text by its kind: .desktop and AppStream files.
BY_KIND = re.compile(r"(packaging|plugin)/.*\.(desktop(\.in)?|metainfo\.xml(\.in)?)")
HOME = "plugin/core/i18n.h"
# Names of languages come from the domain of iso-codes.
OTHER_DOMAIN = "plugin/window/language-name.c"


def has_text(root, path):
    if BY_KIND.fullmatch(path):
        return True
    if path.startswith("plugin/") and path.endswith(".ui"):
        return 'translatable="yes"' in sources.read(root, path)
    return path.startswith("plugin/") and path.endswith((".c", ".h")) and path != HOME and MARK.search(sources.read_bare(root, path))


def check_list(root, paths):
    listed = [line for line in sources.read(root, LIST).split("\n") if line and not line.startswith("#")]
    complaints = [(path, 1, f"has text to translate, but is not in {LIST}") for path in paths
                  if has_text(root, path) and path not in listed]
    complaints += [(LIST, listed.index(path) + 1, f"{path} is listed twice") for path in sorted(set(listed)) if listed.count(path) > 1]
    return complaints + [(LIST, listed.index(path) + 1, f"{path} has no text to translate") for path in sorted(set(listed))
                         if path not in paths or not has_text(root, path)]


def check_calls(root, path):
    return [(path, number, "core/i18n.h is the one way to text that is translated")
            for number, line in enumerate(sources.read_bare(root, path).split("\n"), 1) if FOREIGN.search(line)]


def main():
    root = sys.argv[1]
    paths = sources.walk(root)
    complaints = check_list(root, paths)
    for path in paths:
        if path.startswith("plugin/") and path.endswith(sources.CODE) and path not in (HOME, OTHER_DOMAIN):
            complaints += check_calls(root, path)
    sources.finish(complaints)


if __name__ == "__main__":
    main()
