#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Shows that each lint script can fail: a small good project passes all of them, and each fault put into it is named.

Arguments: BUILD (where offprint-config.h is), then the C compiler's command, as for headers.py. Prints TAP.
"""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SPDX = "/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
HEADER = SPDX + "#pragma once\n\n#include <glib.h>\n\n"

PO_HEADER = ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: de\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"\n'
             '"Project-Id-Version: p\\nPO-Revision-Date: 2022-01-27 08:00+0000\\nLast-Translator: t\\nLanguage-Team: t\\n"\n'
             '"MIME-Version: 1.0\\nContent-Transfer-Encoding: 8bit\\n"\n\n')

GOOD = {
    "plugin/core/date.h": HEADER + "gboolean date_parse (const char *text);\n",
    "plugin/core/date.c": SPDX + '/* No goto, "sprintf (" or time (NULL) in it. */\n#include "core/date.h"\n\ngboolean\n'
                                 'date_parse (const char *text)\n{\n  return text[0] == \'"\' || text[0] == \'/\';\n}\n',
    "plugin/store/writer.h": HEADER + '#include "core/date.h"\n#include "shim/xap.h"\n',
    "plugin/store/writer.c": SPDX + '#include "store/writer.h"\n\nvoid\nwrite_it (void)\n{\n  g_debug ("written");\n}\n',
    "plugin/cli/main.c": SPDX + '#include "store/writer.h"\n\nint\nmain (void)\n{\n  g_print (_("hello"));\n  return 0;\n}\n',
    "packaging/po/POTFILES": "plugin/cli/main.c\n",
    "packaging/po/LINGUAS": "de\n",
    "packaging/po/de.po": PO_HEADER + 'msgid "hello"\nmsgstr "Hallo"\n',
    "shim/xap.h": HEADER + "typedef struct _XapWriter XapWriter;\n",
    "shim/writer.cc": SPDX + '#include "shim/xap.h"\n',
    "tests/unit/date.c": SPDX + '#include "core/date.h"\n\nstatic void\ntest (void)\n{\n  g_assert_true (date_parse ("/"));\n}\n',
    "tests/golden/page.html": "<p>TO" "DO: test data may hold anything \t \r\n",
    "packaging/run": "#!/bin/sh\n# SPDX-License-Identifier: GPL-2.0-or-later\nexit 0\n",
    "README.md": "# A project\n",
}

CORE = GOOD["plugin/core/date.c"]
LONG = "static void\nlong_one (void)\n{\n" + "  g_debug (\"x\");\n" * 60 + "}\n"

# Script, file, its faulty text, what the complaint must hold
BAD = [
    ("layers", "plugin/core/date.c", CORE + '#include "store/writer.h"\n', "core (layer 0) includes store (layer 2)"),
    ("layers", "plugin/cli/main.c", SPDX + '#include "service/bus.h"\n', "cli (layer 4) includes service (layer 4)"),
    ("layers", "plugin/cli/main.c", SPDX + '#include "shim/xap.h"\n', "only plugin/store includes the shim"),
    ("layers", "plugin/cli/main.c", SPDX + '#include "terminal.h"\n', "with its folder in front"),
    ("layers", "plugin/cli/main.c", SPDX + '#include "kitchen/sink.h"\n', "in no known room"),
    ("layers", "plugin/attic/box.c", SPDX, "in no known room"),
    ("layers", "plugin/core/date.cc", SPDX, "C++ outside"),
    ("layers", "shim/writer.cc", SPDX + '#include "core/date.h"\n', "shim includes nothing of the plugin"),
    ("layers", "plugin/core/date.h", HEADER + '#include "core/date.h"\n', "header cycle: core/date.h > core/date.h"),
    ("calls", "plugin/core/date.c", CORE + "char *a = strcpy (b, c);\n", "strcpy"),
    ("calls", "plugin/core/date.c", CORE + "void f (void) { goto end; }\n", "goto"),
    ("calls", "plugin/core/date.c", CORE + "int i = atoi (text);\n", "atoi"),
    ("calls", "plugin/core/date.c", CORE + "void f (void) { system (text); }\n", "system"),
    ("calls", "plugin/core/date.c", CORE + "void *p = alloca (9);\n", "alloca"),
    ("calls", "plugin/core/date.c", CORE + "char *p = strtok (text, \" \");\n", "strtok"),
    ("calls", "plugin/core/date.c", CORE + "int t = time (NULL);\n", "clock"),
    ("calls", "plugin/core/date.c", CORE + "void *f = fopen (text, \"r\");\n", "disk"),
    ("calls", "plugin/store/writer.c", SPDX + "void f (void) { g_print (\"x\"); }\n", "do not print"),
    ("calls", "plugin/store/writer.c", SPDX + "void f (void) { fprintf (stdout, \"x\"); }\n", "do not print"),
    ("calls", "plugin/store/writer.c", SPDX + "void f (void) { g_warning (\"x\"); }\n", "do not log"),
    ("calls", "plugin/store/writer.c", SPDX + "void f (void) { g_signal_emit (o, 1, 0); }\n", "no GObject"),
    ("calls", "plugin/store/writer.c", SPDX + "void f (void) { exit (1); }\n", "does not end the program"),
    ("calls", "tests/unit/date.c", SPDX + "void f (void) { g_assert (TRUE); }\n", "g_assert"),
    ("calls", "tests/unit/date.c", SPDX + "void f (void) { g_usleep (1); }\n", "do not sleep"),
    ("calls", "tests/hosts/run.py", "import time\ntime.sle" "ep(1)\n", "do not sleep"),
    ("headers", "plugin/core/date.h", GOOD["plugin/core/date.h"].replace("#pragma once\n", ""), "no #pragma once"),
    ("headers", "plugin/core/date.h", HEADER + "GFile *date_file (void);\n", "does not compile alone"),
    ("headers", "plugin/core/date.h", HEADER + "int date_unused ();\nstatic int x (void) { }\n", "does not compile alone"),
    ("licence", "plugin/core/date.c", CORE[len(SPDX):], "no line"),
    ("licence", "packaging/run", "#!/bin/sh\nexit 0\n", "no line"),
    ("size", "plugin/core/date.c", CORE + "/* " + "long " * 30 + "*/\n", "columns"),
    ("size", "plugin/core/date.c", CORE + "const char *text = \"" + "long " * 30 + "\";\n", "columns"),
    ("size", "plugin/core/date.c", CORE + "\n" * 600 + "int a;\n", "lines, at most 500"),
    ("size", "plugin/core/date.c", CORE + LONG, "long_one () has 62 lines"),
    ("potfiles", "plugin/core/date.c", CORE + 'const char *text = N_("No day");\n', "is not in packaging/po/POTFILES"),
    ("potfiles", "packaging/a.desktop.in", "[Desktop Entry]\nName=A\n", "is not in packaging/po/POTFILES"),
    ("potfiles", "packaging/po/POTFILES", "plugin/cli/main.c\nplugin/core/date.c\n", "has no text to translate"),
    ("potfiles", "packaging/po/POTFILES", "plugin/cli/main.c\nplugin/cli/main.c\n", "is listed twice"),
    ("potfiles", "plugin/core/date.c", CORE + 'const char *text = gettext ("No day");\n', "core/i18n.h is the one way"),
    ("translations", "packaging/po/de.po", PO_HEADER + 'msgid "hello"\nmsgstr ""\n', "not whole"),
    ("translations", "packaging/po/de.po", PO_HEADER + '#, fuzzy\nmsgid "hello"\nmsgstr "Hallo"\n', "not whole"),
    ("translations", "packaging/po/de.po", PO_HEADER, "used but not defined"),
    ("translations", "packaging/po/de.po", GOOD["packaging/po/de.po"] + '\nmsgid "bye"\nmsgstr "Tschüs"\n', "not used any more"),
    ("translations", "packaging/po/de.po", GOOD["packaging/po/de.po"].replace("Hallo", "'Hallo'"), "„…“"),
    ("translations", "packaging/po/de.po", PO_HEADER + '#, c-format\nmsgid "hello"\nmsgstr "Hallo %s"\n', "msgfmt"),
    ("text", "README.md", "# A project \n", "white space"),
    ("text", "README.md", "# A project\r\n", "carriage return"),
    ("text", "README.md", "# A project", "exactly one newline"),
    ("text", "README.md", "# A project\n\n", "exactly one newline"),
    ("text", "README.md", "# A proj\udcffect\n", "not valid UTF-8"),
    ("text", "README.md", "see /wo" "rk/main\n", "path of one machine"),
    ("text", "plugin/core/date.c", CORE + "/* TO" "DO: rest */\n", "unfinished"),
    ("text", "plugin/core/date.c", CORE + "\tint i;\n", "tab"),
]

# What must be let through
FINE = [
    ("size", "plugin/core/date.c", CORE + "/* lint: table */\nint a[] = {\n" + "  1,\n" * 600 + "};\n"),
    ("size", "plugin/core/names.h", SPDX + "/* Made by a script. Not to be edited. */\n" + "int a;\n" * 600),
    ("size", "tests/unit/date.c", SPDX + "const char *text = \"" + "long " * 30 + "\";\n"),
    ("text", "README.md", "# Dates (HACKING.md)\n"),
]


def run(script, changes, arguments):
    """Exit status and output of SCRIPT over the good project with CHANGES."""
    with tempfile.TemporaryDirectory(prefix="offprint-lint-") as root:
        for path, text in {**GOOD, **changes}.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
                file.write(text)
        extra = {"headers": arguments, "translations": ["--from-code=UTF-8", "--keyword=_"]}.get(script, [])
        result = subprocess.run([sys.executable, os.path.join(HERE, script + ".py"), root] + extra, capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


def main():
    arguments = sys.argv[1:]
    scripts = sorted({row[0] for row in BAD})
    outcomes = []
    for script in scripts:
        status, output = run(script, {}, arguments)
        outcomes.append((status == 0, f"{script}: a good project", output))
    for script, path, text in FINE:
        status, output = run(script, {path: text}, arguments)
        outcomes.append((status == 0, f"{script}: lets {path} be", output))
    for script, path, text, expected in BAD:
        status, output = run(script, {path: text}, arguments)
        named = any(line.startswith(path + ":") and expected in line for line in output.split("\n"))
        outcomes.append((status == 1 and named, f"{script}: {expected}", output))
    print(f"1..{len(outcomes)}")
    for number, (good, name, output) in enumerate(outcomes, 1):
        print("ok" if good else "not ok", number, name.replace("#", ""))
        if not good:
            print("".join(f"# {line}\n" for line in output.split("\n")), end="")
    sys.exit(0 if all(good for good, _, _ in outcomes) else 1)


if __name__ == "__main__":
    main()
