# SPDX-License-Identifier: GPL-2.0-or-later
"""Random things that people and programs do to folders of articles. All paths are bytes. Tests nothing itself."""
import ctypes, os, shutil, stat

LIBC = ctypes.CDLL(None, use_errno=True)
RENAME_EXCHANGE = 2
WORDS = (b'otter heron river bridge tide archive letter harbour lantern winter garden window market copper violin '
         b'swimming running letters caf\xc3\xa9 na\xc3\xafve').split()
FOLDERS = [b'news', b'old', b'2021', b'deep er', b'caf\xe9', b'new\nline', b'page_files', b'notes-Dateien', b'.hidden', b'x.part']
NAMES = [b'a', b'b', b'page', b'notes', b'report', b'letter', b'new\nline', b'caf\xe9', b'%s%n', b'-n', b'sp ace']
ENDINGS = [b'.txt', b'.txt', b'.md', b'.html', b'.html', b'.htm']
UNWANTED = [b'picture.png', b'letter.txt.part', b'.hidden.txt', b'page.html~', b'#notes.txt#', b'download.crdownload', b'noending', b'.goutputstream-X1']
ORIGIN, TAGS, COMMENT = b'user.xdg.origin.url', b'user.xdg.tags', b'user.xdg.comment'


def exchange(one, other):
    if LIBC.renameat2(-100, one, -100, other, RENAME_EXCHANGE) != 0: raise OSError(ctypes.get_errno(), 'renameat2')


def is_folder(path):
    return stat.S_ISDIR(os.lstat(path).st_mode)


def remove(path):
    """Whatever it is"""
    if not is_folder(path):
        os.unlink(path)
    else:
        shutil.rmtree(path)


class Disk:
    """Folders, some of them watched, and one beside them that is not. Each operation may fail as it does for people: with an OSError."""
    MOST = 120

    def __init__(self, base, random):
        self.base, self.random = os.fsencode(base), random
        self.top, self.outside = self.base + b'/watched', self.base + b'/outside'
        self.roots = [self.top + b'/one', self.top + b'/two']
        if random.random() < 0.5: self.roots.append(self.top + b'/one/news/nested')
        self.followed = list(self.roots)
        for folder in [*self.roots, self.outside]: os.makedirs(folder, exist_ok=True)
        self.writers, self.contents, self.log, self.picked = [], [], [], []
        self.linked = set()    # inodes that had two names: what is done to one changes the times of all
        self.unseen = False    # something was done to one of which nobody is told under the other

    # What is there

    def walk(self, top):
        files, folders = [], [top]
        for path, below, names in os.walk(top):
            below.sort()
            folders += [path + b'/' + name for name in below if not os.path.islink(path + b'/' + name)]
            files += [path + b'/' + name for name in sorted(names)]
        return files, folders

    def is_watched(self, path):
        """Whether an event tells of a change there, by all that is known here"""
        folder = os.path.dirname(os.path.realpath(path))
        roots = [root for root in self.followed if (folder + b'/').startswith(root + b'/')]
        return any(self.is_entered(folder, root) for root in roots)

    def is_entered(self, folder, root):
        names = folder[len(root):].split(b'/')
        if len(names) > 60 or any(name.startswith(b'.') or name.endswith((b'_files', b'-Dateien')) for name in names): return False
        while len(folder) >= len(root):
            if os.path.exists(folder + b'/.offprintignore') or not os.access(folder, os.R_OK | os.X_OK): return False
            folder = os.path.dirname(folder)
        return True

    def open_now(self, path, flags):
        """Not waiting for the other end of a pipe"""
        if os.path.exists(path): self.unseen = self.unseen or self.is_empty_link(path)
        descriptor = os.open(path, flags | os.O_NONBLOCK, 0o644)
        self.mind_links(path)
        return descriptor

    def is_empty_link(self, path):
        """Of an empty file the index knows nothing, so not its names."""
        status = os.stat(path)
        return status.st_nlink > 1 and status.st_size == 0

    def mind_links(self, path):
        self.unseen = self.unseen or (os.stat(path).st_nlink > 1 and not self.is_watched(path))
        return path

    def note(self, path):
        """For the log"""
        self.picked.append(os.path.relpath(path, self.base))
        return path

    def pick_file(self, outside=False):
        files, _ = self.walk(self.outside if outside else self.top)
        if not files: raise FileNotFoundError
        return self.note(self.random.choice(files))

    def pick_folder(self, outside=False, below=False):
        _, folders = self.walk(self.outside if outside else self.top)
        folders = folders[1:] if outside or not below else [folder for folder in folders[1:] if folder not in self.roots]
        if not folders: raise FileNotFoundError
        return self.note(self.random.choice(folders))

    def pick_place(self):
        """A folder to put something into"""
        return self.pick_folder()

    def new_name(self, endings=ENDINGS):
        number = b'%d' % self.random.randrange(12) if self.random.random() < 0.7 else b''
        return self.random.choice(NAMES) + number + self.random.choice(endings)

    def new_path(self):
        return self.note(self.pick_place() + b'/' + self.new_name())

    def unwanted_path(self):
        return self.note(self.pick_place() + b'/' + self.random.choice(UNWANTED))

    def near_duplicate(self):
        """One of a few stories, of which some sentences are left out or replaced: most of them resemble one another, but not all"""
        story = self.random.randrange(3)
        kept = [sentence for sentence in range(10) if self.random.random() < 0.7] or [0]
        return b' '.join(b'%s %d.' % (b' '.join(WORDS[(7 * sentence + 5 * word + story + word * word) % len(WORDS)] + b'%d' % (story * 10 + sentence) for word in range(9)), word)
                         for sentence in kept for word in [self.random.randrange(3)])

    def content(self, path):
        if self.contents and self.random.random() < 0.15: return self.random.choice(self.contents)
        words = b' '.join(self.random.choice(WORDS) for _ in range(self.random.randint(3, 40))) if self.random.random() < 0.6 else self.near_duplicate()
        title = b'Title ' + self.random.choice(WORDS)
        if path.endswith((b'.html', b'.htm')):
            text = b'<html><head><title>%s</title></head><body><article><h1>%s</h1><p>About %s.</p></article></body></html>' % (title, title, words)
        elif path.endswith(b'.md'):
            text = b'---\ntitle: %s\nauthor: Ann Other\ndate: 2021-0%d-03\n---\n\nAbout %s.\n' % (title, self.random.randint(1, 9), words)
        else:
            text = b'%s\n\nAbout %s.\n' % (title, words)
        self.contents.append(text)
        del self.contents[:-20]
        return text

    def write(self, path, text=None):
        with open(path, 'wb', opener=self.open_now) as file: file.write(self.content(path) if text is None else text)

    # Files

    def create(self): self.write(self.new_path())
    def create_unwanted(self): self.write(self.unwanted_path())
    def create_empty(self): self.write(self.new_path(), b'')
    def rewrite(self): self.write(self.pick_file())

    def create_outside(self):
        path = self.outside + b'/' + self.new_name()
        if os.path.lexists(path): os.unlink(path)
        self.write(path)

    def create_many(self):
        folder = self.pick_place()
        for _ in range(self.random.randint(3, 12)): self.write(folder + b'/' + self.new_name())

    def write_slowly(self):
        path = self.random.choice([self.new_path, self.pick_file])()
        descriptor = self.open_now(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self.writers.append(descriptor)
        text = self.content(path)
        os.write(descriptor, text[:len(text) // 2])

    def write_on(self):
        if self.writers: os.write(self.mind_writer(self.random.choice(self.writers)), b'More about ' + self.random.choice(WORDS) + b'.\n')

    def end_writing(self):
        if self.writers: os.close(self.mind_writer(self.writers.pop(self.random.randrange(len(self.writers)))))

    def end_all_writing(self):
        while self.writers: os.close(self.mind_writer(self.writers.pop()))

    def mind_writer(self, descriptor):
        """The name under which it was opened may be gone, and another one is there."""
        self.unseen = self.unseen or os.fstat(descriptor).st_ino in self.linked
        return descriptor

    def append(self):
        with open(self.pick_file(), 'ab', opener=self.open_now) as file: file.write(b'\nMore about ' + self.random.choice(WORDS) + b'.\n')

    def truncate(self):
        descriptor = self.open_now(self.pick_file(), os.O_WRONLY)
        os.ftruncate(descriptor, self.random.choice([0, 1, 30]))
        os.close(descriptor)

    def rewrite_unnoticed(self):
        """As many bytes, and the time as it was"""
        path = self.pick_file()
        status = os.stat(path)
        with open(path, 'rb', opener=self.open_now) as file: text = file.read()
        with open(path, 'wb', opener=self.open_now) as file: file.write(text.replace(b'otter', b'heron').replace(b'Title', b'Heads'))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def save_atomically(self):
        path = self.random.choice([self.new_path, self.pick_file])()
        temporary = os.path.dirname(path) + self.random.choice([b'/.goutputstream-AB12', b'/.x.swp', b'/save.tmp'])
        self.write(temporary, self.content(path))
        os.rename(temporary, path)

    def save_like_vim(self):
        path = self.pick_file()
        os.rename(path, path + b'~')
        self.write(path)
        if self.random.random() < 0.8: os.unlink(path + b'~')

    def download(self):
        path = self.new_path()
        self.write(path + b'.part', self.content(path))
        os.rename(path + b'.part', path)

    def rename_file(self): os.rename(self.pick_file(), self.new_path())
    def rename_over(self): os.rename(self.pick_file(), self.pick_file())
    def rename_to_unwanted(self): os.rename(self.pick_file(), self.unwanted_path())
    def exchange_files(self): exchange(self.pick_file(), self.pick_file())

    def rename_from_unwanted(self):
        files = [path for path in self.walk(self.top)[0] if os.path.basename(path) in UNWANTED]
        if files: os.rename(self.random.choice(files), self.new_path())

    def rename_around(self):
        """Away and back, or round in a circle"""
        one, other = self.pick_file(), self.pick_file()
        between = os.path.dirname(one) + b'/between.txt'
        os.rename(one, between)
        if self.random.random() < 0.5: os.rename(other, one)
        os.rename(between, other if self.random.random() < 0.5 else one)

    def move_file_out(self): os.rename(self.pick_file(), self.outside + b'/' + self.new_name())
    def move_file_in(self): os.rename(self.pick_file(outside=True), self.new_path())
    def copy(self): shutil.copyfile(self.pick_file(), self.new_path(), follow_symlinks=False)
    def copy_all(self): shutil.copy2(self.pick_file(), self.new_path(), follow_symlinks=False)

    def move_by_copy(self):
        """As from one file system to another"""
        path, target = self.pick_file(), self.new_path()
        shutil.copy2(path, target, follow_symlinks=False)
        os.unlink(path)

    def delete(self): os.unlink(self.pick_file())

    def delete_many(self):
        for _ in range(self.random.randint(2, 8)): os.unlink(self.pick_file())

    def hard_link(self):
        path = self.pick_file()
        os.link(path, self.new_path(), follow_symlinks=False)
        self.linked.add(os.lstat(path).st_ino)

    def symlink_file(self): os.symlink(self.pick_file(), self.new_path())
    def symlink_folder(self): os.symlink(self.pick_folder(), self.pick_place() + b'/' + self.random.choice(FOLDERS))

    def symlink_loop(self):
        folder = self.pick_place()
        os.symlink(self.random.choice([b'.', b'..', folder, self.top]), folder + b'/loop')

    def replace_by_symlink(self):
        path = self.pick_file()
        os.rename(path, path + b'.orig.txt')
        os.symlink(path + b'.orig.txt', path)

    def change_mode(self, path, mode):
        """What could not be read is known by its path alone."""
        os.chmod(path, mode)
        self.unseen = self.unseen or os.stat(path).st_nlink > 1

    def close_file(self): self.change_mode(self.pick_file(), self.random.choice([0, 0o200, 0o444, 0o644]))

    def open_file(self):
        files = [path for path in self.walk(self.top)[0] if not os.lstat(path).st_mode & 0o400]
        if files: self.change_mode(self.random.choice(files), 0o644)

    def set_time(self):
        path = self.mind_links(self.pick_file())
        time = self.random.choice([0, 1, -5, 10 ** 9, 10 ** 9, 2 ** 31, 4 * 10 ** 9])
        os.utime(path, (time, time))

    def touch(self): os.utime(self.mind_links(self.pick_file()))
    def set_origin(self): os.setxattr(self.mind_links(self.pick_file()), ORIGIN, b'https://example.org/' + self.random.choice(WORDS))
    def drop_origin(self): os.removexattr(self.mind_links(self.pick_file()), ORIGIN)
    def set_tags(self): os.setxattr(self.mind_links(self.pick_file()), TAGS, b','.join(self.random.choices(WORDS, k=self.random.randint(1, 4))))
    def drop_tags(self): os.removexattr(self.mind_links(self.pick_file()), TAGS)
    def set_comment(self): os.setxattr(self.mind_links(self.pick_file()), COMMENT, b'Of the ' + self.random.choice([*WORDS, b'caf\xe9', b'\0']))
    def drop_comment(self): os.removexattr(self.mind_links(self.pick_file()), COMMENT)

    # Folders

    def make_folder(self): os.mkdir(self.pick_place() + b'/' + self.random.choice(FOLDERS))

    def make_deep(self):
        path = self.pick_place()
        for _ in range(self.random.choice([2, 3, 5, 8, 8, 70])): path += b'/' + self.random.choice([b'd', b'e'])
        os.makedirs(path, exist_ok=True)
        self.write(path + b'/' + self.new_name())

    def make_full_folder(self):
        path = self.pick_place() + b'/' + self.random.choice(FOLDERS)
        os.makedirs(path + b'/below', exist_ok=True)
        for folder in path, path + b'/below': self.write(folder + b'/' + self.new_name())

    def rename_folder(self): os.rename(self.pick_folder(below=True), self.pick_place() + b'/' + self.random.choice(FOLDERS))

    def rename_folder_and_change(self):
        folder, target = self.pick_folder(below=True), self.pick_place() + b'/' + self.random.choice(FOLDERS)
        os.rename(folder, target)
        self.write(target + b'/' + self.new_name())
        if self.random.random() < 0.5: os.rename(target, folder)

    def exchange_folders(self): exchange(self.pick_folder(below=True), self.pick_folder(below=True))
    def exchange_file_and_folder(self): exchange(self.pick_folder(below=True), self.pick_file())
    def move_folder_out(self): os.rename(self.pick_folder(below=True), self.outside + b'/' + self.random.choice(FOLDERS))
    def move_folder_in(self): os.rename(self.pick_folder(outside=True), self.pick_place() + b'/' + self.random.choice(FOLDERS))

    def copy_folder(self):
        source, target = self.pick_folder(), self.pick_place() + b'/' + self.random.choice(FOLDERS)
        if not target.startswith(source + b'/') and len(self.walk(source)[0]) < 20: shutil.copytree(source, target, symlinks=True)

    def delete_folder(self): shutil.rmtree(self.pick_folder(below=True))

    def make_folder_again(self):
        folder = self.pick_folder(below=True)
        shutil.rmtree(folder)
        os.mkdir(folder)
        self.write(folder + b'/' + self.new_name())

    def close_folder(self): os.chmod(self.pick_folder(), self.random.choice([0, 0o100, 0o400, 0o500, 0o700, 0o755]))

    def open_folders(self):
        for folder in self.walk(self.top)[1]: os.chmod(folder, 0o755)

    def touch_folder(self): os.utime(self.pick_folder())

    def ignore_folder(self): self.write(self.pick_place() + b'/.offprintignore', b'')

    def ignore_no_more(self):
        marks = [path for path in self.walk(self.top)[0] if path.endswith(b'/.offprintignore')]
        if marks: os.unlink(self.random.choice(marks))

    def page_with_parts(self):
        page = self.pick_place() + b'/page.html'
        if os.path.exists(page): os.unlink(page)
        else: self.write(page)

    def parts_of_page(self):
        parts = self.pick_place() + b'/page_files'
        os.makedirs(parts, exist_ok=True)
        for name in b'frame.html', b'note.txt': self.write(parts + b'/' + name)

    def replace_folder_by_file(self):
        folder = self.pick_folder(below=True)
        if self.random.random() < 0.5: shutil.rmtree(folder)
        else: os.rename(folder, self.outside + b'/replaced%d' % self.random.randrange(1000))
        self.write(folder)

    def replace_file_by_folder(self):
        path = self.pick_file()
        os.unlink(path)
        os.mkdir(path)
        self.write(path + b'/inside.txt')

    def replace_by_pipe(self):
        path = self.pick_file()
        os.unlink(path)
        os.mkfifo(path)

    # Roots

    def root_away(self):
        root = self.random.choice(self.roots)
        os.rename(root, self.outside + b'/away%d' % self.roots.index(root))

    def root_becomes_link(self):
        """To itself, moved, or to another folder"""
        root = self.random.choice(self.roots)
        away = self.outside + b'/away%d' % self.roots.index(root)
        os.rename(root, away)
        os.symlink(away if self.random.random() < 0.7 else self.pick_folder(), root)

    def roots_back(self):
        for number, root in enumerate(self.roots):
            away = self.outside + b'/away%d' % number
            if os.path.islink(root): os.unlink(root)
            if os.path.exists(away) and not os.path.lexists(root):
                os.makedirs(os.path.dirname(root), exist_ok=True)
                os.rename(away, root)

    def root_again(self):
        root = self.random.choice(self.roots)
        if not os.path.lexists(root):
            os.makedirs(root)
            self.write(root + b'/' + self.new_name())

    def root_becomes_file(self):
        root = self.random.choice(self.roots)
        os.rename(root, self.outside + b'/away%d' % self.roots.index(root))
        self.write(root + self.random.choice([b'', b'.txt']))

    def file_becomes_root(self):
        for root in self.roots:
            if os.path.isfile(root):
                os.unlink(root)
                os.mkdir(root)
        self.roots_back()

    def top_away_and_back(self):
        os.rename(self.top, self.base + b'/top')
        if self.random.random() < 0.5: self.write(self.base + b'/top/one/' + self.new_name())
        os.rename(self.base + b'/top', self.top)

    def shrink(self):
        """Keeps the tree from growing for ever."""
        files, _ = self.walk(self.top)
        for path in self.random.sample(files, max(0, len(files) - self.MOST // 2)):
            os.unlink(path)
        if len(self.walk(self.outside)[0]) > self.MOST:
            for name in os.listdir(self.outside): remove(self.outside + b'/' + name)

    OFTEN = [create, create, rewrite, write_slowly, write_on, end_writing, end_writing, append, truncate, save_atomically, save_like_vim, download, rename_file, rename_file, rename_over, delete, delete]
    SOMETIMES = [create_unwanted, create_empty, create_many, create_outside, rewrite_unnoticed, rename_to_unwanted, rename_from_unwanted, rename_around, exchange_files,
                 move_file_out, move_file_in, copy, copy_all, move_by_copy, delete_many, hard_link, symlink_file, symlink_folder, symlink_loop, replace_by_symlink,
                 close_file, open_file, set_time, touch, set_origin, drop_origin, set_tags, drop_tags, set_comment, drop_comment, make_folder, make_deep, make_full_folder, rename_folder, rename_folder,
                 rename_folder_and_change, exchange_folders, exchange_file_and_folder, move_folder_out, move_folder_in, copy_folder, delete_folder, make_folder_again,
                 close_folder, open_folders, touch_folder, ignore_folder, ignore_no_more, page_with_parts, page_with_parts, parts_of_page, replace_folder_by_file,
                 replace_file_by_folder, replace_by_pipe]
    SELDOM = [root_away, roots_back, roots_back, root_again, root_becomes_file, root_becomes_link, file_becomes_root, top_away_and_back]

    def do_anything(self):
        """One random operation; the log says which, on what, and whether it could be done."""
        if len(self.walk(self.top)[0]) > self.MOST: operation = Disk.shrink
        else: operation = self.random.choice(self.random.choices([self.OFTEN, self.SOMETIMES, self.SELDOM], [45, 45, 3])[0])
        self.picked = []
        try:
            operation(self)
            result = ''
        except OSError as error:
            result = f': {error.strerror or error}'
        self.log.append(f'{operation.__name__} {" ".join(map(repr, self.picked))}{result}')
