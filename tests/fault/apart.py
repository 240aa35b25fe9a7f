# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs tests in processes of their own, several at a time, each with a folder that is removed afterwards. Tests nothing itself.

Root reads everything: where it starts them, they are somebody else's, with copies of the programs where he may read them.
OFFPRINT_KEEP=FOLDER keeps there what failed tests leave in their folders."""
import os, shutil, subprocess, sys, tempfile, traceback

import tap

NOBODY = 65534


def become_nobody():
    if os.geteuid() != 0: return
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


class Test:
    """A child that calls a function with the folder of the programs and a folder of its own; what that returns is printed."""
    def __init__(self, name, function, place, programs):
        self.name = name
        self.folder = tempfile.mkdtemp(prefix='offprint-', dir=place)
        if os.geteuid() == 0: os.chown(self.folder, NOBODY, NOBODY)
        self.output = tempfile.TemporaryFile()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0: self.run(function, programs)

    def run(self, function, programs):
        """Not by another program: its interpreter need not be where somebody else may read it."""
        status = 1
        try:
            os.chdir(self.folder)
            for descriptor in 1, 2: os.dup2(self.output.fileno(), descriptor)
            become_nobody()
            print(function(programs, self.folder))
            status = 0
        except (AssertionError, OSError, ValueError, subprocess.SubprocessError) as error:
            print(f'{type(error).__name__}: {error}')
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)

    def report(self, number, passed):
        self.output.seek(0)
        text = self.output.read().decode('utf-8', 'backslashreplace').strip()
        print(f'{"ok" if passed else "not ok"} {number} {self.name}' + (f': {text}' if passed else ''), flush=True)
        if not passed: tap.comment(text)
        if not passed and os.environ.get('OFFPRINT_KEEP'): shutil.move(self.folder, os.environ['OFFPRINT_KEEP'])
        else: self.remove()
        return passed

    def remove(self):
        subprocess.run(['chmod', '-R', 'u+rwX', self.folder], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)


def copy_programs(programs, place):
    folder = f'{place}/programs'
    os.mkdir(folder)
    os.chmod(place, 0o755)
    for program in [*programs, f'{os.environ["OFFPRINT_LIBEXECDIR"]}/offprint-extract']: shutil.copy(program, folder)
    return folder


def report(tests, programs, jobs):
    """Runs (name, function) pairs, so many at a time, and ends the program."""
    print(f'1..{len(tests)}', flush=True)
    with tempfile.TemporaryDirectory(prefix='offprint-', ignore_cleanup_errors=True) as place:
        copies = copy_programs(programs, place)
        waiting, running, passed, number = list(tests), {}, 0, 0
        while waiting or running:
            while waiting and len(running) < jobs:
                test = Test(*waiting.pop(0), place, copies)
                running[test.pid] = test
            pid, status = os.wait()
            number += 1
            passed += running.pop(pid).report(number, status == 0)
    sys.exit(passed != len(tests))
