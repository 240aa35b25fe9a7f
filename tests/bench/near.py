#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Near-duplicates: which pairs of syndicated variants `offprint index` puts into one group, and which pairs of other articles.

usage: near.py BUILD [--data FOLDER] [--stories N] [--others N] [--half 0|1] [--choose] [--seed N] [--all]
From texts that are not part of the project (--data; shared/data beside it; skipped where they are not there). Of each story two files are made, of a quarter five: 10-40% of its sentences cut,
replaced by sentences of other articles of that section, or moved, in all files or in all but one; a new headline. They are clippings, pages of papers with other menus each, or such pages whose
articles end with the paper's own notes, which no extractor can know from text. Beside each story stand others of the same section and the same day, in the same form and from the same paper.
A pair is found when both files are in one group of the index, whoever brought them together. Other files that have half of their three-word shingles in common were made so by an agency; they
are not counted.
--half takes every second text only; --choose chooses the thresholds of sketch.c among the pairs of each half, clippings all, says what they do to those of the other, and what the built ones do."""
import argparse, collections, html, itertools, json, lzma, os, random, re, subprocess, sys, tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[2].parent / 'shared' / 'data'
KINDS = 'cut', 'replace', 'move', 'all three'
SHARES = 0.1, 0.2, 0.3, 0.4
FORMS = 'clippings', 'site pages', 'pages', 'pages with notes'
VARIANTS = 5
ALIKE = 0.5
TEXTS_OF_THEIR_OWN = 'dropbox firefox google herald keep lemonde lifehacker lwn medium-1 mercurial toc 1ee91d1f'.split()    # templates that hold much of an article
NOTES = [    # a paper's own, under each of its articles; {0} is the paper
    'Read more of what matters to you: with {0} Plus you get every report without advertising, the crossword, and the archive back to the first edition.',
    'All reports of {0} are protected by copyright. Whoever wants to print or publish them elsewhere needs the written consent of the publisher beforehand.']
Pair = collections.namedtuple('Pair', 'one other longer lengths common kept keys near')
Rule = collections.namedtuple('Rule', 'share least kept')


def load(data, name):
    with lzma.open(data / name, 'rt') as file: return [json.loads(line) for line in file]


def split(article):
    return [sentence for paragraph in article['paras'] for sentence in re.split(r'(?<=[.!?])\s+(?=[A-Z"])', paragraph)]


def shingles(sentences):
    words = re.findall(r'\w+', ' '.join(sentences).lower())
    return {hash(tuple(words[i:i + 3])) for i in range(max(1, len(words) - 2))}


class File:
    """What was written: of which story (None: another article), in which form, how much was changed, and its sentences, without notes"""
    def __init__(self, story, form, kind, share, sentences):
        self.story, self.form, self.kind, self.share, self.sentences = story, form, kind, share, sentences

    def is_like(self, other):
        one, two = shingles(self.sentences), shingles(other.sentences)
        return len(one & two) >= ALIKE * len(one | two)


class Maker:
    def __init__(self, options, texts, folder):
        self.templates = [template for template in load(options.data, 'templates.jsonl.xz') if not any(name in template['name'] for name in TEXTS_OF_THEIR_OWN)]
        self.plain = options.choose    # its thresholds are of texts alone
        self.random, self.folder, self.texts = random.Random(options.seed), folder, texts
        self.sections, self.days = collections.defaultdict(list), collections.defaultdict(list)
        for article in texts:
            self.sections[article['section']].append(article)
            self.days[article['section'], article['date'][:10]].append(article)
        self.stories = self.random.sample([article for article in texts if len(split(article)) >= 5], options.stories)
        self.written, self.strange, self.files = {id(article) for article in self.stories}, set(), {}

    def strange_sentence(self, article):
        """Of an article that is not written as a file, as what a paper writes itself stands in no other"""
        other = article
        for attempt in range(100):    # of a small section all may be written
            if id(other) not in self.written: break
            other = self.random.choice(self.sections[article['section']] if attempt < 50 else self.texts)
        self.strange.add(id(other))
        return self.random.choice(split(other))

    def change(self, sentences, kind, share, article):
        chosen = self.random.sample(range(len(sentences)), max(1, round(share * len(sentences))))
        kinds = {i: self.random.choice(KINDS[:3]) if kind == 'all three' else kind for i in chosen}
        moving = [i for i in chosen if kinds[i] == 'move']
        moved = dict(zip(moving, sorted(moving)))
        return [self.strange_sentence(article) if kinds.get(i) == 'replace' else sentences[moved.get(i, i)] for i in range(len(sentences)) if kinds.get(i) != 'cut']

    def make_page(self, paper, paragraphs, title, article, notes):
        """Of papers that have little in common but the report"""
        name, titles = f'Paper {paper}', [html.escape(self.random.choice(self.sections[article['section']])['title']) for _ in range(8)]
        menu = ''.join(f'<li><a href="/{paper}/{number}">{link}</a></li>' for number, link in enumerate(titles))
        own = [self.reword(note.format(name), paper) for note in NOTES] if notes else []
        text = ''.join(f'<p>{html.escape(paragraph)}</p>\n' for paragraph in paragraphs + own)
        head, tail = (('<nav><ul>', '</ul></nav><article><h1>'), ('</article><aside><h2>Read more</h2><ul>', '</ul></aside>')) if paper % 2 == 0 else \
            (('<div class="menu"><ul>', '</ul></div><div class="story"><h1>'), ('</div><div class="related"><h3>Most read</h3><ol>', '</ol></div>'))
        address = f'https://paper{paper}.example/{article["section"]}/{self.random.randrange(10**9)}'
        return (f'<html><head><title>{html.escape(title)} | {name}</title><link rel="canonical" href="{address}"></head><body>{head[0]}{menu}{head[1]}{html.escape(title)}</h1>\n{text}{tail[0]}{menu}{tail[1]}'
                f'<footer>{name}. All rights reserved. We use cookies to improve this site.</footer></body></html>')

    def fill_template(self, paper, paragraphs, title, article):
        """A real page's, of one of the sites in the data"""
        page = self.templates[paper * 8 % len(self.templates)]['html']
        fills = dict(META='', TITLE=html.escape(title), AUTHOR='Anna Keller', ISO=f'{article["date"][:10]}T06:00:00Z', HUMAN=article['date'][:10], SEC=article['section'],
                     BODY=''.join(f'<p>{html.escape(paragraph)}</p>\n' for paragraph in paragraphs))
        for mark, text in fills.items(): page = page.replace(f'@@{mark}@@', text)
        return page

    @staticmethod
    def reword(note, paper):
        """Each paper has notes of its own: every third word is another one."""
        return ' '.join(f'{word}{paper}' if i % 3 == 0 else word for i, word in enumerate(note.split()))

    def write(self, file, title, article, paper):
        paragraphs = [' '.join(file.sentences[i:i + 2]) for i in range(0, len(file.sentences), 2)]
        if file.form == 'clippings': name, page = 'txt', f'{title}\n\n{article["date"][:10]}\n\n' + '\n\n'.join(paragraphs) + '\n'
        elif file.form == 'site pages': name, page = 'html', self.fill_template(paper, paragraphs, title, article)
        else: name, page = 'html', self.make_page(paper, paragraphs, title, article, file.form == 'pages with notes')
        path = f'{self.folder}/{len(self.files):06d}.{name}'
        Path(path).write_bytes(page.encode('utf-8', 'replace'))
        self.files[path] = file

    def make_story(self, number, article):
        kind, share, form = KINDS[number % 4], SHARES[number // 4 % 4], FORMS[0 if self.plain else number // 32 % 4]
        sentences = split(article)
        for variant in range(VARIANTS if self.random.random() < 0.25 else 2):
            whole = variant == 0 and number // 16 % 2 == 0
            title = article['title'] if variant == 0 else self.random.choice(self.sections[article['section']])['title']
            changed = sentences if whole else self.change(sentences, kind, share, article)
            self.write(File(number, form, kind, share, changed), title, article, number // 128 * VARIANTS + variant)
        return form

    def make(self, n_others):
        for number, article in enumerate(self.stories):
            form = self.make_story(number, article)
            others = [other for other in self.days[article['section'], article['date'][:10]] if id(other) not in self.written and id(other) not in self.strange]
            for other in self.random.sample(others, min(n_others, len(others))):
                self.written.add(id(other))
                self.write(File(None, form, None, None, split(other)), other['title'], other, number // 128 * VARIANTS)


class Count:
    """Pairs of one story that are together or not, by what was done to them; of other articles that are; and such that are alike without our doing"""
    def __init__(self, files):
        self.files, self.found, self.wrong, self.alike, self.known = files, collections.Counter(), collections.Counter(), 0, {}
        self.stories = collections.defaultdict(list)
        for path, file in files.items():
            if file.story is not None: self.stories[file.story].append(path)
        self.pairs = {pair for paths in self.stories.values() for pair in itertools.combinations(sorted(paths), 2)}

    def is_like(self, pair):
        if pair not in self.known: self.known[pair] = self.files[pair[0]].is_like(self.files[pair[1]])
        return self.known[pair]

    def add(self, pair):
        pair, file = tuple(sorted(pair)), self.files[pair[0]]
        if pair in self.pairs: self.found.update(self.rows(pair))
        elif self.is_like(pair): self.alike += 1
        else:
            self.wrong[None] += 1
            self.wrong[file.form] += 1

    def rows(self, pair):
        file = self.files[pair[0]]
        variants = len(self.stories[file.story])
        return [None, file.kind, f'{file.share:.0%}', file.form, f'{variants} variants', f'{file.kind}, {file.share:.0%}, {variants}']

    def recall(self): return self.found[None] / len(self.pairs)

    def precision(self): return self.found[None] / max(1, self.found[None] + self.wrong[None])

    def report(self, every):
        totals = collections.Counter(row for pair in self.pairs for row in self.rows(pair))
        for row in sorted(totals, key=str):
            if row and row.count(',') and not every: continue
            wrong = f', precision {self.found[row] / max(1, self.found[row] + self.wrong[row]):.4f} ({self.wrong[row]} wrong)' if row in FORMS or row is None else ''
            print(f'  recall {self.found[row] / totals[row]:.3f} of {totals[row]:5d}  {row or "all"}{wrong}')
        print(f'  {self.alike} pairs that are more than half alike without our doing are not counted')


def index(build, maker, place):
    environment = dict(os.environ, OFFPRINT_LIBEXECDIR=os.path.abspath(f'{build}/plugin/index'), XDG_CONFIG_HOME=f'{place}/config', XDG_CONFIG_DIRS=f'{place}/none')
    subprocess.run([f'{build}/plugin/cli/offprint', 'index', '--database', f'{place}/index', maker.folder], check=True, env=environment, stdout=subprocess.DEVNULL)


def read_groups(build, place):
    output = subprocess.run([f'{build}/tests/fault/dump-index', f'{place}/index'], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [[location.removesuffix('\\000') for location in line.split(': ', 1)[1].split(' ')] for line in output.splitlines() if line.startswith('group ')]


def read_pairs(build, place):
    output = subprocess.run([f'{build}/tests/bench/bench-near', f'{place}/index'], check=True, stdout=subprocess.PIPE, text=True).stdout
    for line in output.splitlines():
        one, other, *numbers = line.split('\t')
        yield Pair(one, other, *map(float, numbers))


def judge(rule, pairs, count):
    """Of neighbours, not of groups"""
    right = wrong = 0
    for pair, is_right in pairs:
        if pair.lengths <= 2.5 and pair.kept >= rule.kept and pair.common >= rule.share * pair.longer + rule.least:
            right, wrong = right + is_right, wrong + (not is_right)
    return right / len(count.pairs), right / max(1, right + wrong)


def sort_out(build, place, count):
    """Pairs that count, with whether they are of one story"""
    pairs = [pair for pair in read_pairs(build, place) if pair.common >= 4 and pair.kept > 0.3]
    names = [tuple(sorted((pair.one, pair.other))) for pair in pairs]
    return [(pair, name in count.pairs) for pair, name in zip(pairs, names) if name in count.pairs or not count.is_like(name)]


def choose(sides):
    """The rule of the most recall whose precision is .995, so that groups, which hold pairs of two neighbours of one centre as well, have .99"""
    rules = [Rule(share / 100, least, kept / 16) for share in range(10, 31, 2) for least in (2, 4, 6, 8, 10) for kept in range(8, 13)]
    for mine, other in (0, 1), (1, 0):
        best = max(rules, key=lambda rule: (lambda recall, precision: (min(precision, 0.995), recall))(*judge(rule, *sides[mine])))
        for name, rule in ('chosen', best), ('built', None):
            here, there = [judge(rule, *sides[side]) if rule else judge_built(*sides[side]) for side in (mine, other)]
            print(f'  neighbours, {name} on half {mine} {tuple(rule) if rule else ""}: recall {here[0]:.3f}, precision {here[1]:.4f}; on half {other}: recall {there[0]:.3f}, precision {there[1]:.4f}')


def judge_built(pairs, count):
    right = sum(is_right for pair, is_right in pairs if pair.near)
    return right / len(count.pairs), right / max(1, sum(bool(pair.near) for pair, _ in pairs))


def run(options, texts, half):
    if half is not None: texts = texts[half::2]
    with tempfile.TemporaryDirectory(prefix='offprint-near-') as place:
        os.mkdir(f'{place}/articles')
        maker = Maker(options, texts, f'{place}/articles')
        maker.make(options.others)
        index(options.build, maker, place)
        count = Count(maker.files)
        groups = read_groups(options.build, place)
        for paths in groups:
            for pair in itertools.combinations(paths, 2): count.add(pair)
        print(f'{len(maker.files)} files, {len(count.pairs)} pairs, largest group {max(map(len, groups), default=1)}, seed {options.seed}' + (f', half {half}' if half is not None else ''))
        count.report(options.all)
        return (sort_out(options.build, place, count), count) if options.choose else (None, count)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build')
    parser.add_argument('--stories', type=int, default=1024)
    parser.add_argument('--others', type=int, default=3)
    parser.add_argument('--data', type=Path, default=DATA)
    parser.add_argument('--half', type=int)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--choose', action='store_true')
    parser.add_argument('--all', action='store_true', help='a row for each kind, share and number of variants')
    options = parser.parse_args()
    if not options.data.exists():
        print(f'SKIPPED: {options.data} is not there')
        return 77
    texts = [article for article in load(options.data, 'texts.jsonl.xz') if article['paras']]
    sides = [run(options, texts, half) for half in ((0, 1) if options.choose else (options.half,))]
    if options.choose: choose(sides)
    return 0 if all(count.recall() >= 0.95 and count.precision() >= 0.99 for _, count in sides) else 1


sys.exit(main())
