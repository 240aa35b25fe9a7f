#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Hostile content: each file is answered or refused with a reason, within bounds of memory and time, by itself and in an index.

usage: hostile.py OFFPRINT [--unlimited]
--unlimited: without the bound on memory, which a sanitizer's shadow would break; time is multiplied by ten."""
import codecs, json, os, random, sys, tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import tap

OFFPRINT = os.path.abspath(sys.argv[1])
UNLIMITED = '--unlimited' in sys.argv[2:]
ADDRESS_SPACE = None if UNLIMITED else 2 << 30
SECONDS = 600 if UNLIMITED else 60
MIB = 1 << 20
TEXT = b'The river had risen over night, and the people of the old town carried their chairs to the upper floor. '


def repeat(piece, size):
    """At least size bytes of it, a piece at a time: what this program holds in memory would count as its child's."""
    chunk = piece * max(1, MIB // 4 // len(piece))
    for _ in range(-(-size // len(chunk))): yield chunk


def times(piece, count):
    return repeat(piece, len(piece) * count)


def noise(size):
    yield random.Random(7).randbytes(size)


def article(head, body=b''):
    yield b'<!DOCTYPE html><html><head><title>Hostile</title>' + head + b'</head><body><article><p>' + TEXT * 5 + b'</p>' + body + b'</article></body></html>'


def distinct_words():
    """No word twice: each costs a term of its own."""
    for number in range(1500): yield b' '.join(b'w%x' % (number * 1000 + i) for i in range(1000)) + b'\n'


def unclosed():
    for number in range(1000): yield b''.join(b'<x%d>' % (number * 1000 + i) for i in range(1000)) + TEXT


def aliases():
    yield b'---\ntitle: Bomb\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n'
    for level in range(1, 40): yield b'a%d: &a%d [%s]\n' % (level, level, b', '.join([b'*a%d' % (level - 1)] * 10))
    yield b'tags: *a39\nauthor: *a39\n---\n\n# Bomb\n\n' + TEXT * 5


def authors():
    names = (b'{"@type":"Person","name":"Ann%d Writer%d"}' % (i, i) for i in range(50000))
    return article(b'<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Many","author":[' + b','.join(names) + b']}</script>'
                   + b''.join(b'<meta name="author" content="Bob%d Scribe">' % i for i in range(50000)))


def deep_json():
    return article(b'<script type="application/ld+json">' + b'{"@type":"NewsArticle","isPartOf":' * 10000 + b'[' * 10000 + b'1' + b']' * 10000 + b'}' * 10000 + b'</script>')


def attribute():
    yield b'<html><head><title>Long</title><meta name="description" content="'
    yield from repeat(b'so long a value ', 5 * MIB)
    yield b'"></head><body><p class="'
    yield from repeat(b'name ', 5 * MIB)
    yield b'">' + TEXT * 5 + b'</p></body></html>'


def all_bytes():
    yield b'<title>' + bytes(range(256)) + b'</title><p title="' + bytes(range(256)) + b'">' + bytes(range(256)) * 40 + b'&#0;&#xD800;&#x110000;</p>'


# name of the file, its bytes
CASES = [
    ('divs.html', lambda: repeat(b'<div>', 60 * MIB)),
    ('one-line.txt', lambda: repeat(TEXT, 100 * MIB)),
    ('one-line.html', lambda: repeat(TEXT, 20 * MIB)),
    ('unclosed.html', unclosed),
    ('word.txt', lambda: repeat(b'a', 20 * MIB)),
    ('word.html', lambda: repeat(b'a', 20 * MIB)),
    ('word.md', lambda: repeat(b'a', 20 * MIB)),
    ('distinct.txt', distinct_words),
    ('noise.html', lambda: noise(MIB)),
    ('noise.txt', lambda: noise(MIB)),
    ('noise.md', lambda: noise(MIB // 4)),
    ('nul.html', lambda: repeat(b'\0', MIB)),
    ('nul.txt', lambda: repeat(b'\0', MIB)),
    ('nul-between.html', lambda: repeat(b'<p\0 a\0=\0>\0' + TEXT + b'\0', MIB)),
    ('utf16-half.txt', lambda: iter([b'\xff\xfe' + 'Halved \U0001f600'.encode('utf-16-le') * 1000 + b'\x3d'])),
    ('deep-json.html', deep_json),
    ('aliases.md', aliases),
    ('attribute.html', attribute),
    ('attributes.html', lambda: iter([b'<p ' + b' '.join(b'a%d=1' % i for i in range(200000)) + b'>' + TEXT * 5])),
    ('authors.html', authors),
    ('quotes.md', lambda: iter([b'>' * 100000 + b' ' + TEXT * 5])),
    ('quotes-lines.md', lambda: iter([b'\n'.join(b'>' * i + b' x' for i in range(1, 2000))])),
    ('brackets.md', lambda: iter([b'[' * 100000 + b'x' + b']' * 100000 + b'\n\n' + TEXT * 5])),
    ('images.md', lambda: iter([b'![' * 100000 + b'x' + b'](y)' * 100000])),
    ('lists.md', lambda: iter([b'* ' * 100000 + b'x'])),
    ('stars.md', lambda: iter([b'*a **b ' * 100000])),
    ('backticks.md', lambda: iter([b' '.join(b'`' * (i % 500 + 1) for i in range(20000))])),
    ('entities.html', lambda: repeat(b'&amp;&#x41;&notanentity;&', 5 * MIB)),
    ('less-than.html', lambda: repeat(b'<', 5 * MIB)),
    ('comment.html', lambda: repeat(b'<!--', 5 * MIB)),
    ('script.html', lambda: repeat(b'<script><!--<script>', 5 * MIB)),
    ('tables.html', lambda: repeat(b'<table><tr><td>', 5 * MIB)),
    ('formatting.html', lambda: repeat(b'<b><i><a href=x>', 2 * MIB)),
    ('marks.txt', lambda: iter([b'e' + '\u0301'.encode() * 500000])),
    ('spaces.html', lambda: repeat(b' ', 20 * MIB)),
    ('bytes.html', all_bytes),
    ('bytes.txt', lambda: iter([bytes(range(256)) * 40])),
    ('bytes.md', lambda: iter([bytes(range(256)) * 40])),
]


def is_refusal(result, name):
    """One line that names the file and gives a reason."""
    return result.returncode == 1 and len(result.lines) == 1 and f'{name}: ' in result.lines[0] and len(result.lines[0].split(f'{name}: ')[1]) > 5


def check_output(path):
    """JSON in valid UTF-8; read whole only when it is small."""
    decoder = codecs.getincrementaldecoder('utf-8')('strict')
    with open(path, 'rb') as file:
        assert file.read(1) == b'{', 'no record'
        file.seek(0)
        while chunk := file.read(MIB): decoder.decode(chunk)
        decoder.decode(b'', True)
        file.seek(-2, os.SEEK_END)
        assert file.read() == b'}\n', 'the record is cut'
    if os.path.getsize(path) < MIB:
        for line in Path(path).read_text('utf-8').splitlines(): json.loads(line)


def run_bounded(environment, *arguments, **options):
    result = tap.run([OFFPRINT, *arguments], limit=SECONDS, address_space=ADDRESS_SPACE, env=environment, **options)
    assert not result.timed_out and result.returncode in (0, 1), f'offprint {arguments[0]}: {result}'
    return result


def try_case(folder, environment, name, make):
    path, output, database = folder / 'articles' / name, folder / 'output', folder / f'index-{name}'
    path.parent.mkdir(exist_ok=True)
    with open(path, 'wb') as file: file.writelines(make())
    try:
        extract = run_bounded(environment, 'extract', '--json', path, output=output)
        if extract.returncode == 0: check_output(output)
        else: assert is_refusal(extract, name), extract
        index = run_bounded(environment, 'index', '--jobs', '1', '--database', database, path.parent)
        assert index.returncode == extract.returncode and (index.returncode == 0 or is_refusal(index, name)), (extract, index)
        state = json.loads(run_bounded(environment, 'status', '--json', '--database', database).output)
        assert (state['articles'] > 0, len(state['failed'])) == ((True, 0) if index.returncode == 0 else (False, 1)), state
        answer = f'{state["articles"]} indexed' if index.returncode == 0 else state['failed'][0]['reason']
        tap.comment(f'{name}: {path.stat().st_size / MIB:.1f} MiB, {answer}; extract {extract.peak} MiB {extract.seconds:.1f} s, index {index.peak} MiB {index.seconds:.1f} s')
    finally:
        path.unlink()


def main():
    with tempfile.TemporaryDirectory(prefix='offprint-hostile-') as folder:
        environment = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder, XDG_CONFIG_DIRS=folder)
        tap.report([(name, lambda name=name, make=make: try_case(Path(folder), environment, name, make)) for name, make in CASES])


main()
