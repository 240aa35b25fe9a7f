# SPDX-License-Identifier: GPL-2.0-or-later
"""What the fault tests share: running a program with bounds and measuring it, and telling the results as TAP. Tests nothing itself."""
import os, resource, signal, subprocess, sys, tempfile, threading


class Skip(Exception):
    """What a test needs is not there; the text says what."""


class Result:
    """returncode as in subprocess (negative: killed by that signal), output and errors as bytes, peak memory in MiB, seconds"""
    def __init__(self, returncode, output, errors, usage, timed_out):
        self.returncode, self.output, self.errors, self.timed_out = returncode, output, errors, timed_out
        self.peak = usage.ru_maxrss // 1024
        self.seconds = usage.ru_utime + usage.ru_stime

    @property
    def lines(self):
        return self.errors.decode('utf-8').splitlines()

    def __repr__(self):
        how = 'ran out of time, ' if self.timed_out else ''
        return f'{how}status {self.returncode}, {self.output[:300]!r}, {self.errors[-1500:]!r}'


def run(command, output=None, limit=120, address_space=None, **options):
    """Runs it to its end, at most limit seconds. What it prints goes to the file of name output, or is kept."""
    def bound():
        if address_space: resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    timed_out = threading.Event()
    with (open(output, 'w+b') if output else tempfile.TemporaryFile()) as out, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=out, stderr=errors, preexec_fn=bound, **options)
        timer = threading.Timer(limit, lambda: (timed_out.set(), os.kill(process.pid, signal.SIGKILL)))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        out.seek(0)
        return Result(process.returncode, b'' if output else out.read(), errors.read(), usage, timed_out.is_set())


def comment(text):
    for line in str(text).splitlines(): print(f'# {line}', flush=True)


def report(tests):
    """Runs (name, function) pairs and ends the program. The first line of a function's doc string says what is shown."""
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {name}', flush=True)
        except Skip as reason:
            print(f'ok {number} {name} # SKIP {reason}', flush=True)
        except (AssertionError, OSError, UnicodeError, ValueError, subprocess.SubprocessError) as error:
            failed += 1
            print(f'not ok {number} {name}', flush=True)
            comment(f'{type(error).__name__}: {error}')
    sys.exit(failed > 0)
