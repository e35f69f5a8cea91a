"""A terminal for tests: a pseudo-terminal with the program in it, and the cells that its output makes."""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
import unicodedata

from program import PROGRAM, clean_environment

LIMIT = 60
SEQUENCE = re.compile(r"\x1b(?:\[([?>!]?)([0-9;]*)([@-~])|[()][0-9A-Za-z]|([78=>DEMc])|\][^\x07]*\x07)")


def cells_of(character):
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Screen:
    """As much of xterm as ncurses uses. A wide character fills its cell and leaves the next one empty ('')."""

    def __init__(self, rows, columns):
        self.resize(rows, columns)
        self.modes, self.rest, self.unknown, self.last = {}, "", [], " "

    def resize(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.top, self.bottom = 0, rows - 1

    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]

    def text(self):
        return "\n".join(self.lines())

    def feed(self, text):
        text, at = self.rest + text, 0
        self.rest = ""
        while at < len(text):
            if text[at] == "\x1b":
                match = SEQUENCE.match(text, at)
                if match is None:
                    if len(text) - at < 40:
                        self.rest = text[at:]
                        return
                    raise AssertionError(f"not understood: {text[at:at + 20]!r}")
                self.command(match)
                at = match.end()
                continue
            self.put(text[at])
            at += 1

    def line_feed(self):
        if self.row == self.bottom:
            self.scroll(1)
        else:
            self.row = min(self.row + 1, self.rows - 1)

    def scroll(self, by):
        part = self.cells[self.top:self.bottom + 1]
        empty = [[" "] * self.columns for _ in range(min(abs(by), len(part)))]
        part = part[by:] + empty if by > 0 else empty + part[:by]
        self.cells[self.top:self.bottom + 1] = part

    def put(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.line_feed()
        elif character == "\b":
            self.column = max(0, self.column - 1)
        elif character == "\t":
            self.column = min(self.columns - 1, (self.column // 8 + 1) * 8)
        elif character >= " ":
            self.draw(character)

    def draw(self, character):
        width = cells_of(character)
        if width == 0:
            self.cells[self.row][max(0, self.column - 1)] += character
            return
        if self.column + width > self.columns:
            self.column = 0
            self.line_feed()
        self.cells[self.row][self.column] = self.last = character
        if width == 2:
            self.cells[self.row][self.column + 1] = ""
        self.column += width

    def command(self, match):
        mark, numbers, letter, _ = match.groups()
        if letter is None:
            if match.group(4) == "M":
                if self.row == self.top:
                    self.scroll(-1)
                else:
                    self.row -= 1
            return
        values = [int(value) if value else 0 for value in numbers.split(";")] if numbers else []
        if mark:
            for value in values:
                self.modes[value] = letter == "h"
                if value == 1049:  # another page; the old one comes back
                    self.erase(0, 0, 2)
                    self.row = self.column = 0
            return
        first = values[0] if values else 0
        count = max(1, first)
        row = self.cells[self.row]
        if letter in "Hf":
            self.row = min(count, self.rows) - 1
            self.column = min(max(1, values[1]) if len(values) > 1 else 1, self.columns) - 1
        elif letter == "A":
            self.row = max(0, self.row - count)
        elif letter == "B":
            self.row = min(self.rows - 1, self.row + count)
        elif letter == "C":
            self.column = min(self.columns - 1, self.column + count)
        elif letter == "D":
            self.column = max(0, self.column - count)
        elif letter == "G":
            self.column = min(count, self.columns) - 1
        elif letter == "d":
            self.row = min(count, self.rows) - 1
        elif letter == "J":
            self.erase(self.row, self.column, first)
        elif letter == "K":
            span = {0: range(self.column, self.columns), 1: range(self.column + 1), 2: range(self.columns)}[first]
            for i in span:
                row[i] = " "
        elif letter == "X":
            for i in range(self.column, min(self.columns, self.column + count)):
                row[i] = " "
        elif letter == "P":
            self.cells[self.row] = (row[:self.column] + row[self.column + count:] + [" "] * count)[:self.columns]
        elif letter == "@":
            self.cells[self.row] = (row[:self.column] + [" "] * count + row[self.column:])[:self.columns]
        elif letter in "LM":
            top, self.top = self.top, self.row
            self.scroll(-count if letter == "L" else count)
            self.top = top
        elif letter in "ST":
            self.scroll(count if letter == "S" else -count)
        elif letter == "b":
            for _ in range(count):
                self.draw(self.last)
        elif letter == "r":
            self.top, self.bottom = (values[0] - 1, values[1] - 1) if len(values) == 2 else (0, self.rows - 1)
            self.row = self.column = 0
        elif letter not in "mhlnctg":
            self.unknown.append(match.group(0))

    def erase(self, row, column, way):
        for r in range(self.rows):
            for c in range(self.columns):
                at = (r, c) >= (row, column) if way == 0 else (r, c) <= (row, column) if way == 1 else True
                if at:
                    self.cells[r][c] = " "


class Terminal:
    """The program in a pseudo-terminal."""

    def __init__(self, test, *arguments, rows=24, columns=80, **changes):
        self.test, self.screen = test, Screen(rows, columns)
        self.ours, self.theirs = pty.openpty()
        self.size(rows, columns)
        self.before = termios.tcgetattr(self.theirs)
        self.raw = b""
        self.process = subprocess.Popen([PROGRAM, *arguments], cwd=test.place, stdin=self.theirs, stdout=self.theirs,
                                        stderr=self.theirs, start_new_session=True,
                                        env=clean_environment(**{"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **changes}))
        test.addCleanup(self.stop)

    def size(self, rows, columns):
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, rows, columns, signal_number):
        self.read(0)
        self.screen.resize(rows, columns)
        self.size(rows, columns)
        self.process.send_signal(signal_number)

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(LIMIT)
        os.close(self.ours)
        os.close(self.theirs)

    def read(self, timeout):
        """Takes in what is there; False when nothing came in time."""
        if not select.select([self.ours], [], [], timeout)[0]:
            return False
        self.raw += os.read(self.ours, 65536)
        whole = self.raw.decode("utf-8", "ignore") if self.complete(self.raw) else ""
        if whole:
            self.screen.feed(whole)
            self.raw = b""
        return True

    @staticmethod
    def complete(data):
        try:
            data.decode("utf-8")
            return True
        except UnicodeDecodeError:
            return False

    def until(self, found, what=""):
        """Reads until found(screen) holds, and on to the end of that frame: what else it shows may come in another piece."""
        end = time.monotonic() + LIMIT
        while not found(self.screen):
            self.test.assertLess(time.monotonic(), end, f"never seen: {what}\n{self.screen.text()}")
            self.read(0.2)
            if self.process.poll() is not None:
                while self.read(0):
                    pass
                self.test.assertTrue(found(self.screen), f"ended before: {what}\n{self.screen.text()}")
        while time.monotonic() < end and self.read(0.03):
            pass
        return self.screen

    def until_text(self, text):
        return self.until(lambda screen: text in screen.text(), text)

    def keys(self, text):
        os.write(self.ours, text.encode("utf-8"))

    def end(self):
        """The exit code, once everything was read."""
        end = time.monotonic() + LIMIT
        while self.process.poll() is None:
            self.test.assertLess(time.monotonic(), end, "it does not end")
            self.read(0.05)
        while self.read(0):
            pass
        return self.process.returncode
