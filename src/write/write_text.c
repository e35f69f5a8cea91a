/* The table for people at a terminal or in a pipe. Columns are aligned by what a terminal shows, not by bytes; control
 * characters in names never come out raw. Blanks at the end of a line are not written. */
#include "base/utf8.h"
#include "model/table.h"
#include "write/layout.h"
#include "write/people.h"
#include "write/writers.h"

#include <stdio.h>
#include <string.h>

#define BOLD "\x1b[1m"
#define DIM "\x1b[2m"
#define PLAIN "\x1b[0m"
#define ELLIPSIS "\xE2\x80\xA6"
#define RULE "\xE2\x94\x80"

/* ---- rows ------------------------------------------------------------------------------------ */

/* Blanks are kept back until something follows them on the line. */
typedef struct line {
  egb_buffer *out;
  size_t blanks;
} line;

static void put_blanks(line *to) {
  egb_buffer_repeat(to->out, ' ', to->blanks);
  to->blanks = 0;
}

static void put_cut(egb_buffer *out, const char *text, const egb_text_cell *cell, size_t width) {
  if (cell->width <= width) {
    egb_buffer_add(out, text, cell->bytes);
  } else {
    egb_buffer_add(out, text, egb_utf8_fit(text, cell->bytes, width - 1));
    egb_buffer_text(out, ELLIPSIS);
  }
}

static size_t cut_width(const char *text, const egb_text_cell *cell, size_t width) {
  if (cell->width <= width)
    return cell->width;
  return egb_utf8_width(text, egb_utf8_fit(text, cell->bytes, width - 1)) + 1;
}

/* One cell; reserve is the place a mark would take in a column that has marks. style may be NULL. */
static void put_cell(line *to, const egb_table_layout *layout, size_t row, size_t at, size_t reserve,
                     const char *style) {
  const egb_text_column *column = &layout->column[at];
  const egb_text_cell *cell = &layout->cell[row * layout->count + at];
  const char *text = layout->text.text == NULL ? "" : layout->text.text + cell->offset;
  const size_t width = cut_width(text, cell, column->width);
  const size_t pad = column->width - width;
  if (column->right)
    to->blanks += pad - (pad < reserve ? pad : reserve);
  if (cell->bytes > 0) {
    put_blanks(to);
    egb_buffer_text(to->out, style == NULL ? "" : style);
    put_cut(to->out, text, cell, column->width);
    egb_buffer_text(to->out, style == NULL ? "" : PLAIN);
  }
  to->blanks += column->right ? (pad < reserve ? pad : reserve) : pad;
}

static void put_row(egb_buffer *out, const egb_table_layout *layout, size_t row, bool colour) {
  const egb_table *table = layout->table;
  line to = {.out = out};
  bool first = true;
  for (size_t i = 0; i < layout->count; i++) {
    const egb_text_column *column = &layout->column[i];
    if (column->dropped)
      continue;
    to.blanks += first ? 0 : EGB_LAYOUT_GAP;
    first = false;
    const egb_cell *cell = row == 0 ? NULL : &table->cell[(row - 1) * table->column_count + column->source];
    const bool mark = cell != NULL && cell->mark;
    const char *style = cell == NULL ? BOLD : cell->muted ? DIM : NULL;
    put_cell(&to, layout, row, i, column->marks && !mark ? 1 : 0, colour ? style : NULL);
  }
  egb_buffer_char(out, '\n');
}

static void put_rule(egb_buffer *out, const egb_table_layout *layout, bool colour) {
  bool first = true;
  egb_buffer_text(out, colour ? DIM : "");
  for (size_t i = 0; i < layout->count; i++) {
    if (layout->column[i].dropped)
      continue;
    if (!first)
      egb_buffer_repeat(out, ' ', EGB_LAYOUT_GAP);
    first = false;
    for (size_t k = 0; k < layout->column[i].width; k++)
      egb_buffer_text(out, RULE);
  }
  egb_buffer_text(out, colour ? PLAIN "\n" : "\n");
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* How many of the columns left out have their ids, joined by ", ", in so much room. */
static size_t count_fitting(const egb_table_layout *layout, size_t room) {
  size_t fitting = 0, used = 0;
  for (size_t i = 0; i < layout->count; i++) {
    if (!layout->column[i].dropped)
      continue;
    const char *id = layout->table->column[layout->column[i].source].id;
    used += egb_utf8_width(id, strlen(id)) + (fitting == 0 ? 0 : 2);
    if (used > room)
      break;
    fitting++;
  }
  return fitting;
}

#define MORE " and %zu more"

/* One line: what has no room is named as far as it has room here. */
static void put_left_out(egb_buffer *out, const egb_table_layout *layout, size_t width) {
  static const char *const begin = "Not shown: ", *const end = " (--width or CSV).";
  const size_t around = strlen(begin) + strlen(end);
  size_t count = 0, put = 0;
  char rest[40];
  for (size_t i = 0; i < layout->count; i++)
    count += layout->column[i].dropped;
  if (count == 0)
    return;
  const size_t more = (size_t)snprintf(rest, sizeof rest, MORE, count);
  size_t named = count_fitting(layout, width > around ? width - around : 0);
  if (named < count)
    named = count_fitting(layout, width > around + more ? width - around - more : 0);
  egb_buffer_text(out, begin);
  for (size_t i = 0; i < layout->count && put < named; i++)
    if (layout->column[i].dropped)
      egb_buffer_format(out, "%s%s", put++ == 0 ? "" : ", ", layout->table->column[layout->column[i].source].id);
  if (named == 0)
    egb_buffer_format(out, "%zu column%s", count, count == 1 ? "" : "s");
  else if (named < count)
    egb_buffer_format(out, MORE, count - named);
  egb_buffer_format(out, "%s\n", end);
}

/* ---- notes ---- */

#define NO_WIDTH ((size_t)80) /* notes are chosen for a terminal of this width where lines have no limit */

typedef struct chosen_notes {
  size_t lines; /* still free */
  size_t shown;
  egb_buffer show; /* per note a byte: whether it is shown */
} chosen_notes;

static size_t count_lines(const char *note, size_t width, bool *failed) {
  egb_buffer text = {0};
  size_t lines = 1;
  egb_write_paragraph(&text, note, width == 0 ? NO_WIDTH : width, 0);
  for (size_t i = 0; i < text.length; i++)
    lines += text.text[i] == '\n';
  *failed = *failed || text.failed;
  egb_buffer_clear(&text);
  return lines;
}

/* The most important notes first, each whole or not at all: names and commands are not cut. A note that has no room
 * does not keep a shorter one out. */
static void choose_notes(chosen_notes *chosen, const egb_table *table, const egb_write_options *options) {
  egb_buffer_repeat(&chosen->show, '\0', table->note_count);
  for (int kind = EGB_NOTE_ALWAYS; kind <= EGB_NOTE_DETAIL; kind++) {
    for (size_t i = 0; i < table->note_count && !chosen->show.failed; i++) {
      const size_t lines = count_lines(table->note[i], options->width, &chosen->show.failed);
      const bool any = options->note_lines == 0 || kind == EGB_NOTE_ALWAYS;
      if (table->note_kind[i] != kind || chosen->show.failed || (!any && lines > chosen->lines))
        continue;
      chosen->lines -= lines < chosen->lines ? lines : chosen->lines;
      chosen->show.text[i] = 1;
      chosen->shown++;
    }
  }
}

static void put_notes(egb_buffer *out, const egb_table *table, const egb_write_options *options) {
  chosen_notes chosen = {.lines = options->note_lines};
  choose_notes(&chosen, table, options);
  for (size_t i = 0; i < table->note_count && !chosen.show.failed; i++) {
    if (chosen.show.text[i] == 0)
      continue;
    egb_write_paragraph(out, table->note[i], options->width, 0);
    egb_buffer_char(out, '\n');
  }
  const size_t more = table->note_count - chosen.shown;
  if (more > 0)
    egb_buffer_format(out, "%zu %s: --notes\n", more, more == 1 ? "more note" : "more notes");
  out->failed = out->failed || chosen.show.failed;
  egb_buffer_clear(&chosen.show);
}

static size_t label_width(const egb_table_layout *layout) {
  size_t widest = 0;
  for (size_t i = 0; i < layout->count; i++)
    if (layout->cell[i].width > widest)
      widest = layout->cell[i].width;
  return widest;
}

/* A row as "label  value" lines; empty cells are left out. */
static void put_record(egb_buffer *out, const egb_table_layout *layout, size_t row, const egb_write_options *options) {
  const egb_table *table = layout->table;
  const size_t indent = label_width(layout) + EGB_LAYOUT_GAP;
  for (size_t i = 0; i < layout->count; i++) {
    const egb_text_cell *label = &layout->cell[i];
    const egb_text_cell *value = &layout->cell[(row + 1) * layout->count + i];
    const egb_cell *cell = &table->cell[row * table->column_count + layout->column[i].source];
    if (cell->kind == EGB_CELL_EMPTY || value->bytes == 0)
      continue;
    egb_buffer_text(out, options->colour ? BOLD : "");
    egb_buffer_add(out, layout->text.text + label->offset, label->bytes);
    egb_buffer_text(out, options->colour ? PLAIN : "");
    egb_buffer_repeat(out, ' ', indent - label->width);
    if (cell->kind == EGB_CELL_TEXT)
      egb_write_paragraph(out, cell->as.text, options->width, indent);
    else
      egb_buffer_add(out, layout->text.text + value->offset, value->bytes);
    egb_buffer_char(out, '\n');
  }
}

/* Heads above nothing say nothing, where a note that is never left out says what there is not. */
static bool is_only_notes(const egb_table *table) {
  bool said = false;
  for (size_t i = 0; i < table->note_count; i++)
    said = said || table->note_kind[i] == EGB_NOTE_ALWAYS;
  return table->row_count == 0 && said;
}

static void put_table(egb_buffer *out, const egb_table *table, const egb_table_layout *layout,
                      const egb_write_options *options) {
  if (!table->record) {
    put_row(out, layout, 0, options->colour);
    if (options->box)
      put_rule(out, layout, options->colour);
  }
  for (size_t row = 0; row < table->row_count; row++) {
    if (table->record) {
      if (row > 0)
        egb_buffer_char(out, '\n');
      put_record(out, layout, row, options);
    } else {
      put_row(out, layout, row + 1, options->colour);
    }
  }
}

static bool write_text(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  const bool brief = is_only_notes(table);
  egb_table_layout layout;
  const bool done =
      egb_table_layout_open(&layout, table, egb_write_digits(options), table->record ? 0 : options->width);
  if (!done)
    goto done;
  if (table->title != NULL) {
    egb_buffer_text(out, options->colour ? BOLD : "");
    egb_write_paragraph(out, table->title, options->width, 0);
    egb_buffer_text(out, options->colour ? PLAIN "\n\n" : "\n\n");
  }
  if (!brief && layout.count > 0)
    put_table(out, table, &layout, options);
  egb_buffer below = {0};
  if (!brief)
    put_left_out(&below, &layout, options->width);
  put_notes(&below, table, options);
  if (below.length > 0 || below.failed) {
    egb_buffer_text(out, brief ? "" : "\n");
    egb_buffer_text(out, below.failed ? "" : below.text);
    out->failed = out->failed || below.failed;
  }
  egb_buffer_clear(&below);
done:
  egb_table_layout_close(&layout);
  return done;
}

const egb_writer egb_writer_text = {.name = "text",
                                    .extensions = {"txt", "text"},
                                    .help = "fits the terminal.",
                                    .for_people = true,
                                    .stacks = true,
                                    .write = write_text,
                                    .document = egb_document_write_text};
