"""The style sheet: contrasts as WCAG 2.2 counts them (1.4.3 and 1.4.11), on light and on dark paper; nothing in it loads or
names a colour outside its tokens; small enough to be in every page."""
import re
import unittest
from pathlib import Path

SHEET = (Path(__file__).resolve().parents[2] / "reports/style.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)


def tokens(text):
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b", text))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    bright, dark = sorted([luminance(a), luminance(b)], reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def themes():
    light = tokens(RULES.split("@media", 1)[0])
    dark = {**light, **tokens(re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", RULES, re.DOTALL).group(1))}
    printed = {**light, **tokens(re.search(r"@media print \{(.*?)\}", RULES, re.DOTALL).group(1))}
    return {"light": light, "dark": dark, "print": printed}


class Style(unittest.TestCase):
    def test_contrast_as_defined(self):
        self.assertAlmostEqual(contrast("#000", "#ffffff"), 21)
        self.assertAlmostEqual(contrast("#777777", "#fff"), 4.478, places=3)  # the grey that just fails, as WebAIM has it

    def test_texts_can_be_read(self):
        for name, theme in themes().items():
            for ink in ["ink", "ink-2", "accent"]:
                for paper in ["paper", "paper-2", "accent-2"]:
                    with self.subTest(theme=name, ink=ink, paper=paper):
                        self.assertGreaterEqual(contrast(theme[ink], theme[paper]), 4.5)

    def test_bars_and_outlines_can_be_seen(self):
        for name, theme in themes().items():
            for line in ["bar", "focus"]:
                with self.subTest(theme=name, line=line):
                    self.assertGreaterEqual(contrast(theme[line], theme["paper"]), 3)

    def test_dark_paper_has_every_colour(self):
        light, dark = themes()["light"], tokens(re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", RULES, re.DOTALL).group(1))
        self.assertEqual(set(light), set(dark))

    def test_colours_are_tokens(self):
        outside = re.sub(r":root \{.*?\}", "", RULES, flags=re.DOTALL)
        self.assertEqual(re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(", outside), [])

    def test_tokens_are_used_and_known(self):
        named = set(re.findall(r"(--[a-z0-9-]+):", RULES))
        self.assertEqual(set(re.findall(r"var\((--[a-z0-9-]+)", RULES)), named)

    def test_it_loads_nothing_and_is_small(self):
        self.assertIsNone(re.search(r"url\(|@import|expression\(|</", SHEET))
        self.assertLess(len(SHEET.encode()), 14000)

    def test_sides_are_logical(self):
        self.assertEqual(re.findall(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|float:", RULES), [])


if __name__ == "__main__":
    unittest.main()
