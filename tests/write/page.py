"""Reads a page as strictly as HTML allows: elements nest as the standard's rules on left out end tags have it, ids are unique,
links lead somewhere, nothing can run or load that the policy does not name. Page(text) raises Fault."""
import base64
import hashlib
import re
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "wbr"}
# Whose end tag may be left out, and which start tags then close it (HTML Living Standard, 13.1.2.4).
CLOSED_BY = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th", "tr"}, "th": {"td", "th", "tr"}, "tr": {"tr", "tbody"},
    "thead": {"tbody"}, "tbody": {"tbody"},
    "p": {"details", "div", "dl", "figure", "footer", "h1", "h2", "h3", "h4", "main", "nav", "ol", "p", "pre", "section",
          "table", "ul"},
}
KNOWN = set(VOID) | set(CLOSED_BY) | {
    "html", "head", "title", "style", "script", "body", "main", "nav", "header", "footer", "section", "h1", "h2", "h3", "h4",
    "h5", "h6", "ul", "ol", "dl", "pre", "code", "a", "bdi", "sup", "table", "caption", "div", "figure", "figcaption", "details",
    "summary", "svg", "g", "path", "rect", "circle", "line", "polyline", "text", "desc", "defs", "pattern", "use", "tspan"}
SHAPES = {"path", "rect", "circle", "line", "polyline", "use"}


class Fault(AssertionError):
    pass


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.named, self.tags = [], [], [], [], []
        self.title, self.style, self.script, self.policy, self.level = "", None, [], None, 0
        self.block, self.packed = None, {}
        self.lang, self.dir, self.rows, self.text = None, None, [], []
        if "\r" in text or re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text):
            raise Fault("a control character")
        if not text.startswith("<!doctype html>\n"):
            raise Fault("no doctype")
        self.feed(text)
        self.close()
        if self.open:
            raise Fault(f"left open: {self.open}")
        self.check()

    def fault(self, what):
        raise Fault(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attributes):
        if tag not in KNOWN:
            self.fault(f"unknown element {tag}")
        while self.open and tag in CLOSED_BY.get(self.open[-1], ()):
            self.open.pop()
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.fault(f"an attribute twice: {names}")
        for name, value in attributes:
            if not re.fullmatch(r"[a-zA-Z][a-zA-Z-]*[0-9]?", name):
                self.fault(f"attribute {name!r}")
            if name.startswith("on") or name in ("style", "src", "srcdoc", "action", "formaction", "background"):
                self.fault(f"attribute {name}")
        values = dict(attributes)
        if tag in ("html", "body", "main", "h1") and tag in self.tags:
            self.fault(f"{tag} twice")
        if tag == "th" and values.get("scope") not in ("col", "row"):
            self.fault("th without scope")
        if tag in ("td", "th") and self.open[-1:] != ["tr"] or tag == "tr" and self.open[-1:] not in (["tbody"], ["thead"]):
            self.fault(f"{tag} in {self.open}")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if re.fullmatch("h[1-6]", tag):
            if int(tag[1]) > self.level + 1:
                self.fault(f"{tag} after h{self.level}")
            self.level = int(tag[1])
        if "id" in values:
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", values["id"] or "") or values["id"] in self.ids:
                self.fault(f"id {values['id']!r}, twice or none")
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])
        self.named += (values.get("aria-labelledby") or "").split()
        if tag == "html":
            self.lang, self.dir = values.get("lang"), values.get("dir")
        if values.get("http-equiv", "").lower() == "content-security-policy":
            if "style" in self.tags or "script" in self.tags:
                self.fault("the policy is behind what it is about")
            self.policy = values["content"]
        if tag == "script":  # what is no script is neither run nor shown
            self.block = values.get("id") if values.get("type") == "text/plain" else None
            if self.block is not None:
                self.packed[self.block] = ""
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        if tag not in SHAPES or "svg" not in self.open:
            self.fault(f"{tag} closes itself")
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open[-1] != tag and self.open[-1] in CLOSED_BY:
            self.open.pop()
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> in {self.open}")
        self.open.pop()

    def handle_data(self, data):
        inside = self.open[-1] if self.open else None
        if inside == "style":
            self.style = (self.style or "") + data
        elif inside == "script" and self.block is not None:
            self.packed[self.block] += data
        elif inside == "script":
            self.script.append(data)
        elif inside == "title" and "svg" not in self.open:
            self.title += data
        elif data.strip():
            if inside in (None, "html", "head", "table", "tr", "thead", "tbody", "ul", "dl", "svg"):
                self.fault(f"text in {inside}: {data[:60]!r}")
            self.text.append(data)
        if "table" in self.open and ("td" in self.open or "th" in self.open) and "svg" not in self.open:
            self.rows[-1][-1] += data

    def handle_comment(self, data):
        self.fault(f"a comment: {data[:60]!r}")

    def unknown_decl(self, data):
        self.fault(f"a declaration: {data[:60]!r}")

    def handle_pi(self, data):
        self.fault(f"an instruction: {data[:60]!r}")

    def check(self):
        if self.policy is None or not self.policy.startswith("default-src 'none'; "):
            raise Fault("no policy")
        for tag, sheet in [("style", self.style), *(("script", script) for script in self.script)]:
            digest = base64.b64encode(hashlib.sha256((sheet or "").encode()).digest()).decode()
            if f"{tag}-src 'sha256-{digest}'" not in self.policy:
                raise Fault(f"the policy does not let the {tag} act")
        if not self.title or not self.lang:
            raise Fault("no title or language")
        for link in self.links:
            if not re.match("https?://|mailto:", link) and not (link.startswith("#") and link[1:] in self.ids):
                raise Fault(f"a link to {link!r}")
        if set(self.named) - set(self.ids):
            raise Fault(f"named by what there is not: {set(self.named) - set(self.ids)}")
