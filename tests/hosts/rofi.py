#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The real rofi with our module, on a screen of its own, with keys typed. Rows are seen as the module hands them to rofi.

usage: rofi.py OFFPRINT OFFPRINTD OFFPRINT-OPENER FOLDER-OF-THE-MODULE [LIBRARY-TO-PRELOAD]"""

import html
import os
import re
import subprocess
import sys

import screen
from private_bus import Bus, expect, main

OPENER, PLUGINS = os.path.abspath(sys.argv[3]), os.path.abspath(sys.argv[4])
PRELOAD = sys.argv[5] if len(sys.argv) > 5 else ""
ROW = re.compile(r"row (\d+): (.*)$")
HOSTILE = ["</span></markup> & <b>", "\u202egnp.elcitra", "'; touch pwned; '", "x" * 10240, "\u200b\ufeff", "%s%n%d", "a&amp;b"]


def page(title, text, published="2022-01-27", publisher="The River Paper", url="https://river.example/14"):
    return (f"<!DOCTYPE html><html lang='en'><head><title>{html.escape(title)}</title>"
            f"<meta property='og:site_name' content='{publisher}'><meta property='article:published_time' content='{published}'>"
            f"<link rel='canonical' href='{url}'></head><body><article><h1>{html.escape(title)}</h1><p>{text}</p></article></body></html>")


def write_articles(box):
    """Three articles; the one on lighthouses was saved last."""
    paths = {
        "otter": box.write("otter.html", page("Otters return to the river", "A count of the otter population found forty animals. " * 8)),
        "bridge": box.write("bridge.html", page("The bridge that sings", "In a north wind the bridge hums. " * 8,
                                                url="https://river.example/bridge")),
        "lighthouse": box.write("lighthouse.html", page("Letters of a lighthouse keeper", "The keeper wrote to his sister. " * 8)),
    }
    for age, name in enumerate(["otter", "bridge", "lighthouse"]):
        os.utime(paths[name], (1700000000 + age, 1700000000 + age))
    return paths


class Rofi:
    """Rofi's window on a screen of its own. It logs each row that it is given."""

    def __init__(self, box, *options, mode="articles"):
        self.screen = screen.Screen(box)
        environment = {**box.environment, "G_MESSAGES_DEBUG": "offprint", "LD_PRELOAD": PRELOAD, "ROFI_PNG_OUTPUT": box.path("rofi.png"),
                       # What rofi and its libraries do is not our business.
                       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0:strict_string_checks=0"}
        environment.pop("G_DEBUG")
        self.process = subprocess.Popen(["rofi", "-no-config", "-plugin-path", PLUGINS, "-show", mode, "-kb-screenshot", "F9",
                                         *(options or ["-modi", mode])], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.log = screen.Log(self.process.stdout)
        self.wait_for_rows("")

    def wait_for_rows(self, *titles):
        """Reads on until the first rows that rofi drew last begin so."""
        def seen(lines):
            rows = {}
            for line in lines:
                found = ROW.search(line)
                if found:
                    rows[int(found.group(1))] = found.group(2)
            return rows and all(rows.get(place, "").startswith(title) for place, title in enumerate(titles)) and rows
        return self.log.wait_for(f"rows {titles}", seen)

    def wait_for_end(self):
        status = self.process.wait(timeout=screen.TIMEOUT)
        lines = self.log.read_all()
        expect(status in (0, 1) and not any("Sanitizer" in line or "CRITICAL" in line or "Pango-WARNING" in line for line in lines),
               status, lines)
        self.screen.close()

    def leave(self):
        self.screen.press("Escape")
        self.wait_for_end()


def open_desktop(box, daemon, **options):
    desktop = screen.Desktop(box, daemon, OPENER, **options)
    if options.get("installed", True):
        desktop.follow()
    return desktop


def rows_as_typed(box, daemon):
    """rows appear as one types: title, below it publisher, date and a snippet with the words found; without words the newest"""
    write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.wait_for_rows("Letters of a lighthouse keeper", "The bridge that sings", "Otters return")
    rofi.screen.type("ot")
    rows = rofi.wait_for_rows("Otters return to the river")
    expect("The River Paper · " in rows[0] and "2022 — " in rows[0] and "<b>otter</b>" in rows[0], rows)
    rofi.screen.press("BackSpace", "BackSpace")
    rofi.wait_for_rows("Letters of a lighthouse keeper")
    rofi.screen.type("bridge sin")
    rofi.wait_for_rows("The bridge that sings")
    rofi.leave()
    desktop.close()


def picture(box, daemon):
    """what rofi draws is more than an empty window: a picture of it, with two lines a row"""
    write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.wait_for_rows("Letters of a lighthouse keeper")
    rofi.screen.type("the")
    rofi.wait_for_rows("The bridge that sings")
    rofi.screen.press("F9")
    screen.wait_for("a picture", lambda: os.path.exists(box.path("rofi.png")) and os.path.getsize(box.path("rofi.png")) > 5000)
    rofi.leave()
    desktop.close()


def enter_opens(box, daemon):
    """Enter opens the selected article in its default application"""
    paths = write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.wait_for_rows("Letters of a lighthouse keeper", "The bridge that sings")
    rofi.screen.press("Down", "Return")
    rofi.wait_for_end()
    expect(desktop.wait_for_opened() == paths["bridge"], paths)
    desktop.close()


def hurried_enter(box, daemon):
    """Enter that is quicker than the answer opens what was typed, not what happened to be listed"""
    paths = write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.wait_for_rows("Letters of a lighthouse keeper")
    rofi.screen.xdotool("key", "--delay", "0", *"otters", "space", *"ret", "Return")
    rofi.wait_for_end()
    expect(desktop.wait_for_opened() == paths["otter"], paths)
    desktop.close()


def hurried_selection(box, daemon):
    """a row that was selected is opened even if more was typed meanwhile, as long as it is found by that"""
    paths = write_articles(box)
    box.write("river.html", page("River walks", "The river and the otters. " * 8))
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.screen.type("river")
    rofi.wait_for_rows("River walks", "Otters return")
    rofi.screen.xdotool("key", "--delay", "0", "Down", "space", "Return")
    rofi.wait_for_end()
    expect(desktop.wait_for_opened() == paths["otter"], paths)
    desktop.close()


def show_key(box, daemon):
    """Alt+1 shows the file in the file manager; there is none, so its folder is opened"""
    write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.wait_for_rows("Letters of a lighthouse keeper")
    rofi.screen.press("alt+1")
    rofi.wait_for_end()
    expect(desktop.wait_for_opened().rstrip("/") == box.articles, box.articles)
    desktop.close()


def copy_key(box, daemon):
    """Alt+2 copies the link, which stays when rofi has ended"""
    write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.screen.type("bridge")
    rofi.wait_for_rows("The bridge that sings")
    rofi.screen.press("alt+2")
    expect(rofi.process.wait(timeout=screen.TIMEOUT) in (0, 1), "ended")
    copied = subprocess.run(["xclip", "-o", "-selection", "clipboard"], env=box.environment, capture_output=True, timeout=screen.TIMEOUT)
    expect(copied.stdout == b"https://river.example/bridge", copied)
    rofi.wait_for_end()
    desktop.close()


def similar_key(box, daemon):
    """Alt+3 lists articles like the selected one; what is typed then is a search again"""
    write_articles(box)
    near = box.write("near.html", page("Otters are back", "A count of the otter population found forty animals. " * 8))
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.screen.type("otters return")
    rofi.wait_for_rows("Otters return to the river")
    rofi.screen.press("alt+3")
    rofi.wait_for_rows("Otters are back")
    rofi.screen.type("lighthouse")
    rofi.wait_for_rows("Letters of a lighthouse keeper")
    rofi.screen.press("Escape")
    rofi.wait_for_end()
    expect(os.path.exists(near), near)
    desktop.close()


def nothing_found(box, daemon):
    """where nothing is found a row says so, and Enter asks for the search window with the words"""
    write_articles(box)
    desktop = open_desktop(box, daemon)
    monitor = subprocess.Popen(["dbus-monitor", "--session", "destination=org.offprint.Window"], env=box.environment,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    log = screen.Log(monitor.stdout)
    log.wait_for("the monitor listens", lambda lines: any("NameAcquired" in line or "NameLost" in line for line in lines))
    rofi = Rofi(box)
    rofi.screen.type("zeppelin")
    rofi.wait_for_rows("Nothing found")
    rofi.screen.press("Return")
    rofi.wait_for_end()
    log.wait_for("the window is asked for", lambda lines: any("ActivateAction" in line for line in lines)
                 and any('string "zeppelin"' in line for line in lines))
    monitor.terminate()
    monitor.wait(timeout=screen.TIMEOUT)
    desktop.close()


def no_daemon(box, daemon):
    """without a daemon a row says what is missing, and rofi lives"""
    desktop = open_desktop(box, daemon, installed=False)
    rofi = Rofi(box)
    rofi.wait_for_rows("The articles can&apos;t be searched")
    rofi.screen.type("otter")
    rofi.leave()
    desktop.close()


def no_articles(box, daemon):
    """with nothing indexed yet a row says what to do"""
    desktop = screen.Desktop(box, daemon, OPENER)
    rofi = Rofi(box)
    rows = rofi.wait_for_rows("No articles yet")
    expect("offprint add" in rows[0], rows)
    rofi.leave()
    desktop.close()


def daemon_killed(box, daemon):
    """a daemon that dies between two keys is started again by the next"""
    write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.screen.type("ott")
    rofi.wait_for_rows("Otters return to the river")
    desktop.kill_daemon()
    rofi.screen.press("BackSpace", "BackSpace", "BackSpace")
    rofi.screen.type("bridge")
    rofi.wait_for_rows("The bridge that sings")
    rofi.leave()
    desktop.close()


def quick_fingers(box, daemon):
    """thirty keys a second: the last answer counts"""
    paths = write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    for word in ("otter", "keeper", "bridge"):
        rofi.screen.type(word + " sister hums forty animals", delay=33)
        rofi.screen.press("ctrl+a", "ctrl+k")
    rofi.screen.type("letters of a lighthouse", delay=33)
    rofi.wait_for_rows("Letters of a lighthouse keeper")
    rofi.screen.press("Return")
    rofi.wait_for_end()
    expect(desktop.wait_for_opened() == paths["lighthouse"], paths)
    desktop.close()


def hostile_titles(box, daemon):
    """titles with markup, bidi controls, 10,000 letters or nothing visible are rows like others"""
    for number, title in enumerate(HOSTILE):
        words = " ".join(f"{chr(97 + number)}{place:x}word" for place in range(60))
        box.write(f"hostile {number}.html", page(title, f"The heron stands <b>&lt;still&gt;</b> &amp; waits: {words}."))
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box)
    rofi.screen.type("heron")
    rows = rofi.log.wait_for("all rows", lambda lines: {line.split("row ")[1].split(":")[0] for line in lines
                                                        if "row " in line and "<b>heron</b>" in line} >= set("0123456"))
    expect(rows, rows)
    rofi.leave()
    expect(not os.path.exists(box.path("pwned")), "ran")
    desktop.close()


def other_modes(box, daemon):
    """beside other modes rows are of one line, and in combi rofi itself filters them"""
    paths = write_articles(box)
    desktop = open_desktop(box, daemon)
    rofi = Rofi(box, "-modi", "articles,run")
    rows = rofi.wait_for_rows("Letters of a lighthouse keeper  <span")
    expect("\n" not in rows[0], rows)
    rofi.leave()
    rofi = Rofi(box, "-modi", "combi", "-combi-modi", "articles", mode="combi")
    rofi.screen.type("sings")
    rofi.screen.press("Return")
    rofi.wait_for_end()
    expect(desktop.wait_for_opened() == paths["bridge"], paths)
    desktop.close()


if __name__ == "__main__":
    main([rows_as_typed, picture, enter_opens, hurried_enter, hurried_selection, show_key, copy_key, similar_key, nothing_found,
          no_daemon, no_articles, daemon_killed, quick_fingers, hostile_titles, other_modes])
