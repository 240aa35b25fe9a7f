#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""kill -9 of an engine that follows folders, in each phase, while they change: the index stays sound, the next engine brings it to what a new index holds.
And workers that die one after the other, under an engine that lives: nothing is lost.

usage: kill-live.py OFFPRINT DUMP KILL_AT_LIBRARY KILLS_A_PHASE ENGINE"""
import collections, os, signal, sys

sys.dont_write_bytecode = True
import apart, follower, model

OFFPRINT, DUMP, LIBRARY = map(os.path.abspath, sys.argv[1:4])
KILLS, ENGINE = int(sys.argv[4]), os.path.abspath(sys.argv[5])
PHASES = ['walk', 'watch', 'extract', 'add', 'remove', 'flush', 'commit', 'worker']
CHANGES = 25
# So many rounds in which the moment did not come
VAIN = 20


class History(model.History):
    """A disk and an index that outlive many engines"""
    def __init__(self, phase, programs, folder):
        super().__init__(f'kill {phase}', programs, folder)
        self.phase, self.calls, self.when = phase, 0, collections.Counter()
        self.engine.stop()

    def attempt(self, operation):
        try:
            operation()
        except OSError:
            pass

    def refresh(self):
        """There is always something to do."""
        disk = self.disk
        for operation in disk.open_folders, disk.roots_back, disk.root_again, disk.file_becomes_root: self.attempt(operation)
        for _ in range(5):
            if len(disk.walk(disk.top)[0]) < 60: self.attempt(disk.create_many)

    def change(self):
        for _ in range(CHANGES):
            self.disk.do_anything()
            if self.random.random() < 0.1: self.flush()
            elif self.random.random() < 0.2: self.give_time()
        self.flush()

    def start_killed(self, at, **more):
        """Returns the descriptor on which the number of moments is to be read at the end."""
        self.log(f'start, to be killed at {at}')
        counter = os.memfd_create('moments')
        preload = ':'.join(filter(None, [os.environ.get('KILL_PRELOAD_FIRST'), f'{self.programs}/{os.path.basename(LIBRARY)}']))
        environment = dict(self.environment, LD_PRELOAD=preload, KILL_PHASE=self.phase, KILL_AT=str(at), KILL_COUNT=str(counter), **more)
        self.engine = follower.Follower(f'{self.programs}/engine', self.database, self.disk.followed, env=environment, pass_fds=[counter])
        return counter

    def count(self, counter):
        with os.fdopen(counter, 'rb') as file: return int(os.pread(file.fileno(), 100, 0).split()[0])

    def live(self):
        """Returns whether the engine was killed. When it was not, the number of moments there were is known better."""
        counter = self.start_killed(self.random.randint(1, self.calls) if self.calls else 0)
        when = 'at the start'
        try:
            if self.random.random() < 0.5: self.flush()
            when = 'later'
            self.change()
            when = 'at the end'
            self.engine.stop()
        except follower.Gone as error:
            assert self.engine.process.returncode == -signal.SIGKILL, error
            os.close(counter)
            self.when[when] += 1
            return True
        self.calls = self.count(counter)
        return False

    def kill_engines(self):
        vain = 0
        while sum(self.when.values()) < KILLS:
            self.refresh()
            vain = 0 if self.live() else vain + 1
            assert vain < VAIN, f'{self.phase}: the engine does not go through it'
            for _ in range(self.random.randint(0, 5)): self.disk.do_anything()
            self.start()
            self.compare()
            self.engine.stop()
        return ', '.join(f'{count} {when}' for when, count in sorted(self.when.items()))

    def kill_workers(self):
        """A file whose worker dies is given to another one, once."""
        deaths = vain = 0
        while deaths < KILLS:
            self.refresh()
            counter = self.start_killed(0, OFFPRINT_KILL_WORKER=str(self.random.randint(9, 40)))
            self.change()
            self.compare()
            self.engine.stop()
            died = self.count(counter)
            vain = 0 if died > 0 else vain + 1
            assert vain < VAIN, 'no worker dies'
            deaths += died
        return f'{deaths} workers, under an engine that lives'


def try_phase(phase, programs, folder):
    history = History(phase, programs, folder)
    try:
        killed = history.kill_workers() if phase == 'worker' else history.kill_engines()
        return f'killed {killed}; {history.compared} comparisons'
    except BaseException:
        print('\n'.join(history.disk.log[-60:]))
        raise
    finally:
        history.end_engine()


apart.report([(phase, lambda programs, folder, phase=phase: try_phase(phase, programs, folder)) for phase in PHASES],
             [OFFPRINT, DUMP, LIBRARY, ENGINE], 2)
