#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""kill -9 of an engine that follows folders, in each phase, while they change: the index stays sound, the next engine brings it to what a new index holds.

usage: kill-live.py OFFPRINT DUMP KILL_AT_LIBRARY KILLS_A_PHASE ENGINE"""
import os, shutil, signal, sys, tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import follower, kill, tap

ENGINE = os.path.abspath(sys.argv[5])
PHASES = ['walk', 'watch', 'extract', 'add', 'flush', 'commit', 'worker']


class Scene:
    """A folder that an engine follows and somebody changes"""
    def __init__(self, folder):
        self.random = kill.random.Random(6)
        self.folder, self.articles, self.work = folder, folder / 'articles', folder / 'work'

    def reset(self):
        for leftover in self.folder.glob('work*'): shutil.rmtree(leftover)
        shutil.rmtree(self.articles, ignore_errors=True)
        self.paths = [kill.write_article(self.articles, number, self.random) for number in range(30)]

    def change(self):
        """Half of what is there is changed, moved or deleted, and some is new."""
        for number in range(0, 5): self.paths[number].unlink()
        for number in range(5, 10): kill.write_article(self.articles, number, self.random)
        for number in range(10, 15): self.paths[number].rename(self.paths[number].with_name(f'renamed-{self.paths[number].name}'))
        (self.articles / '3').rename(self.articles / 'three')
        for number in range(30, 40): kill.write_article(self.articles, number, self.random)

    def start(self, **settings):
        return follower.Follower(ENGINE, self.work, [self.articles], **settings)

    def live(self, phase, at):
        """Returns how often the engine went through the phase; None when it was killed there."""
        reader, writer = os.pipe()
        preload = ':'.join(filter(None, [os.environ.get('KILL_PRELOAD_FIRST'), kill.LIBRARY]))
        engine = self.start(env=dict(os.environ, LD_PRELOAD=preload, KILL_PHASE=phase, KILL_AT=str(at), KILL_COUNT=str(writer)), pass_fds=[writer])
        os.close(writer)
        try:
            if self.random.random() < 0.5: engine.flush()
            self.change()
            engine.flush()
            engine.stop()
        except follower.Gone:
            assert engine.process.returncode == -signal.SIGKILL, engine.said()
        with os.fdopen(reader) as pipe: count = pipe.read().strip()
        return int(count) if count else None

    def kill_workers(self):
        """Those that the engine has at a random moment, once, since a file that ends two is taken for the reason; it goes on."""
        engine = self.start()
        self.change()
        for _ in range(self.random.randint(1, 20)): engine.status()
        for children in Path(f'/proc/{engine.pid}/task').glob('*/children'):
            for worker in children.read_text().split(): os.kill(int(worker), signal.SIGKILL)
        engine.flush()
        engine.stop()

    def verify(self):
        if (self.work / 'iamglass').exists():
            check = kill.run('check', '--database', self.work)
            assert check.returncode == 0, check
        engine = self.start()
        engine.flush()
        engine.stop()
        fresh = self.folder / 'fresh'
        shutil.rmtree(fresh, ignore_errors=True)
        result = kill.run('index', '--database', fresh, self.articles)
        assert result.returncode == 0, result
        assert kill.dump(self.work) == kill.dump(fresh), 'not the same articles as in a new index'
        check = kill.run('check', '--database', self.work)
        assert check.returncode == 0, check


def try_phase(scene, phase):
    """Returns how many kills there were, of how many moments"""
    if phase == 'worker':
        for _ in range(kill.KILLS):
            scene.reset()
            scene.kill_workers()
            scene.verify()
        return kill.KILLS, 'any'
    scene.reset()
    calls = scene.live(phase, 0)
    assert calls, f'{phase}: the engine does not go through it'
    scene.verify()
    done = 0
    while done < kill.KILLS:
        scene.reset()
        done += scene.live(phase, scene.random.randint(1, calls)) is None
        scene.verify()
    return done, calls


def main():
    def phase_test(scene, phase):
        def test():
            done, calls = try_phase(scene, phase)
            tap.comment(f'{phase}: killed {done} times at random ones of {calls} moments')
        return phase, test

    with tempfile.TemporaryDirectory(prefix='offprint-kill-live-', ignore_cleanup_errors=True) as folder:
        scene = Scene(Path(folder))
        tap.report([phase_test(scene, phase) for phase in PHASES])


main()
