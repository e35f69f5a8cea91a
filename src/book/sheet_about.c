/* About: what the workbook is, how it is used, and which of its cells are values where a formula might be expected. */
#include "book/ledger.h"

static size_t put_line(egb_ledger *ledger, size_t row, const char *label, const char *text) {
  if (text == NULL || text[0] == '\0')
    return row;
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 0, EGB_LOOK_HEADER, label);
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 1, EGB_LOOK_DESCRIPTION, text);
  return row + 1;
}

/* ---- what it is ------------------------------------------------------------------------------- */

static size_t put_index(egb_ledger *ledger, size_t row) {
  const egb_index *index = ledger->index;
  row = put_line(ledger, row, "index", index->id);
  row = put_line(ledger, row, "description", egb_labels_pick(index->description, ledger->languages, ""));
  row = put_line(ledger, row, "edition", index->edition);
  row = put_line(ledger, row, "version", index->version);
  row = put_line(ledger, row, "period", ledger->data->period[ledger->results->period]);
  row = put_line(ledger, row, "scenario", ledger->results->scenario);
  row = put_line(ledger, row, "licence", index->licence);
  row = put_line(ledger, row, "made by", "egovbench " EGB_VERSION_TEXT);
  return put_line(ledger, row, "command", ledger->options->command);
}

static size_t put_use(egb_ledger *ledger, size_t row) {
  static const char *const lines[] = {
      "Weights: change a number under `your weights`, or choose a scenario above them. Scores, ranks, levels and charts "
      "follow.",
      "Data: change a value. What a method learns from the data (least and most value, mean, ...) is learned anew, and "
      "everything above follows.",
      "Profile: choose a unit.",
      "Levels and Normalised: scores that reach a level, and goalposts, may be changed too.",
      "The numbers that are shown when the file is opened are those of the program, from its own computation. There are "
      "no macros and no links to other files.",
      "A missing value is an empty cell; weights are then shared among the children that are there, as Methodology says.",
  };
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 0, EGB_LOOK_HEADER, "how to use it");
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row++, 1, EGB_LOOK_DESCRIPTION, lines[i]);
  return row;
}

/* ---- how cells look --------------------------------------------------------------------------- */

static size_t put_looks(egb_ledger *ledger, size_t row) {
  static const struct {
    egb_look_role role;
    const char *name, *meaning;
  } roles[] = {{EGB_ROLE_INPUT, "to be changed", "weights, choices, goalposts, what reaches a level"},
               {EGB_ROLE_FORMULA, "formula", "follows from other cells"},
               {EGB_ROLE_FIXED, "fixed", "a value where no formula says it; why, is below"},
               {EGB_ROLE_FILLED, "filled", "a value that was not observed"},
               {EGB_ROLE_FAULT, "fault", "a check that fails"}};
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row++, 0, EGB_LOOK_HEADER, "how cells look");
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
    const egb_look look = {.kind = EGB_LOOK_GENERAL, .decimals = -1, .role = roles[i].role};
    egb_book_text(ledger->book, ledger->sheet[EGB_LEDGER_ABOUT], row, 0, look, roles[i].name);
    egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row++, 1, EGB_LOOK_DESCRIPTION, roles[i].meaning);
  }
  return row;
}

/* ---- sheets and exceptions -------------------------------------------------------------------- */

static size_t put_sheets(egb_ledger *ledger, size_t row) {
  static const char *const about[EGB_LEDGER_COUNT] = {[EGB_LEDGER_RANKING] =
                                                          "the units in the order of their ranks; charts",
                                                      [EGB_LEDGER_WEIGHTS] = "the tree and its weights",
                                                      [EGB_LEDGER_SCORES] = "scores of every node",
                                                      [EGB_LEDGER_RANKS] = "ranks in every node",
                                                      [EGB_LEDGER_LEVELS] = "levels that units reach",
                                                      [EGB_LEDGER_PROFILE] = "one unit, to be chosen",
                                                      [EGB_LEDGER_DATA] = "values of the indicators",
                                                      [EGB_LEDGER_PREPARED] = "values as they are normalised",
                                                      [EGB_LEDGER_NORMALISED] = "indicators on the common scale",
                                                      [EGB_LEDGER_STEPS] = "scores before what else happens to them",
                                                      [EGB_LEDGER_ROUNDED] = "scores as ranks compare them",
                                                      [EGB_LEDGER_METHODOLOGY] = "how the index is computed, in words",
                                                      [EGB_LEDGER_SOURCES] = "where the figures come from",
                                                      [EGB_LEDGER_DICTIONARY] = "what is in the columns",
                                                      [EGB_LEDGER_LOG] = "changes of weights, as recorded"};
  const size_t in = ledger->sheet[EGB_LEDGER_ABOUT];
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row++, 0, EGB_LOOK_HEADER, "sheets");
  for (size_t i = EGB_LEDGER_ABOUT + 1; i < EGB_LEDGER_COUNT; i++) {
    const egb_ledger_sheet sheet = (egb_ledger_sheet)i;
    if (!egb_ledger_has(ledger, sheet))
      continue;
    const egb_look link = {.kind = EGB_LOOK_GENERAL, .decimals = -1, .role = EGB_ROLE_LINK};
    egb_book_text(ledger->book, in, row, 0, link, egb_ledger_name(sheet));
    egb_book_link(ledger->book, in, row, 0, ledger->sheet[sheet], 0, 0);
    egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row++, 1, EGB_LOOK_DESCRIPTION, about[sheet]);
  }
  return row;
}

static void put_notes(egb_ledger *ledger, size_t row) {
  if (ledger->note_count == 0) {
    (void)put_line(ledger, row, "fixed values", "None: every score and rank of this index is a formula.");
    return;
  }
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 0, EGB_LOOK_HEADER, "fixed values");
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 1, EGB_LOOK_HEADER, "why no formula says them");
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row++, 2, EGB_LOOK_HEADER, "of");
  for (size_t i = 0; i < ledger->note_count; i++, row++) {
    egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 0, EGB_LOOK_TEXT, egb_ledger_name(ledger->note[i].sheet));
    egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 1, EGB_LOOK_DESCRIPTION, ledger->note[i].why);
    egb_ledger_text(ledger, EGB_LEDGER_ABOUT, row, 2, EGB_LOOK_TEXT, ledger->note[i].what);
  }
}

void egb_ledger_about(egb_ledger *ledger) {
  const size_t in = ledger->sheet[EGB_LEDGER_ABOUT];
  egb_ledger_text(ledger, EGB_LEDGER_ABOUT, 0, 0, EGB_LOOK_TITLE, egb_index_title(ledger->index, ledger->languages));
  size_t row = put_index(ledger, 2);
  row = put_use(ledger, row + 1);
  row = put_looks(ledger, row + 1);
  row = put_sheets(ledger, row + 1);
  put_notes(ledger, row + 1);
  egb_book_freeze(ledger->book, in, 1, 0);
  egb_book_width(ledger->book, in, 0, 0, 18, (egb_look){0});
  egb_book_width(ledger->book, in, 1, 1, 100, (egb_look){0});
  egb_book_width(ledger->book, in, 2, 2, 24, (egb_look){0});
  egb_book_print(ledger->book, in, true, 1, 0);
}
