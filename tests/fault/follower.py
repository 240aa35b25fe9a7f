# SPDX-License-Identifier: GPL-2.0-or-later
"""The engine of tests/fault/engine.c under control: started, asked, stopped in good order, killed, frozen. Tests nothing itself."""
import os, select, signal, subprocess, time, urllib.parse


class Gone(AssertionError):
    """The engine ended, or did not answer in time."""


class Status:
    def __init__(self, line):
        self.state, articles, errors, self.reason, self.watch, self.away = line.split('\t')
        self.articles, self.errors = int(articles), int(errors)

    def __repr__(self):
        return f'{self.state}, {self.articles} articles, {self.errors} errors, reason {self.reason!r}, watch {self.watch!r}, away {self.away!r}'


def quote(path):
    return urllib.parse.quote_from_bytes(os.fsencode(path))


class Follower:
    def __init__(self, program, database, roots, limit=60, options=(), **settings):
        """settings as of subprocess.Popen. What it says on standard error is kept in a file with no name."""
        self.program, self.database, self.limit, self.options, self.settings = program, database, limit, list(options), settings
        self.errors = os.memfd_create('errors')
        self.start(roots)

    def start(self, roots):
        self.rest = b''
        self.process = subprocess.Popen([self.program, *self.options, self.database, *roots], bufsize=0,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, **self.settings)

    @property
    def pid(self):
        return self.process.pid

    def said(self):
        return os.pread(self.errors, 100000, 0).decode('utf-8', 'replace')

    def fail(self, what):
        status = self.process.poll()
        how = 'still runs' if status is None else f'ended with {status}'
        raise Gone(f'{what}; the engine {how}; it said {self.said()[-3000:]!r}')

    def read_line(self, limit=None):
        end = time.monotonic() + (limit or self.limit)
        poll = select.poll()
        poll.register(self.process.stdout, select.POLLIN)
        while b'\n' not in self.rest:
            left = end - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000): self.fail(f'no answer in {limit or self.limit} seconds')
            chunk = os.read(self.process.stdout.fileno(), 65536)
            if not chunk:
                self.process.wait(10)
                self.fail('no answer')
            self.rest += chunk
        line, self.rest = self.rest.split(b'\n', 1)
        return os.fsdecode(line)

    def tell(self, line):
        try:
            os.write(self.process.stdin.fileno(), line.encode() + b'\n')
        except BrokenPipeError:
            self.process.wait(10)
            self.fail(f'{line!r} was not taken')

    def ask(self, line, limit=None):
        self.tell(line)
        return self.read_line(limit)

    def flush(self, limit=None):
        answer = self.ask('flush', limit)
        assert answer == 'flushed', answer

    def status(self):
        return Status(self.ask('status'))

    def wait_for(self, state, limit=None):
        return Status(self.ask(f'await {state}', limit))

    def follow(self, roots):
        assert self.ask(' '.join(['follow', *map(quote, roots)])) == 'done'

    def forget(self, root):
        assert self.ask(f'forget {quote(root)}') == 'done'

    def rescan(self):
        assert self.ask('rescan') == 'done'

    def freeze(self):
        os.kill(self.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOWAIT)

    def thaw(self):
        os.kill(self.pid, signal.SIGCONT)

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()

    def stop(self):
        """In good order."""
        self.process.stdin.close()
        status = self.process.wait(self.limit)
        self.process.stdout.close()
        if status != 0: self.fail(f'it ended with {status}')

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close()
