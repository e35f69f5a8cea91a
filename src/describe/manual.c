/* egovbench-definition(5) from the tables that the program itself uses. roff with the macros of man(7). */
#include "describe/manual.h"

#include "egovbench.h"
#include "model/grammar.h"

#include <math.h>

/* Lines as they are, in a fixed font. */
static void add_example(egb_buffer *out, const char *const *lines) {
  egb_buffer_text(out, ".PP\n.nf\n.RS 4\n");
  for (size_t i = 0; lines[i] != NULL; i++)
    egb_manual_line(out, lines[i]);
  egb_buffer_text(out, ".RE\n.fi\n");
}

/* ---- keys ------------------------------------------------------------------------------------ */

static const char *kind_text(egb_key_kind kind) {
  switch (kind) {
  case EGB_KEY_TEXT:
    return "text";
  case EGB_KEY_ID:
    return "id";
  case EGB_KEY_NUMBER:
    return "number";
  case EGB_KEY_INTEGER:
    return "whole number";
  case EGB_KEY_BOOL:
    return "true or false";
  case EGB_KEY_SHARE:
    return "0 to 1, or 0% to 100%";
  case EGB_KEY_WEIGHT:
    return "number from 0, or percentage; or map from period to such";
  case EGB_KEY_CHOICE:
    return "one of the words below";
  case EGB_KEY_LABELS:
    return "text, or map from language to text";
  case EGB_KEY_PAIR:
    return "list of two numbers";
  case EGB_KEY_CONSTANT:
    return "number";
  case EGB_KEY_TEXTS:
    return "list of texts";
  case EGB_KEY_IDS:
    return "list of ids";
  case EGB_KEY_EXPRESSION:
    return "expression";
  case EGB_KEY_METHOD:
    return "method";
  case EGB_KEY_METHODS:
    return "list of methods";
  case EGB_KEY_RUBRIC:
    return "map from answer to points";
  case EGB_KEY_TEXT_MAP:
    return "map from text to text";
  case EGB_KEY_TEXTS_MAP:
    return "map from text to text or list of texts";
  case EGB_KEY_LINES:
    return "line of the file, or first..last";
  case EGB_KEY_WEIGHT_MAP:
    return "map from node id to weight";
  case EGB_KEY_SECTION:
    return "map";
  case EGB_KEY_SECTIONS:
    return "list of maps";
  case EGB_KEY_SECTION_MAP:
    return "map from id to map";
  case EGB_KEY_TIERS:
    return "map from tier to map";
  case EGB_KEY_TEXT_OR_SECTION:
    return "name, or map";
  case EGB_KEY_SHARE_OR_SECTION:
    return "0 to 1, or 0% to 100%, or map";
  case EGB_KEY_FILES:
    return "list of file names or maps";
  case EGB_KEY_DECIMALS:
    return "whole number, or map from period to whole number";
  case EGB_KEY_VERSION:
    return "the number 1";
  case EGB_KEY_FILE_OR_FILES:
    return "file name, map, or list of these";
  case EGB_KEY_KEYWORDS:
    return "map from language to text or list of texts";
  case EGB_KEY_ADDRESS:
    return "address beginning with https:// or http://";
  case EGB_KEY_EMAIL:
    return "e-mail address";
  case EGB_KEY_REASONS:
    return "map from unit to reason, or to a map from period to reason";
  }
  return "text";
}

static void add_key(egb_buffer *out, const egb_section *section, const egb_key *key) {
  egb_manual_term(out, key->name);
  egb_buffer_text(out, " (");
  egb_manual_text(out, kind_text(key->kind));
  egb_buffer_text(out, key->required ? ", required" : "");
  if (key->unless != NULL)
    egb_buffer_format(out, " without %s", key->unless);
  egb_buffer_text(out, ")\n");
  egb_manual_line(out, key->help);
  if (key->choices != NULL)
    egb_manual_words(out, "One of", key->choices);
  if (isfinite(key->least) && isfinite(key->most) && (key->least != 0 || key->most != 0)) {
    egb_buffer_text(out, "From ");
    egb_manual_number(out, key->least);
    egb_buffer_text(out, " to ");
    egb_manual_number(out, key->most);
    egb_buffer_text(out, ".\n");
  }
  if (key->section != NULL) {
    egb_buffer_text(out, "Its keys are written under \\(lq");
    egb_manual_text(out, key->section->name);
    egb_buffer_text(out, "\\(rq.\n");
  }
  if (key->or_none)
    egb_buffer_text(out, key->kind == EGB_KEY_METHODS
                             ? "\\fBon\\fR (as the definition has it) and \\fBoff\\fR (none) are two more names here.\n"
                             : "\\fBnone\\fR is one more name here.\n");
  if (key->needs != NULL && !section->partial) {
    egb_buffer_text(out, "Only with \\fB");
    egb_manual_text(out, key->needs);
    egb_buffer_text(out, "\\fR.\n");
  }
  if (key->clashes != NULL)
    egb_manual_words(out, "Not with", key->clashes);
  egb_buffer_text(out, ".br\n\\fIExample:\\fR ");
  egb_manual_text(out, key->name);
  egb_buffer_text(out, ": ");
  egb_manual_line(out, key->example);
}

static void add_section(egb_buffer *out, const egb_section *section) {
  egb_manual_heading(out, section->name);
  egb_manual_line(out, section->help);
  if (section->least_one != NULL)
    egb_manual_words(out, "At least one of", section->least_one);
  for (size_t i = 0; i < section->key_count; i++)
    add_key(out, section, &section->key[i]);
}

/* ---- what is not in a table ------------------------------------------------------------------ */

typedef struct entry {
  const char *term, *text;
} entry;

static void add_entries(egb_buffer *out, const entry *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    egb_manual_term(out, list[i].term);
    egb_buffer_char(out, '\n');
    egb_manual_line(out, list[i].text);
  }
}

static void add_introduction(egb_buffer *out) {
  static const char *const example[] = {
      "egovbench: 1",
      "id: ready",
      "title: {en: Readiness, ja: 準備度}",
      "data: [{file: ready.csv, unit: iso3}]",
      "units: countries.csv",
      "defaults: {normalise: minmax, available: 65%}",
      "levels:",
      "  - {id: high, from: 50}",
      "  - {id: low, from: 0}",
      "indicators:",
      "  - id: network",
      "    weight: 2",
      "    indicators:",
      "      - {id: lines, column: lines_per_100, goalposts: [0, 120]}",
      "      - {id: price, direction: lower}",
      "  - id: services",
      "    weight: 3",
      "    aggregate: geometric",
      "    indicators:",
      "      - {id: portal, points: {1: 0, 2: 0.5, 3: 1}}",
      "      - {id: income, compute: \"ln(gni)\", goalposts: [\"ln(100)\", \"ln(75000)\"]}",
      NULL};
  egb_buffer_text(out, ".TH EGOVBENCH\\-DEFINITION 5 \"\" \"egovbench ");
  egb_manual_text(out, egb_version());
  egb_buffer_text(
      out, "\" \"File formats\"\n.SH NAME\negovbench\\-definition \\- the methodology of an index as a YAML file\n.SH "
           "DESCRIPTION\n");
  egb_manual_line(
      out,
      "A definition says how an index is made: its tree of indicators, their weights, how each is brought to a common "
      "scale and how they become one score. It is YAML 1.2 in UTF-8 without tabs, anchors, aliases, tags and merge "
      "keys. Every key is listed here; an unknown key, a duplicate key and a value that cannot be right are "
      "refused with their line and column.");
  egb_buffer_text(out, ".PP\n");
  egb_manual_line(
      out,
      "The tree is the indentation: a node with indicators is an aggregate, a node without is an indicator. Choices "
      "are written once under defaults; an exception is written on its node. Weights are relative among siblings. A scalar "
      "is text until its key says number, so that NO is Norway and 1_000 is not a number. Numbers have a decimal point, "
      "no thousands separators and no unit.");
  egb_manual_heading(out, "example");
  add_example(out, example);
}

/* What scenarios and variants have in common. */
static void add_changes(egb_buffer *out) {
  static const entry list[] = {
      {"maps", "Merged key by key: sections, labels, lists of units with reasons."},
      {"lists, numbers, texts, methods, points", "Take the place of what is there, as a whole: a method with all its "
                                                 "parameters."},
      {"nodes",
       "Found by their ids, wherever they are in the tree. A variant may also write the tree under indicators: "
       "nodes there are merged with those of the same id in the same list, others are appended."},
      {"key: ~", "Removes a key, or an entry of a map that is merged, under nodes and in a variant."},
      {"what cannot be combined",
       "Is removed when its counterpart is written: points remove goalposts, compute removes column."},
      {"weights", "Of a scenario are a map from node to weight, and do not count where its methods make weights."},
      {"files", "Are looked for from the file that names them; the data of a scenario is read for it alone."},
      {"no effect", "A scenario that says what is so already is warned of."},
  };
  egb_manual_heading(out, "laying one over another");
  egb_manual_line(out, "A scenario is laid over its definition, and a definition over the one that it extends:");
  add_entries(out, list, sizeof list / sizeof list[0]);
}

static void add_answers(egb_buffer *out) {
  static const entry list[] = {
      {"a number or a text", "This answer. Numbers compare by value: 1 and 1.0 are one answer."},
      {"\">=1\", \">0\", \"<=3\", \"<3\"",
       "Every answer in this range; the quotes are needed. Comparisons are tried in the order they are written, after "
       "single answers."},
      {"value", "The answer itself, between 0 and 1, times these points. Only missing may be combined with it."},
      {"answered", "Any answer that no rule above takes."},
      {"missing", "No answer. Without this rule a missing answer stays missing, and its points leave the maximum."},
      {"else", "Any other answer. Without it another answer is refused."},
  };
  egb_manual_heading(out, "answers");
  egb_manual_line(
      out,
      "The map under points gives each answer its points. The score is the points over the largest number an answer "
      "can earn. An answer is written as:");
  add_entries(out, list, sizeof list / sizeof list[0]);
}

static void add_expressions(egb_buffer *out) {
  static const entry list[] = {
      {"numbers and names",
       "12.5, 1e3; a data column, an indicator or a node by its name when that is letters, digits, _ and . without a "
       "digit first, else in square brackets: [I-16]."},
      {"+ - * / ^", "Arithmetic, with parentheses; ^ is a power and groups from the right."},
      {"< <= > >= = !=", "1 when it is true, else 0."},
      {"ln(x) log10(x) sqrt(x) exp(x) abs(x)", "As in mathematics."},
      {"min(x, ...) max(x, ...)", "The smallest and the largest."},
      {"clamp(x, low, high)", "x, held between low and high."},
      {"round(x) round(x, decimals)", "To the nearest whole number, or to decimals."},
      {"if(condition, then, else)", "then where the condition is not 0, else the other."},
      {"missing", "The missing value: if(x > 100, missing, x). A column of this name is [missing]."},
      {"missing(x)", "1 where x is missing, else 0."},
      {"mean(x, ...)", "The mean of those that are there; missing when none is."},
      {"count(x, ...)",
       "How many of them are there, from 0 on; mean(x, y) * count(x, y) is the sum of those that are there."},
      {"minimum(x) maximum(x) median(x)",
       "Over all units of the period that have x, screened out or not; every unit gets the result, those without x "
       "too. Not in a definition with fit: other than period."},
  };
  egb_manual_heading(out, "expressions");
  egb_manual_line(
      out,
      "compute derives an indicator from data columns and other indicators, then changes the score of an aggregate; goalposts, bounds, target and numbers of "
      "methods take expressions without names. Put an expression in quotes.");
  add_entries(out, list, sizeof list / sizeof list[0]);
  egb_manual_line(
      out,
      "A name in compute is the data column of that name. Where the data has none, it is the indicator with that id: its "
      "value after its own compute and per, before imputation and all that follows. Where the data has a column and an "
      "indicator of the same id is computed or taken from another column, the column is meant, and a warning says so; of "
      "an indicator that is its column divided by another (per), the column is meant, undivided. An indicator may be "
      "used that takes no part in the index, because it is optional or a scenario drops it; its id alone in its own "
      "compute is the column. Expressions that need each other in a circle are refused. Standard errors of data columns "
      "reach all that is computed from them; one that uncertainty states for an indicator is that indicator's own.");
}

/* What `then:` does, and what that leaves of other answers. */
static void add_then(egb_buffer *out) {
  egb_manual_line(
      out,
      "A name in then is x, the score of the node itself, or the id of a node that is not above it: an indicator's "
      "normalised value or an aggregate's score, after its own then, rounding and rescaling. Nodes are scored in the "
      "order that this needs; a circle is refused, and so is a node with the id x, or one that takes no part: weight: 0 "
      "keeps a node whose score only others use. Simulations score every draw in full. What follows from a score "
      "that is a mean of its parts is not answered where then breaks that: contributions below the node are left "
      "empty, and stability, bounds, swaps and steps to the next level are refused, at the node or where its own "
      "weights or those of a node it names would move, with the reason.");
}

/* Where a calculation has no finite result: tests/score/test_not_finite.py takes every row and tries it. */
static void add_not_finite(egb_buffer *out) {
  static const entry list[] = {
      {"a missing value in an expression", "The result is missing, but for if, missing, mean and count."},
      {"an expression whose values are all there",
       "ln(0), 0/0, sqrt(-1), 10^400, clamp with low above high: refused, at the expression and the first unit. A "
       "branch that if does not take is not looked at; missing(x) is 1 and count does not count it."},
      {"an expression without names", "Refused: ln(0) as a goalpost."},
      {"a number in the definition", "Refused when it is too large, 1e999, or not finite."},
      {"a cell of the data",
       "Refused when it is too large, 1e999, or reads nan or inf, unless missing: of the data file lists it; too small, "
       "1e-999, is 0."},
      {"an empty denominator", "The value is missing."},
      {"a denominator of 0 or less", "Refused, at its cell, where there is something to divide."},
      {"a denominator too small", "Refused, at its cell, when the result is too large for a number."},
      {"a logarithm in normalise", "Refused for values and goalposts of 0 or less, at the cell or the goalpost."},
      {"a logarithm in treat", "Refused for values of 0 or less, unless the method shifts them."},
      {"normalise",
       "A result too large for a number is missing, with a warning. A method that cannot learn is refused."},
      {"then",
       "Refused, at the expression and the first unit, when the scores that it uses are all there; missing when one of "
       "them is, as for any expression. A unit that has no score before has none afterwards."},
      {"aggregate",
       "A score that has no finite value, such as a geometric mean of -1 and 2, is missing, with a warning."},
  };
  egb_manual_heading(out, "not finite");
  egb_manual_line(out, "What becomes of calculations without a finite result, and of those with a missing value:");
  add_entries(out, list, sizeof list / sizeof list[0]);
}

static void add_words_of_the_format(egb_buffer *out) {
  static const entry list[] = {
      {"id", "A letter or digit, then letters, digits, dots, underscores and hyphens; at most 64."},
      {"language", "A BCP 47 tag such as en, ja or zh-Hant."},
      {"percentage", "A number and a percent sign: 65%."},
      {"number in a data file",
       "Digits 0 to 9, a decimal point, a power of ten (1e3); in front a hyphen, the minus sign U+2212 or a plus. What "
       "decimal, thousands and flags declare is read besides, and of a file nothing else: digits of other scripts, a dash "
       "for a minus sign, (5) for -5 are refused with the right spelling. A space that separates thousands may be a "
       "no-break, narrow or thin one, an apostrophe the typographic one."},
      {"missing value in a data file",
       "An empty cell, and what missing declares. NA, n/a, -, .., :, a dash (U+2013, U+2014) and the like are never taken "
       "for one: they are refused with the key to be written."},
  };
  egb_manual_heading(out, "values");
  add_entries(out, list, sizeof list / sizeof list[0]);
}

char *egb_definition_manual(void) {
  egb_buffer out = {0};
  add_introduction(&out);
  for (size_t i = 0; egb_grammar_sections[i] != NULL; i++)
    add_section(&out, egb_grammar_sections[i]);
  add_words_of_the_format(&out);
  add_changes(&out);
  add_answers(&out);
  add_expressions(&out);
  add_then(&out);
  add_not_finite(&out);
  egb_manual_methods(&out);
  egb_manual_origins(&out);
  egb_buffer_text(&out, ".SH SEE ALSO\n.BR egovbench (1)\n");
  return egb_buffer_take(&out, NULL);
}
