"""Pages of the program: every table and every text as HTML, read by tests/write/page.py. Names that try what names can."""
import unittest

from page import Fault, Page
from program import ProgramTest

HOSTILE = ["</script><script>alert(1)</script>", '"onmouseover="alert(1)', "&lt;b&gt;", "\u202eevil\u202c", "\u0646\u0645\u06cc\u200c\u062e 7 (x)",
           "<img src=x onerror=alert(1)>", "</table></main><h1>", "]]><svg/onload=alert(1)>", "javascript:alert(1)", "<!-- --><!doctype x>"]


class Pages(ProgramTest):
    def page(self, *arguments, **options):
        result = self.run_program(*arguments, "--format", "html", **options)
        self.assertEqual(result.code, 0, result.err)
        return Page(result.out)

    def test_every_table_is_a_page(self):
        for arguments in [["rank"], ["rank", "egdi", "--lang", "zh-Hant,en"], ["show"], ["explain", "TWN"], ["uncertainty", "--top", "9"],
                          ["stats"], ["methods"], ["weights"], ["profile", "EST"], ["sensitivity", "egdi"]]:
            with self.subTest(arguments=arguments):
                page = self.page(*arguments)
                self.assertIn("table", page.tags)
                self.assertEqual(page.tags.count("h1"), 0 if arguments == ["methods"] else 1)  # which has no title
                self.assertIn("footer", page.tags)

    def test_every_text_is_a_page(self):
        for arguments in [["show", "egdi", "--methodology"], ["audit", "egdi", "--draws", "200"]]:
            with self.subTest(arguments=arguments):
                page = self.page(*arguments)
                self.assertEqual(page.tags.count("h1"), 1)
                self.assertGreater(page.tags.count("section"), 5)

    def test_the_values_are_those_of_markdown(self):
        wanted = self.run_program("rank", "egdi", "--format", "markdown").out
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in wanted.splitlines() if line.startswith("| ")]
        page = self.page("rank", "egdi")
        plain = [[cell.strip().replace("\u2212", "-") for cell in row] for row in page.rows]
        self.assertEqual(plain, [[cell.replace("\\", "") for cell in row] for row in rows if row[0] != "---:"])

    def test_the_language_is_the_one_asked_for(self):
        self.assertEqual(self.page("rank", "--top", "3").lang, "en")
        self.assertEqual(self.page("rank", "--top", "3", "--lang", "zh-Hant").lang, "zh-Hant")
        page = self.page("rank", "--top", "3", "--lang", "ar")
        self.assertEqual((page.lang, page.dir), ("ar", "rtl"))

    def test_a_file_says_its_format(self):
        self.run_program("rank", "egdi", "-o", "page.html", code=0)
        self.assertIn("table", Page((self.place / "page.html").read_text(encoding="utf-8")).tags)

    def test_names_cannot_do_anything(self):
        rows = "".join('X%d,"%s",%d\n' % (i, name.replace('"', '""'), i) for i, name in enumerate(HOSTILE))
        (self.place / "hostile.csv").write_text("unit,name,a\n" + rows, encoding="utf-8")
        label = HOSTILE[0]
        (self.place / "hostile.yaml").write_text(f"""\
egovbench: 1
id: hostile
title: '{label}'
publisher: '{HOSTILE[1]}'
licence: 'https://example.org/"><script>alert(1)</script>'
source: '{HOSTILE[5]} {HOSTILE[6]}'
data: [{{file: hostile.csv, unit: unit}}]
levels: [{{id: low, name: '{HOSTILE[5]}', from: 0}}]
indicators:
  - {{id: a, name: '{label}', unit: '{HOSTILE[7]}', normalise: minmax, note: '{HOSTILE[6]}'}}
""", encoding="utf-8")
        index = "hostile.yaml"
        for arguments in [["rank", index], ["show", index], ["show", index, "--methodology"], ["stages", index], ["profile", "X3", index]]:
            with self.subTest(arguments=arguments):
                result = self.run_program(*arguments, "--format", "html")
                self.assertEqual(result.code, 0, result.err)
                page = Page(result.out)
                self.assertNotIn("script", page.tags)
                self.assertNotIn("img", page.tags)

    def test_the_reader_is_strict(self):
        """What Page is for: each of these is a page with one fault."""
        good = self.run_program("rank", "egdi", "--top", "2", "--format", "html").out
        Page(good)
        for old, new in [("</table>", ""), ("<h", "<script>1</script><h"), ("<tbody>", "<tbody onclick=x>"), ("<td>", "<td style=x>"),
                         ("<th scope=col", "<th"), ("</body>", "<p id=a><p id=a></body>"), ("</body>", '<a href="javascript:x">x</a></body>'),
                         ("</body>", "<!-- x --></body>"), ("--paper:", "--other:"), ("</body>", "<img></body>"), ("</main>", "</main>&#27;")]:
            with self.subTest(new=new):
                self.assertIn(old, good)
                with self.assertRaises(Fault):
                    Page(good.replace(old, new, 1).replace("&#27;", "\x1b"))


if __name__ == "__main__":
    unittest.main()
