#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person reads is in that person's language; what a program reads is the same in all of them. Locales are made here, so that it
does not matter which the machine has.

usage: languages.py OFFPRINT OFFPRINTD FOLDER-OF-TRANSLATIONS"""

import os
import re
import subprocess
import sys
import tempfile

from private_bus import Bus, expect, main
from sandbox import expect_status

TRANSLATIONS = os.path.abspath(sys.argv[3])
LOCALES = {"de": "de_DE", "fr": "fr_FR"}
# For all tests: each takes a while to make.
MADE = tempfile.TemporaryDirectory(prefix="offprint-locales-")


def speak(box, language):
    """Has the programs of BOX speak LANGUAGE."""
    name = LOCALES[language] + ".UTF-8"
    if not os.path.isdir(os.path.join(MADE.name, name)):
        subprocess.run(["localedef", "-i", LOCALES[language], "-f", "UTF-8", os.path.join(MADE.name, name)], check=True, timeout=300,
                       capture_output=True)
    box.environment.update(LOCPATH=MADE.name, LC_ALL=name, LANGUAGE="", OFFPRINT_LOCALEDIR=TRANSLATIONS)


def be_plain(box):
    box.environment.update(LC_ALL="C.UTF-8")


def write_articles(box):
    for number in range(3):
        box.write(f"{number}.html", f"<title>Otter {number}</title><meta property='article:published_time' content='2022-01-2{number}'>"
                  f"<article><p>The otter number {number} swims in the river, and nobody sees it.</p></article>")
    box.index()


def german(box, daemon):
    """the command speaks German: help, complaints, notes, what it did, sizes and counts"""
    write_articles(box)
    speak(box, "de")
    expect("Aufruf: offprint BEFEHL" in box.run("--help").text(), "usage")
    help_text = box.run("search", "--help").text()
    expect("Höchstens N Artikel zeigen" in help_text and "Rückgabewert: 0 gefunden" in help_text, help_text)
    expect("Wörter der Überschrift" in help_text and "ORDNER" in help_text, help_text)
    expect(box.run("search", "zeppelin").complaints() == "offprint: nichts gefunden\n", "nothing")
    expect("unbekannter Befehl „frobnicate“" in box.run("frobnicate").complaints(), "unknown")
    expect("ein Feld „foo:“ gibt es nicht" in box.run("search", "foo:otter").complaints(), "note")
    expect(re.match(r"3 Dateien: 0 neu, .* 3 unverändert, 0 fehlgeschlagen; \d+,\d s\n", box.index().text()), "summary")
    box.write("empty.txt", " \n \n")
    expect("reiner Text: die Datei ist leer" in box.run("index", box.articles).complaints(), "reason of a worker")
    status = box.run("status").text()
    expect("Artikel    3\n" in status and re.search(r"^Größe      \d", status, re.MULTILINE) and "reiner Text: die Datei ist leer" in status, status)


def french(box, daemon):
    """and French"""
    write_articles(box)
    speak(box, "fr")
    expect("Utilisation\u00a0: offprint COMMANDE" in box.run("--help").text(), "usage")
    expect(box.run("search", "zeppelin").complaints() == "offprint: rien trouvé\n", "nothing")
    expect("Essayez «\u00a0offprint search --help\u00a0»" in box.run("search").complaints(), "advice")


def programs_read_the_same(box, daemon):
    """JSON, TSV, paths and exit statuses are the same in all languages"""
    write_articles(box)
    box.write("empty.txt", " \n \n")
    box.index(status=1)
    runs = [["search", "--json", "otter"], ["search", "--format", "tsv", "otter"], ["search", "-0", "otter"], ["facets", "--json", "otter"],
            ["extract", "--json", os.path.join(box.articles, "0.html")], ["folders", "--json"], ["check", "--json"],
            ["complete", "--json", "ott"], ["search", "--json", "zeppelin"], ["search", "--no-such"]]
    be_plain(box)
    plain = [box.run(*arguments) for arguments in runs]
    failed = box.status()["failed"]
    for language in LOCALES:
        speak(box, language)
        for arguments, before in zip(runs, plain):
            now = box.run(*arguments)
            expect((now.status, now.out) == (before.status, before.out), language, arguments, before, now)
        expect(box.status()["failed"] == failed and failed[0]["reason"] == "plain text: the file is empty", failed)


def daemon_speaks(box, daemon):
    """what the daemon says over the bus is in the daemon's language"""
    write_articles(box)
    speak(box, "de")
    bus = Bus(box, daemon, activatable=True)
    be_plain(box)
    expect("ein Feld „foo:“ gibt es nicht" in bus.call("Search", "foo:otter", "{}"), "note")
    result = bus.gdbus("call", "--session", "-d", "org.offprint.Offprint", "-o", "/org/offprint/Offprint", "-m",
                       "org.offprint.Offprint.RemoveFolder", "b'/nowhere'")
    expect("wird nicht überwacht" in result.stderr and "Error.Usage" in result.stderr, result)
    os.kill(bus.daemon_pid(), 15)
    bus.close()


def language_unknown(box, daemon):
    """where there is no translation it is English, in any locale"""
    write_articles(box)
    speak(box, "de")
    box.environment["OFFPRINT_LOCALEDIR"] = box.path("nothing")
    expect_status(box.run("search", "zeppelin"), 1)
    expect(box.run("search", "zeppelin").complaints() == "offprint: nothing found\n", "English")


if __name__ == "__main__":
    main([german, french, programs_read_the_same, daemon_speaks, language_unknown])
