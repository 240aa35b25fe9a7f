#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Near-duplicates: which pairs of syndicated variants `offprint index` puts into one group, and which of other articles.

usage: near.py BUILD [--data FOLDER] [--articles N] [--others N] [--half 0|1] [--seed N]
From texts that are not part of the project (--data; shared/data beside it; skipped where they are not there). Of each of N articles two files are made, one or both of them changed: 10-40% of its
sentences cut, replaced by sentences of other articles of that section, or moved; a new headline; half of them on pages of two papers with other menus and boilerplate. Beside each stand others
of the same section and the same day, on pages of the first. A pair is grouped when both files are in one group of the index, which also joins what a third
one joins. Files that have half of their three-word shingles in common without being made so are near-duplicates that an agency made, and not counted."""
import argparse, collections, html, json, lzma, os, random, re, shutil, subprocess, sys, tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[2].parent / 'shared' / 'data'
KINDS = 'cut', 'replace', 'move', 'all three'
SHARES = 0.1, 0.2, 0.3, 0.4
ALIKE = 0.5


def load(data, name):
    with lzma.open(data / name, 'rt') as file: return [json.loads(line) for line in file]


def split(article):
    return [sentence for paragraph in article['paras'] for sentence in re.split(r'(?<=[.!?])\s+(?=[A-Z"])', paragraph)]


def shingles(text):
    words = re.findall(r'\w+', text.lower())
    return {tuple(words[i:i + 3]) for i in range(max(1, len(words) - 2))}


def resemblance(one, other):
    return len(one & other) / len(one | other)


class Maker:
    def __init__(self, options, folder):
        self.random, self.folder = random.Random(options.seed), folder
        texts = [article for article in load(options.data, 'texts.jsonl.xz') if article['paras']]
        if options.half is not None: texts = texts[options.half::2]
        self.sections, self.days = collections.defaultdict(list), collections.defaultdict(list)
        for article in texts:
            self.sections[article['section']].append(article)
            self.days[article['section'], article['date'][:10]].append(article)
        self.long = self.random.sample([article for article in texts if len(split(article)) >= 5], options.articles)
        self.quote, self.written, self.strange = options.quote, {id(article) for article in self.long}, set()
        self.files = {}     # path -> text, index of the article or None
        self.made = []      # one path, other path, kind, share, sides

    def strange_sentence(self, article):
        """Of an article that is not written as a file, as what a paper writes itself stands in no other; with --quote of any"""
        other = self.random.choice(self.sections[article['section']])
        while not self.quote and id(other) in self.written: other = self.random.choice(self.sections[article['section']])
        self.strange.add(id(other))
        return self.random.choice(split(other))

    def make_page(self, paper, sentences, title, article):
        """Of one of two papers that have little in common but the report"""
        links = [html.escape(self.random.choice(self.sections[article['section']])['title']) for _ in range(8)]
        menu = ''.join(f'<li><a href="/{paper}/{number}">{link}</a></li>' for number, link in enumerate(links))
        paragraphs = ''.join(f'<p>{html.escape(paragraph)}</p>\n' for paragraph in sentences)
        if paper == 0:
            return (f'<html><head><title>{html.escape(title)} | Morning Paper</title></head><body><nav><ul>{menu}</ul></nav><article><h1>{html.escape(title)}</h1>\n{paragraphs}</article>'
                    f'<aside><h2>Read more</h2><ul>{menu}</ul></aside><footer>The Morning Paper. All rights reserved. Subscribe to our newsletter for the news of the day.</footer></body></html>')
        return (f'<html><head><title>{html.escape(title)} - Evening Post</title></head><body><div class="menu"><ul>{menu}</ul></div><div class="story"><h2>{html.escape(title)}</h2>\n{paragraphs}</div>'
                f'<div class="related"><h3>Most read</h3><ol>{menu}</ol></div><div class="foot"><p>Copyright Evening Post. We use cookies to improve this site. Accept all</p></div></body></html>')

    def change(self, sentences, kind, share, article):
        if kind == 'all three':
            for one in KINDS[:3]: sentences = self.change(sentences, one, share / 3, article)
            return sentences
        chosen = sorted(self.random.sample(range(len(sentences)), max(1, round(share * len(sentences)))))
        if kind == 'cut': return [sentence for i, sentence in enumerate(sentences) if i not in chosen]
        if kind == 'move':
            moved = self.random.sample(chosen, len(chosen))
            return [sentences[moved[chosen.index(i)]] if i in chosen else sentence for i, sentence in enumerate(sentences)]
        return [self.strange_sentence(article) if i in chosen else sentence for i, sentence in enumerate(sentences)]

    def write(self, sentences, title, article, owner, paper):
        paragraphs = [' '.join(sentences[i:i + 2]) for i in range(0, len(sentences), 2)]
        if paper is None: name, page = 'txt', f'{title}\n\n{article["date"][:10]}\n\n' + '\n\n'.join(paragraphs) + '\n'
        else: name, page = 'html', self.make_page(paper, paragraphs, title, article)
        path = f'{self.folder}/{len(self.files):06d}.{name}'
        Path(path).write_bytes(page.encode('utf-8', 'replace'))
        self.files[path] = shingles(' '.join(sentences)), owner
        return path

    def make_pair(self, owner, article):
        kind, share, sides = KINDS[owner % 4], SHARES[owner // 4 % 4], 1 + owner // 16 % 2
        papers = (0, 1) if owner // 32 % 2 else (None, None)
        sentences = split(article)
        title = self.random.choice(self.sections[article['section']])['title']
        one = self.write(self.change(sentences, kind, share, article) if sides == 2 else sentences, article['title'], article, owner, papers[0])
        other = self.write(self.change(sentences, kind, share, article), title, article, owner, papers[1])
        self.made.append((one, other, kind, share, sides))
        return papers[0]

    def make(self, n_others):
        for owner, article in enumerate(self.long):
            paper = self.make_pair(owner, article)
            others = [other for other in self.days[article['section'], article['date'][:10]] if id(other) not in self.written and (self.quote or id(other) not in self.strange)]
            for other in self.random.sample(others, min(n_others, len(others))):
                self.written.add(id(other))
                self.write(split(other), other['title'], other, None, paper)


def read_groups(build, database):
    output = subprocess.run([f'{build}/tests/fault/dump-index', database], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [[location.removesuffix('\\000') for location in line.split(': ', 1)[1].split(' ')] for line in output.splitlines() if line.startswith('group ')]


def count(maker, groups):
    group_of = {path: number for number, paths in enumerate(groups) for path in paths}
    found = collections.Counter(), collections.Counter()
    for one, other, kind, share, sides in maker.made:
        together = one in group_of and group_of[one] == group_of.get(other)
        for row in (kind, None), ('pages' if one.endswith('html') else 'clippings', None), (f'{share:.0%}', None), (f'{sides} side{"s" * (sides - 1)} changed', None), (None, None), (kind, f'{share:.0%}, {sides}'):
            found[together][row] += 1
    right = wrong = alike = 0
    for paths in groups:
        for number, one in enumerate(paths):
            for other in paths[:number]:
                if maker.files[one][1] is not None and maker.files[one][1] == maker.files[other][1]: right += 1
                elif resemblance(maker.files[one][0], maker.files[other][0]) >= ALIKE: alike += 1
                else: wrong += 1
    return found, right, wrong, alike


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build')
    parser.add_argument('--articles', type=int, default=2048)
    parser.add_argument('--others', type=int, default=3)
    parser.add_argument('--data', type=Path, default=DATA)
    parser.add_argument('--half', type=int)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--quote', action='store_true', help='what replaces sentences stands in other files as well')
    parser.add_argument('--all', action='store_true', help='a row for each kind and share')
    options = parser.parse_args()
    if not options.data.exists():
        print(f'SKIPPED: {options.data} is not there')
        return 77
    with tempfile.TemporaryDirectory(prefix='offprint-near-') as place:
        folder = f'{place}/articles'
        os.mkdir(folder)
        environment = dict(os.environ, OFFPRINT_LIBEXECDIR=os.path.abspath(f'{options.build}/plugin/index'), XDG_CONFIG_HOME=f'{place}/config', XDG_CONFIG_DIRS=f'{place}/none')
        maker = Maker(options, folder)
        maker.make(options.others)
        subprocess.run([f'{options.build}/plugin/cli/offprint', 'index', '--database', f'{place}/index', folder], check=True, env=environment, stdout=subprocess.DEVNULL)
        found, right, wrong, alike = count(maker, read_groups(options.build, f'{place}/index'))
    print(f'{len(maker.files)} files, {len(maker.made)} pairs, seed {options.seed}' + (f', half {options.half}' if options.half is not None else ''))
    for row in sorted({*found[0], *found[1]}, key=str):
        if row[1] and not options.all: continue
        total = found[0][row] + found[1][row]
        print(f'  recall {found[1][row] / total:.3f} of {total:5d}  {row[0] or "all"}{", " + row[1] if row[1] else ""}')
    print(f'  precision {right / max(1, right + wrong):.4f}: {right} pairs of one article grouped, {wrong} of different ones; {alike} more than half alike without our doing are not counted')
    return 0 if found[1][None, None] >= 0.95 * len(maker.made) and right >= 0.99 * (right + wrong) else 1


sys.exit(main())
