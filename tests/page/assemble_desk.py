"""The page of the desk: the whole library, and an example."""
import json

from assemble import REPORTS, packed, source
from assemble import SCRIPTS as EXPLORER

DESK = ["desk_module.js", "desk_editor.js", "desk.js"]
SCRIPTS = [*EXPLORER, *DESK]
STYLES = ["style.css", "explorer.css", "desk.css"]
STARTER = ["example.yaml", "example.csv"]


def read(name):
    return (REPORTS / name).read_text(encoding="utf-8")


def desk():
    """The page's text."""
    script, style = "".join(map(read, SCRIPTS)), "".join(map(read, STYLES))
    starter = json.dumps([[name, read(name)] for name in STARTER])
    policy = (f"default-src 'none'; style-src {source(style)}; script-src {source(script)} 'wasm-unsafe-eval'; "
              "img-src data: blob:; base-uri 'none'; form-action 'none'")
    return ('<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>egovbench</title>\n'
            f'<style>{style}</style></head>\n<body><main id="document"><div id="desk">'
            '<noscript>This page needs its script: everything is computed here.</noscript></div></main>\n'
            + packed("egb-desk", (REPORTS / "desk.wasm").read_bytes()) + packed("egb-words", (REPORTS / "words.json").read_bytes())
            + packed("egb-desk-words", (REPORTS / "desk_words.json").read_bytes())
            + packed("egb-starter", starter.encode()) + f"<script>{script}</script></body></html>\n")
