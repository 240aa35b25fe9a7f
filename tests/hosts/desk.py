# SPDX-License-Identifier: GPL-2.0-or-later
"""A desk with a screen that nobody sees and a bus of its own, and what a person does there: looks, clicks, copies. What is to be
seen is read from the accessibility tree, as a screen reader does. Tests nothing itself."""

import os
import re
import subprocess
import sys
import time
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bus"))

import private_bus  # noqa: E402
from sandbox import expect  # noqa: E402
from screen import Screen  # noqa: E402

os.environ.pop("G_DEBUG", None)  # a program that is not there yet is worth a warning to AT-SPI
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)
LIMIT = int(os.environ.get("OFFPRINT_SCREEN_LIMIT", "120"))  # seconds; the machine may be busy
LOOK_AGAIN_MS = 200
LOOKS_AT_KEPT = 8
CLICK_PATIENCE = 2  # seconds; then a click may have been swallowed
DEPTH = 60
APPLICATION = """<node><interface name="org.freedesktop.Application">
  <method name="Activate"><arg type="a{sv}" direction="in"/></method>
  <method name="Open"><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/></method>
  <method name="ActivateAction"><arg type="s" direction="in"/><arg type="av" direction="in"/><arg type="a{sv}" direction="in"/></method>
</interface></node>"""
NOTIFICATIONS = """<node><interface name="org.freedesktop.Notifications">
  <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
    <arg type="i" direction="in"/><arg type="u" direction="out"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/></method>
</interface></node>"""
BROWSER = """[Desktop Entry]
Type=Application
Name=Test Browser
Exec={program} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
"""


def await_something():
    """Lets things happen for a moment, ours too: signals and calls of the bus are heard."""
    loop = GLib.MainLoop()
    GLib.timeout_add(LOOK_AGAIN_MS, loop.quit)
    loop.run()


def wait_for(what, function, limit=LIMIT):
    """The first true answer of FUNCTION. What can't be looked at right now is looked at again."""
    end, trouble = time.monotonic() + limit, None
    while time.monotonic() < end:
        try:
            answer = function()
            if answer:
                return answer
        except GLib.Error as error:
            trouble = error
        await_something()
    raise AssertionError(f"waited {limit} s for {what}", trouble)


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node, depth=0):
    """NODE, if there is one, and all below it; what vanishes meanwhile is left out."""
    if node is None:
        return
    yield node
    if depth < DEPTH:
        try:
            for child in children(node):
                yield from walk(child, depth + 1)
        except GLib.Error:
            pass


def texts(node):
    """What labels and cells below NODE show."""
    found = []
    for child in walk(node):
        try:
            found.append((child.get_name() or "").strip())
        except GLib.Error:
            pass
    return found


class Desk(Screen):
    """Screen and bus, with a web browser, a search window and a list of notifications that only write down what they are told."""

    def __init__(self, box, daemon, pictures):
        self.pictures, self.programs = pictures, []
        self.actions, self.notices, self.looks = [], [], 0
        box.environment.update(
            XDG_RUNTIME_DIR=box.path("run"), XDG_CACHE_HOME=box.path("cache"), GDK_BACKEND="x11", GSK_RENDERER="cairo",
            GSETTINGS_BACKEND="keyfile", GVFS_DISABLE_FUSE="1", GIO_USE_VFS="local", GIO_USE_VOLUME_MONITOR="unix",
            XDG_CONFIG_DIRS=box.path("etc"))
        for name in ("WAYLAND_DISPLAY", "NO_AT_BRIDGE", "GTK_MODULES", "GTK_THEME", "G_DEBUG"):
            box.environment.pop(name, None)
        os.mkdir(box.path("run"), 0o700)
        super().__init__(box, "1400x900")
        self.install_browser()
        self.bus = private_bus.Bus(box, daemon, activatable=True)
        self.join_bus()

    def install_browser(self):
        program = self.box.write("browser", '#!/bin/sh\nprintf "%s\\n" "$1" >>"$0.pages"\n', ".")
        os.chmod(program, 0o755)
        self.box.write("data/applications/test-browser.desktop", BROWSER.format(program=program), ".")
        self.box.write("config/mimeapps.list", "[Default Applications]\n" + "".join(
            f"x-scheme-handler/{scheme}=test-browser.desktop\n" for scheme in ("http", "https")), ".")

    def join_bus(self):
        """This process is the window, the notifications and the screen reader."""
        os.environ.update({name: self.box.environment[name] for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_RUNTIME_DIR")})
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.connection.set_exit_on_close(False)
        self.serve("org.offprint.Window", "/org/offprint/Window", APPLICATION, self.on_action)
        self.serve("org.freedesktop.Notifications", "/org/freedesktop/Notifications", NOTIFICATIONS, self.on_notice)
        Atspi.init()

    def serve(self, name, path, xml, function):
        interface = Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]
        self.connection.register_object(path, interface, function, None, None)
        Gio.bus_own_name_on_connection(self.connection, name, Gio.BusNameOwnerFlags.NONE, None, None)

    def on_action(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        self.actions.append((method, *parameters.unpack()[:2]))
        invocation.return_value(None)

    def on_notice(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        if method == "Notify":
            self.notices.append(parameters.unpack()[3:5])
            invocation.return_value(GLib.Variant("(u)", (1,)))
        else:
            invocation.return_value(GLib.Variant("(as)", ([],)) if method == "GetCapabilities" else
                                    GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))

    def start(self, *command):
        process = subprocess.Popen(command, env=self.box.environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=open(self.box.path("messages"), "ab"))
        self.programs.append(process)
        return process

    def messages(self):
        with open(self.box.path("messages"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def application(self, name):
        """The program of that name in the accessibility tree. What it told us of itself is kept, since each question takes its
        time; but some changes it may not tell, so now and then all is asked anew."""
        self.looks += 1
        for child in children(Atspi.get_desktop(0)):
            if name in (child.get_name() or "").lower():
                if self.looks % LOOKS_AT_KEPT == 0:
                    child.clear_cache()
                return child
        return None

    def look_anew(self):
        """The next look is at what is there now."""
        self.looks = -1

    def find(self, application, role, accept, limit=LIMIT, what=""):
        """The first thing of that role, a regular expression, that ACCEPT, a name or a function, accepts."""
        matches = accept if callable(accept) else lambda node: node.get_name() == accept

        def look():
            program = self.application(application)
            return program and next((node for node in walk(program) if re.fullmatch(role, node.get_role_name()) and matches(node)),
                                    None)
        return wait_for(f"{role} {what or accept}", look, limit)

    def run(self, *command):
        return subprocess.run(command, env=self.box.environment, capture_output=True, timeout=LIMIT, text=True)

    def window(self, title):
        """Number of the window that is on the screen with that title, a regular expression; it gets the keys."""
        def look():
            result = self.run("xdotool", "search", "--onlyvisible", "--name", title)
            return result.stdout.split()[-1] if result.stdout.split() else None
        window = wait_for(f"a window {title}", look)
        self.xdotool("windowfocus", window)
        return window

    def popups(self):
        """Numbers of the menus that are on the screen: windows that no window manager would touch."""
        listed = self.run("xwininfo", "-root", "-children").stdout
        windows = re.findall(r"^\s+(0x[0-9a-f]+) ", listed, re.MULTILINE)
        described = [(window, self.run("xwininfo", "-id", window).stdout) for window in windows]
        return [window for window, text in described
                if "Override Redirect State: yes" in text and "Map State: IsViewable" in text]

    def right_click(self, title, place, is_open):
        """Clicks at PLACE () in the window of that title until IS_OPEN () is true: a menu that is being closed swallows a click,
        and rows move while files come and go. A busy machine is given twice as long each time."""
        patience = CLICK_PATIENCE

        def look():
            nonlocal patience
            self.close_popups()
            self.window(title)
            self.look_anew()
            x, y = wait_for("the place to click at", place)
            self.xdotool("mousemove", str(x), str(y), "click", "3")
            patience *= 2
            try:
                return wait_for("a menu", lambda: self.popups() and is_open(), patience / 2)
            except AssertionError:
                return None
        return wait_for("the menu", look)

    def close_popups(self):
        def look():
            if not self.popups():
                return True
            self.xdotool("mousemove", "1390", "890", "key", "Escape")
            return not self.popups()
        wait_for("no menu", look)

    def clipboard(self):
        result = self.run("timeout", "10", "xclip", "-o", "-selection", "clipboard")
        return result.stdout if result.returncode == 0 else ""

    def clear_clipboard(self):
        subprocess.run(["xclip", "-i", "-selection", "clipboard"], env=self.box.environment, input=b"nothing", timeout=LIMIT,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def pages(self):
        path = self.box.path("browser.pages")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return file.read().split()

    def picture(self, name):
        """A picture of the screen, for a person."""
        os.makedirs(self.pictures, exist_ok=True)
        path = os.path.join(self.pictures, name + ".png")
        self.run("import", "-window", "root", path)
        return path

    def close(self):
        for process in self.programs:
            if process.poll() is None:
                process.terminate()
        for process in self.programs:
            try:
                process.wait(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.connection.close_sync(None)
        private_bus.Bus.end_all()
        super().close()


def run_steps(desk, steps):
    """Runs each of STEPS, functions without arguments with a sentence on what is shown, and tells of it as TAP. What one of
    them finds is the ground of the next: after a failure the rest is not run."""
    print(f"1..{len(steps)}", flush=True)
    broken = False
    for number, step in enumerate(steps, 1):
        name = f"{number} {step.__name__}: {step.__doc__.splitlines()[0]}"
        if broken:
            print(f"not ok {name}\n# not run: a step before it failed", flush=True)
            continue
        try:
            step()
            print(f"ok {name}", flush=True)
        except Exception as error:  # whatever it is, it is told, with a picture
            broken = True
            print(f"not ok {name}", flush=True)
            picture = desk.picture(step.__name__)
            for line in [f"{type(error).__name__}: {error}", f"picture: {picture}", *desk.messages()[-3000:].splitlines()]:
                print("#", line, flush=True)
    return not broken
