#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The menus that Dolphin reads are valid, and the program that their items start does what they say; and the helper by which
Nemo searches the content of pages gives the text of the article.

Arguments: the command, the daemon, the program, the helper, and the files of the menus."""

import configparser
import os
import shlex
import subprocess
import sys

from screen import wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bus"))

import private_bus  # noqa: E402
from private_bus import Bus, expect  # noqa: E402

PROGRAM, HELPER, *MENUS = map(os.path.abspath, sys.argv[3:])
ARTICLE = ('<html lang="en"><head><title>Otters return</title><meta name="author" content="Jo Marsh">'
           '<meta property="og:site_name" content="Review">'
           '<link rel="canonical" href="https://review.example/otters"></head><body><nav>Home Sport Weather</nav><article>'
           '<h1>Otters return</h1><p>Otters were seen below the swing bridge, and counted by the warden of the harbour, who '
           'keeps a list of them; the water has been clean since the tannery closed forty years ago.</p></article></body></html>')
# KDE's own meaning of a key of a service.
KDE_KEYS = 'but the type is "Service" while this key is only valid for type "Application"'
OPENER = "[Desktop Entry]\nType=Application\nName=Noter\nExec={program} %u\nMimeType=x-scheme-handler/https;\n"
NOTER = '#!/bin/sh\nprintf "%s" "$*" >"$0.new"\nmv "$0.new" "$0.note"\n'
XCLIP = '#!/bin/sh\ncat >"$0.new"\nmv "$0.new" "$0.text"\n'


def read_menu(path):
    menu = configparser.RawConfigParser(interpolation=None, strict=False)
    menu.optionxform = str
    menu.read(path, encoding="utf-8")
    return menu


def prepare(box, daemon):
    """A bus, an article in the index, a browser and a tool for the clipboard that only note what they were given."""
    path = box.write("an otter's \"page\".html", ARTICLE)
    for name, text in (("browser", NOTER), ("tools/xclip", XCLIP)):
        os.chmod(box.write(name, text, "."), 0o755)
    box.write("data/applications/noter.desktop", OPENER.format(program=box.path("browser")), ".")
    box.write("config/mimeapps.list", "[Default Applications]\nx-scheme-handler/https=noter.desktop\n", ".")
    box.environment.update(PATH=box.path("tools") + ":" + os.environ["PATH"], DISPLAY=":nowhere")
    box.environment.pop("WAYLAND_DISPLAY", None)
    bus = Bus(box, daemon, activatable=True)
    bus.call("AddFolder", f"b'{box.articles}'")
    bus.call("Flush")
    return bus, path


def act(box, action, *paths, status=0):
    result = subprocess.run([PROGRAM, action, *paths], env=box.environment, capture_output=True, timeout=120, text=True)
    expect(result.returncode == status, action, result)
    return result


def read(path):
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return file.read()


def menus_are_valid(box, daemon):
    """Each item of the menus has a name and starts the program with an action that it knows."""
    known = act(box, "", status=2).stderr
    for menu in map(read_menu, MENUS):
        actions = [name for name in menu["Desktop Entry"]["Actions"].split(";") if name]
        expect(set(menu.sections()) == {"Desktop Entry"} | {f"Desktop Action {name}" for name in actions}, menu.sections())
        for name in actions:
            item = menu[f"Desktop Action {name}"]
            program, action, files = shlex.split(item["Exec"])
            expect(item["Name"] and os.path.basename(program) == "offprint-file-action", dict(item))
            expect(action == name and f"  {action} " in known and files in ("%f", "%F"), dict(item), known)
    for path in MENUS:
        result = subprocess.run(["desktop-file-validate", "--no-hints", path], capture_output=True, timeout=60, text=True)
        complaints = [line for line in result.stdout.splitlines() if KDE_KEYS not in line]
        expect(complaints == [], complaints)


def citations_are_copied(box, daemon):
    """A citation goes to the clipboard, of a file with any name, by path or URI."""
    bus, path = prepare(box, daemon)
    copied = box.path("tools/xclip.text")
    act(box, "cite-markdown", path)
    wait_for("the text", lambda: read(copied) == "Jo Marsh: [Otters return](https://review.example/otters). *Review*.")
    act(box, "cite-plain", "file://" + path.replace(" ", "%20").replace('"', "%22"))
    wait_for("the text", lambda: read(copied) == "Jo Marsh, “Otters return”, Review, https://review.example/otters")
    bus.end()


def original_page_opens(box, daemon):
    """The browser is started with the address of the page."""
    bus, path = prepare(box, daemon)
    act(box, "original", path)
    expect(wait_for("the browser", lambda: read(box.path("browser.note"))) == "https://review.example/otters", "opened")
    bus.end()


def folders_are_watched(box, daemon):
    """A folder is watched and left."""
    bus, _ = prepare(box, daemon)
    act(box, "unwatch", box.articles)
    expect("articles" not in bus.call("org.freedesktop.DBus.Properties.Get", private_bus.NAME, "Folders"), "left")
    act(box, "watch", box.articles)
    expect("articles" in bus.call("org.freedesktop.DBus.Properties.Get", private_bus.NAME, "Folders"), "watched")
    bus.end()


def nemo_searches_text(box, daemon):
    """The helper's command prints the article's words, and not those of the page around it."""
    with open(HELPER, encoding="utf-8") as file:
        lines = dict(line.strip().split("=", 1) for line in file if "=" in line)
    path = box.write("page.html", ARTICLE)
    program, *arguments = lines["Exec"].split()
    expect(program == lines["TryExec"].rstrip(";") == os.path.basename(box.program), lines)
    expect("text/html" in lines["MimeType"].split(";"), lines)
    result = box.run(*[path if argument == "%s" else argument for argument in arguments])
    expect(result.status == 0 and "counted by the warden" in result.text() and "Weather" not in result.text(), result)


if __name__ == "__main__":
    private_bus.main([menus_are_valid, citations_are_copied, original_page_opens, folders_are_watched, nemo_searches_text])
