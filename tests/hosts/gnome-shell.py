#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The real GNOME Shell on a screen that nobody sees, with words typed into its overview. One shell for all checks: it takes long to
start. What it draws is compared as its own actors tell it; the last picture is kept for a person to look at.

usage: gnome-shell.py OFFPRINT OFFPRINTD OFFPRINT-OPENER SEARCH-PROVIDER-INI DESKTOP-FILE PICTURE"""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import traceback

import screen
from private_bus import Bus, expect, sandbox

OPENER, PROVIDER, DESKTOP_FILE, PICTURE = (os.path.abspath(path) for path in sys.argv[3:7])
COMMAND = ["gnome-shell", "--headless", "--wayland", "--no-x11", "--virtual-monitor", "1024x768", "--unsafe-mode"]
SETTINGS = "[org/gnome/shell]\nwelcome-dialog-last-shown-version='99'\n[org/gnome/desktop/interface]\nenable-animations=false\n"
# Our section of the results: null where the shell has none of it
SECTION = """
(() => {
  const results = Main.overview._overview.controls._searchController._searchResults;
  const provider = results._providers.find(one => one.id === 'org.offprint.Window.desktop');
  if (!provider)
    return null;
  const {Clutter, St} = imports.gi;
  const texts = actor => actor.get_children().flatMap(one => one instanceof St.Label ? [one.text] : texts(one));
  const rows = Object.values(provider.display._resultDisplays).filter(one => one.mapped).map(one => texts(one));
  return {shown: provider.display.mapped, rows};
})()
"""
TYPE = """
(() => {
  const {Clutter} = imports.gi;
  const keyboard = Clutter.get_default_backend().get_default_seat()
    .create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE);
  for (const letter of %s) {
    const key = letter === 10 ? Clutter.KEY_Return : Clutter.unicode_to_keysym(letter);
    keyboard.notify_keyval(Clutter.get_current_event_time() * 1000, key, Clutter.KeyState.PRESSED);
    keyboard.notify_keyval(Clutter.get_current_event_time() * 1000, key, Clutter.KeyState.RELEASED);
  }
  global.offprintKeyboard = keyboard;
  return true;
})()
"""
ACTIVATE_SECTION = """
Main.overview._overview.controls._searchController._searchResults._providers
  .find(one => one.id === 'org.offprint.Window.desktop').launchSearch(['otter', 'river'])
"""
ENTRY = "Main.overview.searchEntry.get_text()"
ATTEMPTS = 5
RESULTS = "Main.overview._overview.controls._searchController._searchResults"


def page(title, text, published):
    return (f"<!DOCTYPE html><html lang='en'><head><title>{title}</title><meta property='og:site_name' content='The River Paper'>"
            f"<meta property='article:published_time' content='{published}'></head>"
            f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>")


class Shell:
    """A box with articles, the daemon that the bus can start, and the shell, which finds the provider where it was installed."""

    def __init__(self, box, daemon):
        self.box = box
        self._write_articles()
        self.desktop = screen.Desktop(box, daemon, OPENER)
        self._install()
        self.desktop.follow()
        self.system_bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=box.environment)
        address = self.system_bus.stdout.readline().decode().strip()
        environment = {**box.environment, "DBUS_SYSTEM_BUS_ADDRESS": address, "GSETTINGS_BACKEND": "keyfile",
                       "GVFS_DISABLE_FUSE": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        for name in ("G_DEBUG", "DISPLAY", "MALLOC_PERTURB_"):
            environment.pop(name, None)
        self.log = open(box.path("shell.log"), "wb")
        self.process = subprocess.Popen(COMMAND, env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        screen.wait_for("the shell starts", self._is_up, timeout=300)

    def _write_articles(self):
        text = "A camera under the old swing bridge filmed an otter with two cubs in the river at night. "
        self.box.write("a.html", page("Wardens tell of a camera", text, "2022-01-27"))
        self.box.write("b.html", page("Otters &lt;b&gt;return&lt;/b&gt; to the river", "They swim &amp; they dive in it.", "2021-03-04"))
        self.box.write("c.html", page("Herons wait", "The heron stands in the reeds.", "2020-05-06"))

    def _install(self):
        for path, folder in ((PROVIDER, "gnome-shell/search-providers"), (DESKTOP_FILE, "applications")):
            os.makedirs(self.box.path("share", folder), exist_ok=True)
            shutil.copy(path, self.box.path("share", folder))
        os.chmod(self.box.write("offprint-window", "#!/bin/sh\n", "bin"), 0o755)
        self.box.environment["PATH"] = self.box.path("bin") + ":" + os.environ["PATH"]
        self.box.write("config/glib-2.0/settings/keyfile", SETTINGS, ".")

    def _is_up(self):
        expect(self.process.poll() is None, "the shell ended", self.read_log())
        result = self.desktop.bus.gdbus("call", "--session", "-d", "org.gnome.Shell", "-o", "/org/gnome/Shell", "-m",
                                        "org.gnome.Shell.Eval", "Main.layoutManager._startingUp")
        return "(true, 'false')" in result.stdout

    def read_log(self):
        with open(self.box.path("shell.log"), encoding="utf-8", errors="replace") as file:
            return file.read()[-3000:]

    def evaluate(self, script):
        """What a script gives in the shell."""
        result = self.desktop.bus.gdbus("call", "--session", "--timeout", "60", "-d", "org.gnome.Shell", "-o", "/org/gnome/Shell",
                                        "-m", "org.gnome.Shell.Eval", script)
        done = re.match(r"\((true|false), (['\"])(.*)\2\)\s*$", result.stdout, re.DOTALL)
        expect(done and done.group(1) == "true", script, result)
        text = re.sub(r"\\(.)", r"\1", done.group(3)) if "\\" in done.group(3) else done.group(3)
        return json.loads(text) if text else None

    def type(self, text):
        self.evaluate(TYPE % [ord(letter) for letter in text])

    def search(self, text):
        """Leaves the overview, comes back and types. A shell that is still busy with starting may lose letters."""
        for _ in range(ATTEMPTS):
            self._try_to_search(text)
            try:
                return screen.wait_for("the letters", lambda: self.evaluate(ENTRY) == text, timeout=20)
            except AssertionError:
                self.evaluate("Main.overview.searchEntry.set_text(''), true")
        raise AssertionError("the shell takes no letters", self.evaluate(ENTRY), self.read_log())

    def _try_to_search(self, text):
        self.evaluate("Main.overview.hide(), true")
        screen.wait_for("the overview is gone", lambda: not self.evaluate("Main.overview.visible"))
        self.evaluate("Main.overview.show(), true")
        screen.wait_for("the overview is there", lambda: self.evaluate("Main.overview.visible && !Main.overview.animationInProgress"))
        self.type(text)

    def find(self, text, *titles):
        """Types, and returns the rows with these titles. A shell that reads its list of providers anew, as it does some time after
        it has started, forgets what it was looking for."""
        for left in reversed(range(ATTEMPTS)):
            self.search(text)
            try:
                return self.wait_for_titles(*titles, timeout=20 if left else screen.TIMEOUT)
            except AssertionError:
                if not left:
                    raise
        return None

    def wait_for_titles(self, *titles, timeout=screen.TIMEOUT):
        """Rows of our section, as soon as they have these titles."""
        def seen():
            section = self.evaluate(SECTION)
            expect(section is not None, "the shell does not know the provider", self.read_log())
            found = [row[0] for row in section["rows"]] if section["shown"] else []
            return (True, section["rows"]) if found == list(titles) else None
        return screen.wait_for(f"rows {titles}", seen, timeout)[1]

    def take_picture(self):
        self.evaluate("Main.messageTray.getSources().forEach(one => one.destroy()), true")
        result = self.desktop.bus.gdbus("call", "--session", "-d", "org.gnome.Shell.Screenshot", "-o", "/org/gnome/Shell/Screenshot",
                                        "-m", "org.gnome.Shell.Screenshot.Screenshot", "false", "false", PICTURE)
        expect("(true, " in result.stdout, result)

    def close(self):
        # It may die of the signal; that is its own affair.
        self.process.kill()
        self.process.wait(timeout=screen.TIMEOUT)
        self.log.close()
        self.system_bus.terminate()
        self.system_bus.wait(timeout=screen.TIMEOUT)
        self.system_bus.stdout.close()
        self.desktop.close()


def rows(shell):
    """typed letters give rows: title, then publisher, date and a snippet that begins near the word, all as plain text"""
    shell.find("ott", "Otters <b>return</b> to the river", "Wardens tell of a camera")
    shell.type("er")
    found = shell.wait_for_titles("Otters <b>return</b> to the river", "Wardens tell of a camera")
    expect(found[1][1].startswith("The River Paper · 27 January 2022 — …"), found)
    expect(0 < found[1][1].index("otter with two cubs") < 60, found)
    expect(found[0][1].startswith("The River Paper · 4 March 2021 — "), found)
    shell.take_picture()


def narrowed(shell):
    """more words leave fewer rows"""
    shell.find("otter cubs", "Wardens tell of a camera")


def nothing(shell):
    """words that no article has leave no section"""
    shell.search("zeppelin")
    screen.wait_for("nothing", lambda: shell.evaluate(f"{RESULTS}._statusBin.visible && {RESULTS}._statusText.text === 'No results.'"))
    expect(not shell.evaluate(SECTION)["shown"], "a section")


def opened(shell):
    """Return opens the first article in the default application"""
    shell.find("herons", "Herons wait")
    shell.type("\n")
    expect(shell.desktop.wait_for_opened() == os.path.join(shell.box.articles, "c.html"), "opened")


def killed(shell):
    """a daemon that was killed is there again for the next letter"""
    shell.desktop.kill_daemon()
    shell.find("heron", "Herons wait")


def launched(shell):
    """"show all" asks the search window for the same words"""
    monitor = subprocess.Popen(["dbus-monitor", "--session", "type='method_call',member='ActivateAction'"], env=shell.box.environment,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    log = screen.Log(monitor.stdout)
    log.wait_for("the monitor", lambda lines: any("NameLost" in line for line in lines))
    shell.evaluate(ACTIVATE_SECTION)
    log.wait_for("the words", lambda lines: any("org.offprint.Window" in line for line in lines)
                 and any('string "otter river"' in line for line in lines))
    monitor.terminate()
    monitor.wait(timeout=screen.TIMEOUT)


CHECKS = [rows, narrowed, nothing, opened, killed, launched]


def check(shell, number, function):
    name = f"{number} {function.__name__}: {inspect.getdoc(function)}"
    try:
        function(shell)
    except (AssertionError, OSError, ValueError, LookupError, subprocess.TimeoutExpired):
        lines = [*traceback.format_exc().rstrip().split("\n"), *shell.read_log().split("\n")]
        print(f"not ok {name}", *lines, sep="\n# ", flush=True)
        shell.take_picture()
        return False
    print(f"ok {name}", flush=True)
    return True


def main():
    program, daemon = (os.path.abspath(path) for path in sys.argv[1:3])
    box = sandbox.Sandbox(program)
    print(f"1..{len(CHECKS)}", flush=True)
    try:
        shell = Shell(box, daemon)
        good = [check(shell, number, function) for number, function in enumerate(CHECKS, 1)]
        shell.close()
    finally:
        Bus.end_all()
        box.close()
    sys.exit(not all(good))


if __name__ == "__main__":
    main()
