# SPDX-License-Identifier: GPL-2.0-or-later
"""A scene whose folder an engine follows, for the tests of what happens meanwhile. Tests nothing itself.

The arguments of the program that imports it: OFFPRINT DUMP ENGINE FOLDER_OF_LIAR [--small], the last for slow builds. ONLY in the environment: a regular
expression of the tests to be run."""
import os, re, shutil, sys, time
from pathlib import Path

import follower, scene, tap
from scene import expect

ENGINE, LIAR = map(os.path.abspath, sys.argv[3:5])
SMALL = '--small' in sys.argv
LIMIT = 120


class Live(scene.Scene):
    """A scene whose folder is followed by engines"""
    def __init__(self, folder):
        super().__init__(folder)
        self.engines = []
        self.engine_program = ENGINE

    def start(self, *roots, program=None, options=(), limit=LIMIT):
        self.engine = follower.Follower(program or self.engine_program, str(self.database), list(map(str, roots or [self.articles])),
                                        limit=limit, options=options, env=self.environment, **self.user)
        self.engines.append(self.engine)
        return self.engine

    def follow(self, count=5, **settings):
        """The engine, with so many articles in the index"""
        paths = self.write_all(count, **settings)
        self.start()
        self.expect_articles(count)
        return paths

    def end(self):
        for engine in self.engines:
            if engine.process.poll() is None: engine.kill()

    def become_nobody(self):
        super().become_nobody()
        if scene.IS_ROOT: self.engine_program = shutil.copy(ENGINE, self.folder)

    def expect_articles(self, articles, errors=0):
        self.engine.flush()
        status = self.engine.status()
        expect((status.articles, status.errors), (articles, errors))
        return status

    def expect_fresh(self):
        """The index is sound, and what a new one would be; nothing is left to do."""
        self.engine.flush()
        expect_same(self.dump(), self.dump_fresh())
        self.check()
        expect(self.engine.status().state, 'idle')

    def failures(self):
        return {failure['path']: failure['reason'] for failure in self.status()['failed']}


def expect_same(found, wanted):
    differing = set(found.splitlines()) ^ set(wanted.splitlines())
    assert found == wanted, f'{len(differing)} lines differ, among them {sorted(differing)[:4]!r}'


def wait_until(condition, what, limit=LIMIT):
    """condition asks the engine something, which takes it a turn of its loop"""
    end = time.monotonic() + limit
    while not (found := condition()):
        assert time.monotonic() < end, f'{what}: not in {limit} seconds'
        os.sched_yield()
    return found


def list_children(parent):
    children = []
    for path in Path('/proc').glob('[0-9]*/stat'):
        try:
            fields = path.read_text().rsplit(')', 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(fields[1]) == parent and fields[0] != 'Z': children.append(int(path.parent.name))
    return children


def get_ticks(pid):
    fields = Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    return int(fields[11]) + int(fields[12])


def with_engine(test):
    def run(live):
        try:
            test(live)
        finally:
            live.end()
    run.__name__ = test.__name__
    return run


def report(tests):
    scene.report([with_engine(test) for test in tests if re.search(os.environ.get('ONLY', ''), test.__name__)], Live)
