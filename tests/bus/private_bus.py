# SPDX-License-Identifier: GPL-2.0-or-later
"""A session bus of its own for a sandbox, and the daemon on it. The scripts here end in `main (FUNCTIONS)`; their arguments are
the command and the daemon."""

import inspect
import os
import re
import signal
import subprocess
import sys
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

import sandbox  # noqa: E402
from sandbox import expect  # noqa: E402

NAME = "org.offprint.Offprint"
PATH = "/org/offprint/Offprint"
TIMEOUT = 60
SERVICE = "[D-BUS Service]\nName={name}\nExec={program}\n"


class Bus:
    """The bus, which can start the daemon when ACTIVATABLE; all programs of BOX use it."""

    open_ones = []

    def __init__(self, box, daemon, activatable=False):
        self.box, self.program, self.daemons = box, daemon, []
        Bus.open_ones.append(self)
        if activatable:
            box.write(f"data/dbus-1/services/{NAME}.service", SERVICE.format(name=NAME, program=daemon), ".")
        box.environment["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=" + box.path("nowhere")
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=box.environment)
        box.environment["DBUS_SESSION_BUS_ADDRESS"] = self.process.stdout.readline().decode().strip()

    def gdbus(self, *arguments):
        return subprocess.run(["gdbus", *arguments], env=self.box.environment, capture_output=True, timeout=TIMEOUT, text=True)

    def call(self, method, *arguments):
        """The reply of a method of the daemon, which may be started for it, in GVariant's text form."""
        method = method if "." in method else f"{NAME}.{method}"
        result = self.gdbus("call", "--session", "--timeout", str(TIMEOUT), "-d", NAME, "-o", PATH, "-m", method, *arguments)
        expect(result.returncode == 0, method, result)
        return result.stdout

    def ask_bus(self, method, *arguments):
        result = self.gdbus("call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus", "-m",
                            f"org.freedesktop.DBus.{method}", *arguments)
        expect(result.returncode == 0, method, result)
        return result.stdout

    def daemon_pid(self):
        return int(re.search(r"uint32 (\d+)", self.ask_bus("GetConnectionUnixProcessID", NAME)).group(1))

    def is_running(self):
        return "true" in self.ask_bus("NameHasOwner", NAME)

    def start_daemon(self):
        """Starts the daemon and waits until it answers."""
        process = subprocess.Popen([self.program], env=self.box.environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.daemons.append(process)
        result = self.gdbus("wait", "--session", NAME, "--timeout", str(TIMEOUT))
        expect(result.returncode == 0, "the daemon did not come", result)
        return process

    def stop(self, process, with_signal=signal.SIGTERM):
        """Ends a daemon; returns its exit status and complaints."""
        process.send_signal(with_signal)
        return self.wait(process)

    @staticmethod
    def wait(process):
        _, complaints = process.communicate(timeout=TIMEOUT)
        expect(process.returncode >= 0 or -process.returncode in (signal.SIGKILL, signal.SIGTERM), process.returncode, complaints)
        return process.returncode, complaints.decode()

    def close(self):
        """Ends the bus, and with it every daemon."""
        for process in self.daemons:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                self.stop(process)
        self.end()

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=TIMEOUT)
        self.process.stdout.close()
        Bus.open_ones.remove(self)

    @classmethod
    def end_all(cls):
        """What a test that failed left running."""
        for bus in list(cls.open_ones):
            for process in bus.daemons:
                if process.poll() is None:
                    process.kill()
            bus.end()


def without_times(text, box):
    return re.sub(r"\d+\.\d s\b", "N s", text.replace(box.top, "TOP"))


def main(functions):
    """Runs each of FUNCTIONS with a sandbox of its own and the path of the daemon."""
    program, daemon = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    failed = 0
    print(f"1..{len(functions)}", flush=True)
    for number, function in enumerate(functions, 1):
        name = f"{number} {function.__name__}: {inspect.getdoc(function).splitlines()[0]}"
        box = sandbox.Sandbox(program)
        try:
            function(box, daemon)
            print(f"ok {name}", flush=True)
        except (AssertionError, OSError, ValueError, LookupError, AttributeError, subprocess.TimeoutExpired):
            failed += 1
            print(f"not ok {name}", *traceback.format_exc().rstrip().split("\n"), sep="\n# ", flush=True)
        finally:
            Bus.end_all()
            box.close()
    sys.exit(failed > 0)
