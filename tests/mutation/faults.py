"""Faults to plant: those of the list, and faults at random. Each is (file below src, text, what stands there instead, why)."""
import random
import re

# What a small slip changes, and into what. Only one place of a line is changed, the one that was drawn.
SLIPS = [(re.compile(pattern), now) for pattern, now in [
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "),
    (r" && ", " || "), (r" \|\| ", " && "), (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " + "), (r" / ", " * "),
    (r" \+= ", " = "), (r" \+ 1\b", ""), (r" - 1\b", ""), (r"(?<= = )0;", "1;"), (r"(?<= = )1;", "0;"),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"(?<=[(&|] )!(?=\w)", ""), (r"(?<=\()!(?=\w)", ""), (r"\bcontinue;", "break;"),
]]
# Memory that ran out is the business of the tests of failing allocations, and what the compiler reads is none of a test.
LEFT_OUT = re.compile(r"NULL|EGB_OK|NO_MEMORY|SIZE_MAX|^\s*#|^\s*(static |extern )?(const )?\w+ \*?\w+\(.*[,{]$|^ \*|/\*|EGB_WORDS|sizeof")
TEXT = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])+\'')


def read_list(text):
    """The faults of a list; SystemExit where an entry is not of four lines."""
    entries = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        if len(lines) != 4 or [line[:2] for line in lines[1:]] != ["- ", "+ ", "= "]:
            raise SystemExit(f"not an entry of four lines:\n{block}")
        entries.append((lines[0], lines[1][2:], lines[2][2:], lines[3][2:]))
    return entries


def slips_of_line(line):
    """The lines that one slip makes of this one; words in quotes stay."""
    if LEFT_OUT.search(line):
        return
    quoted = [found.span() for found in TEXT.finditer(line)]
    for pattern, now in SLIPS:
        for found in pattern.finditer(line):
            if not any(a < found.end() and found.start() < b for a, b in quoted):
                yield line[:found.start()] + now + line[found.end():]


def slips_of_file(name, text):
    """Every slip of a file whose line is there once, so that the fault lands where it was drawn."""
    lines = text.splitlines()
    inside = False  # a comment of several lines
    for number, line in enumerate(lines, 1):
        comment = inside or line.lstrip().startswith("/*")
        inside = comment and "*/" not in line
        if comment or len(line.strip()) < 8 or text.count(line) != 1:
            continue
        for now in slips_of_line(line):
            yield name, line, now, f"line {number}, at random"


def at_random(source, rooms, count, seed, only=""):
    """That many of the faults that slips make in the files of these rooms, as the seed draws them; every place is as likely."""
    names = sorted(str(path.relative_to(source)) for room in rooms for path in (source / room).glob("*.c"))
    every = [fault for name in names if only in name for fault in slips_of_file(name, (source / name).read_text(encoding="utf-8"))]
    return random.Random(seed).sample(every, min(count, len(every)))
