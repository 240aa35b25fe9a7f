# SPDX-License-Identifier: GPL-2.0-or-later
"""The window as a person meets it: on a screen of its own, with a keyboard, seen through what screen readers see.

A script defines functions that take a Stage and have a sentence on what is shown, and ends in `main (FUNCTIONS)`. Its arguments
are the command, the daemon and the window. Each function runs in a process of its own, since accessibility knows only one bus a
process. Nothing sleeps: conditions are waited for, long enough for a busy machine."""

import inspect
import os
import shutil
import signal
import subprocess
import sys
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bus"))

import private_bus  # noqa: E402
import sandbox  # noqa: E402
from sandbox import expect  # noqa: E402

TIMEOUT = 120
STEP_MS = 30
STEPS_MAX = 60
APPLICATION = "org.offprint.Window"
FILE_MANAGER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "file-manager.py")
SERVICE = "[D-BUS Service]\nName={name}\nExec={program}\n"
BROWSER = """[Desktop Entry]
Type=Application
Name=Browser
Exec={program} %f
MimeType=text/html;text/plain;text/markdown;
"""
EMPTY_CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
# The one writes down what it was given, whole, before anybody can see it.
NOTE_DOWN = "#!/bin/sh\nprintf '%s\\n' \"$1\" >\"{log}.new\" && cat \"{log}.new\" >>\"{log}\"\n"


class Stage:
    """A sandbox, its bus, a screen, and the window in them."""

    def __init__(self, box, daemon, window):
        self.box, self.program, self.window = box, window, None
        self.bus = None
        self.opened_log, self.shown_log = box.path("opened"), box.path("shown")
        self._set_environment()
        self._start_screen()
        self._offer_programs()
        self.bus = private_bus.Bus(box, daemon, activatable=True)
        os.environ.update(box.environment)
        # A warning of libatspi is no fault of ours; those of the window are.
        os.environ.pop("G_DEBUG", None)
        self._load_accessibility()

    def _set_environment(self):
        run = self.box.path("run")
        os.mkdir(run, 0o700)
        self.box.environment.update(
            XDG_RUNTIME_DIR=run, XDG_CACHE_HOME=self.box.path("cache"), XDG_STATE_HOME=self.box.path("state"),
            GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory", GIO_USE_VFS="local", GTK_A11Y="atspi",
            GIO_USE_VOLUME_MONITOR="unix", LC_ALL="C.UTF-8", LANGUAGE="", GTK_IM_MODULE="simple", NO_AT_BRIDGE="")
        for name in ("WAYLAND_DISPLAY", "NO_AT_BRIDGE", "GTK_THEME", "AT_SPI_BUS_ADDRESS"):
            self.box.environment.pop(name, None)

    def _start_screen(self):
        read, write = os.pipe()
        # Without -noreset it starts anew, and refuses whoever comes meanwhile, when the last of the first programs has gone.
        self.screen = subprocess.Popen(["Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
                                       pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        expect(number, "Xvfb did not start")
        self.box.environment["DISPLAY"] = ":" + number

    def _offer_programs(self):
        """A browser and a file manager that note down what they are given; the window for activation."""
        note = self.box.write("note-down", NOTE_DOWN.format(log=self.opened_log), "bin")
        os.chmod(note, 0o700)
        self.box.write("applications/browser.desktop", BROWSER.format(program=note), "data")
        types = "".join(f"{name}=browser.desktop\n" for name in ("text/html", "text/plain", "text/markdown"))
        self.box.write("mimeapps.list", f"[Default Applications]\n{types}", "config")
        self._offer_service(APPLICATION, f"{self.program} --gapplication-service")
        self._offer_service("org.freedesktop.FileManager1", f"{sys.executable} {FILE_MANAGER} {self.shown_log}")

    def _offer_service(self, name, program):
        self.box.write(f"dbus-1/services/{name}.service", SERVICE.format(name=name, program=program), "data")

    def _load_accessibility(self):
        import gi  # pylint: disable=import-outside-toplevel
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib  # pylint: disable=import-outside-toplevel
        self.atspi, self.glib = Atspi, GLib
        Atspi.init()

    def speak(self, language, locale):
        """Has the window speak LANGUAGE, of which there is no translation of its own, only that of GTK. GLib shows no other's
        translation in a program that has none itself, so there is an empty one. Returns whether all that is needed is there."""
        if not os.path.exists(f"/usr/share/locale/{language}/LC_MESSAGES/gtk40.mo") or not os.path.exists(f"/usr/share/i18n/locales/{locale}"):
            return False
        catalogue = self.box.path(f"translations/{language}/LC_MESSAGES/offprint.mo")
        os.makedirs(os.path.dirname(catalogue))
        subprocess.run(["msgfmt", "-o", catalogue, "-"], input=EMPTY_CATALOGUE, check=True, text=True)
        subprocess.run(["localedef", "-i", locale, "-f", "UTF-8", self.box.path(f"{locale}.UTF-8")], check=True, capture_output=True)
        self.box.environment.update(LOCPATH=os.path.dirname(self.box.path(locale)), LC_ALL=f"{locale}.UTF-8", LANGUAGE="",
                                    OFFPRINT_LOCALEDIR=self.box.path("translations"))
        return True

    # Waiting

    def turn(self):
        """Lets a moment pass, and what happened meanwhile come in."""
        loop = self.glib.MainLoop()
        self.glib.timeout_add(STEP_MS, loop.quit)
        loop.run()

    def wait_for(self, condition, *what):
        """The first true value of CONDITION."""
        end = self.glib.get_monotonic_time() + TIMEOUT * 1000000
        while True:
            try:
                value = condition()
            except (self.glib.Error, IndexError):
                value = None
            if value:
                return value
            if self.glib.get_monotonic_time() > end:
                raise AssertionError("waited too long", *what, self.describe())
            if self.window is not None and self.window.poll() is not None:
                raise AssertionError("the window ended", self.window.returncode)
            self.turn()

    # Seeing

    def application(self):
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_name() in ("offprint-window", "Offprint", APPLICATION):
                return child
        return None

    def walk(self, top=None):
        """All that is shown now, from the top down."""
        pending = [top or self.application()]
        while pending:
            item = pending.pop()
            if item is None:
                continue
            try:
                states, role = item.get_state_set(), item.get_role()
                children = [item.get_child_at_index(index) for index in range(item.get_child_count())]
            except self.glib.Error:
                continue
            if role != self.atspi.Role.APPLICATION and not states.contains(self.atspi.StateType.VISIBLE):
                continue
            yield item
            pending += reversed(children)

    def find_all(self, role, name=None):
        wanted = getattr(self.atspi.Role, role)
        return [item for item in self.walk() if self._is(item, wanted, name)]

    def _is(self, item, role, name):
        """What went away since it was listed is nothing."""
        try:
            return item.get_role() == role and (name is None or name in item.get_name())
        except self.glib.Error:
            return False

    def find(self, role, name=None):
        """The first item of that ROLE whose name has NAME in it, when it is shown."""
        return self.wait_for(lambda: next(iter(self.find_all(role, name)), None), role, name)

    def gone(self, role, name):
        self.wait_for(lambda: not self.find_all(role, name), "still there", role, name)

    def rows(self):
        """The names of the hits that are shown."""
        lists = self.find_all("LIST", "Articles")
        return [item.get_name() for item in self.walk(lists[0]) if self._is(item, self.atspi.Role.LIST_ITEM, None)] if lists else []

    def focus(self):
        for item in self.walk():
            if item.get_state_set().contains(self.atspi.StateType.FOCUSED):
                return item
        return None

    def text(self, name, role="TEXT"):
        """The content of the text that is called NAME."""
        item = self.find(role, name)
        return self.atspi.Text.get_text(item, 0, self.atspi.Text.get_character_count(item))

    def describe(self):
        try:
            return [f"{item.get_role_name()}: {item.get_name()}" for item in self.walk()]
        except self.glib.Error as error:
            return str(error)

    # Doing

    def start_window(self, *words):
        self.window = subprocess.Popen([self.program, *words], env=self.box.environment, stdin=subprocess.DEVNULL)
        self.wait_for(self.application, "the window")
        self.front()

    def front(self):
        """There is no window manager: the keyboard is given to the window by hand."""
        self.wait_for(lambda: self.xdotool("search", "--onlyvisible", "--class", "offprint").stdout.strip(), "a window on the screen")
        windows = self.xdotool("search", "--onlyvisible", "--class", "offprint").stdout.split()
        self.xdotool("windowfocus", windows[-1])

    def resize(self, width, height):
        """Gives the window that size, if it can be so small. Returns its number."""
        window = self.xdotool("search", "--onlyvisible", "--class", "offprint").stdout.split()[-1]
        self.xdotool("windowsize", "--sync", window, str(width), str(height))
        return window

    def place(self, item):
        """Left and right end of ITEM, in its window."""
        extents = self.atspi.Component.get_extents(item, self.atspi.CoordType.WINDOW)
        return extents.x, extents.x + extents.width

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.box.environment, capture_output=True, timeout=TIMEOUT, text=True,
                              check=False)

    def key(self, *keys):
        self.xdotool("key", "--delay", "20", *keys)

    def type(self, text):
        self.xdotool("type", "--delay", "20", text)

    def describe_focus(self):
        item = self.focus()
        return (item.get_role(), item.get_name()) if item is not None else None

    def go_to(self, role, name, key="Tab"):
        """Presses KEY until what has that ROLE, and NAME in its name, has the focus."""
        wanted = getattr(self.atspi.Role, role)
        seen = []
        for _ in range(STEPS_MAX):
            now = self.wait_for(self.describe_focus, "any focus")
            if now[0] == wanted and name in now[1]:
                return
            seen.append(now[1])
            self.key(key)
            self.wait_for(lambda: self.describe_focus() not in (None, now), "the focus moves on by", key, seen)  # pylint: disable=cell-var-from-loop
        raise AssertionError("not reached", role, name, seen)

    def follow(self, folder=None):
        """Has the daemon follow the folder of articles, and waits until they are in the index."""
        expect(self.box.run("add", folder or self.box.articles).status == 0)
        self.bus.call("Flush")

    def opened(self):
        """The articles that the browser was given."""
        return self._read_log(self.opened_log)

    def shown(self):
        """The addresses of the files that the file manager was to show."""
        return self._read_log(self.shown_log)

    def _read_log(self, path):
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return file.read().split("\n")[:-1]
        except FileNotFoundError:
            return []

    def close(self):
        if self.window is not None and self.window.poll() is None:
            self.window.terminate()
            self.window.wait(timeout=TIMEOUT)


def play(function, number):
    """Runs FUNCTION on a stage of its own; returns whether it showed what it should."""
    program, daemon, window = (os.path.abspath(argument) for argument in sys.argv[1:4])
    name = f"{number} {function.__name__}: {inspect.getdoc(function).splitlines()[0]}"
    box, stage, done = sandbox.Sandbox(program), None, False
    try:
        stage = Stage(box, daemon, window)
        function(stage)
        done = True
        print(f"ok {name}", flush=True)
    except Exception:  # pylint: disable=broad-except
        print(f"not ok {name}", *traceback.format_exc().rstrip().split("\n"), sep="\n# ", flush=True)
    finally:
        if stage is not None:
            stage.close()
        private_bus.Bus.end_all()
        box.close()
        # The last thing: libatspi ends the process when the screen goes.
        if stage is not None:
            stage.screen.kill()
    return done


def run(function, number):
    """What FUNCTION leaves running, however it ends, is in its process group, and ends with it."""
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)
        os._exit(0 if play(function, number) else 1)
    status = os.waitpid(process, 0)[1]
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return status == 0


def main(functions):
    """Runs each of FUNCTIONS; those named after the programs on the command line only, if there are any."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            print(f"1..0 # SKIP {program} is missing")
            return
    wanted = [function for function in functions if function.__name__ in sys.argv[4:] or len(sys.argv) == 4]
    print(f"1..{len(wanted)}", flush=True)
    results = [run(function, number) for number, function in enumerate(wanted, 1)]
    sys.exit(not all(results))
