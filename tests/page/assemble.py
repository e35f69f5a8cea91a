"""A page of a definition, with the explorer and a short document below it."""
import base64
import gzip
import hashlib
import html
import json
import re
import string

from pages import payload
from program import ROOT

REPORTS = ROOT / "reports"
SCRIPTS = ["engine.js", *(f"explorer{part}.js" for part in ("_model", "_files", "_parts", "", "_frame", "_sliders", "_ranking", "_units", "_people", "_take"))]


def lines(text):
    """Without indentation and without lines that are comment alone."""
    text = re.sub(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(line.lstrip() + "\n" for line in text.splitlines() if line.strip() and not line.lstrip().startswith("//"))


def script(instead={}):
    """Of all files, those in `instead` as they are there."""
    return "".join(instead.get(name) or lines((REPORTS / name).read_text(encoding="utf-8")) for name in SCRIPTS)


def style():
    return "".join((REPORTS / name).read_text(encoding="utf-8") for name in ("style.css", "explorer.css"))


def source(text):
    """A source of a content security policy (CSP 3, 2.3.1)."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
PYTHONS, OURS = LETTERS + "!#$%&()*+-;<=>?@^_`{|}~", LETTERS + "!#$%()*+,-./:;=?@[]^_{}"  # RFC 1924; src/base/base85.h


def in_base85(data):
    return base64.b85encode(data).decode().translate(str.maketrans(PYTHONS, OURS))


def unpacked(text):
    return gzip.decompress(base64.b85decode(text.translate(str.maketrans(OURS, PYTHONS))))


def packed(name, data):
    return f'<script type="text/plain" id="{name}" data-encoding="gzip-base85">{in_base85(gzip.compress(data))}</script>\n'


def page(definition, change=None):
    """The page's text; change may edit its payload."""
    content = json.loads(payload(str(definition)))
    if change:
        change(content)
    title = html.escape(next(iter(content["title"].values()), content["definition"]))
    rows = "".join(f'<li id="u-{html.escape(unit["id"])}">{html.escape(next(iter(unit["name"].values()), unit["id"]))}</li>'
                   for unit in content["units"])
    policy = (f"default-src 'none'; style-src {source(style())}; script-src {source(script())} 'wasm-unsafe-eval'; "
              "img-src data: blob:; base-uri 'none'; form-action 'none'")
    return (f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
            f'<style>{style()}</style></head>\n<body><main id="document"><h1>{title}</h1>\n'
            f'<section id="explorer" hidden></section>\n<section id="ranking"><h2>Ranking</h2><ol>{rows}</ol></section></main>\n'
            + packed("egb-data", json.dumps(content).encode()) + packed("egb-words", (REPORTS / "words.json").read_bytes())
            + packed("egb-module", (REPORTS / "engine.wasm").read_bytes()) + f"<script>{script()}</script></body></html>\n")
