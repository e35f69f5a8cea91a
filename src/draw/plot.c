/* What the kinds share, and the registry. */
#include "draw/plot.h"

#include "base/codes.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/options.h"
#include "draw/bars.h"
#include "draw/fragment.h"
#include "model/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const egb_plot_row *const rows[] = {
#define EGB_PLOT(name) &egb_plot_##name,
#include "draw/list.h"
};

#define TITLE 1.26 /* width of the heading by that of a label */
#define COUNT (sizeof rows / sizeof *rows)

size_t egb_plot_count(void) {
  return COUNT;
}

const char *egb_plot_kind(size_t i) {
  return i < COUNT ? rows[i]->name : NULL;
}

const char *egb_plot_help(size_t i) {
  return i < COUNT ? rows[i]->help : NULL;
}

size_t egb_plot_find(const char *kind) {
  for (size_t i = 0; i < COUNT; i++)
    if (strcmp(rows[i]->name, kind) == 0)
      return i;
  return SIZE_MAX;
}

/* ---- widths ---------------------------------------------------------------------------------- */

double egb_plot_widest(const egb_reading *read, double most) {
  double widest = 0;
  for (size_t i = 0; i < read->rows; i++)
    widest = fmax(widest, egb_svg_width(egb_reading_name(read, i)));
  return fmin(widest, most);
}

size_t egb_plot_columns(const egb_reading *read, size_t most) {
  size_t widest = 1;
  for (size_t i = 0; i < read->rows; i++) {
    const size_t of = egb_canvas_width(egb_reading_name(read, i));
    widest = of > widest ? of : widest;
  }
  return widest < most ? widest : most;
}

/* ---- drawing --------------------------------------------------------------------------------- */

double egb_plot_open(egb_buffer *out, const egb_table *table, double width, double height) {
  egb_buffer description = {0};
  for (size_t i = 0; i < egb_table_note_count(table); i++)
    egb_buffer_format(&description, "%s%s", i == 0 ? "" : " ", egb_table_note(table, i));
  egb_svg_open(out, width, height, egb_table_title(table), egb_buffer_string(&description));
  egb_svg_label(out, "title", EGB_PLOT_MARGIN, 26, EGB_ANCHOR_START, (width - 2 * EGB_PLOT_MARGIN) / TITLE,
                egb_table_title(table));
  egb_svg_release(out, &description);
  return EGB_PLOT_TOP;
}

const char *egb_plot_shade(size_t i, size_t count) {
  static const char *const shade[] = {"p0", "p1", "p2", "p3", "p4"};
  const size_t last = count > 1 ? count - 1 : 1, step = (4 * i + last / 2) / last;
  return shade[step < 4 ? 4 - step : 0];
}

const char *egb_plot_ink(const char *shade) {
  return shade[1] >= '3' ? "inverse" : "dark";
}

void egb_plot_put(egb_buffer *out, double value, int decimals) {
  char text[EGB_NUMBER_MAX];
  if (isnan(value)) {
    egb_buffer_text(out, "-");
    return;
  }
  (void)egb_number_fixed(value, decimals, text);
  egb_buffer_text(out, text);
}

void egb_plot_put_text(egb_canvas *canvas, size_t x, size_t y, size_t width, double value, int decimals) {
  egb_buffer number = {0};
  egb_plot_put(&number, value, decimals);
  egb_canvas_label(canvas, x, y, width, EGB_ANCHOR_END, egb_buffer_string(&number));
  canvas->failed = canvas->failed || number.failed;
  egb_buffer_clear(&number);
}

size_t egb_plot_part(egb_canvas *canvas, size_t y, const char *which, size_t shown, size_t all, const char *what) {
  char note[120];
  if (shown >= all)
    return y;
  (void)snprintf(note, sizeof note, "The %s %zu of %zu %s: more have no room.", which, shown, all, what);
  return egb_canvas_paragraph(canvas, y, note);
}

size_t egb_plot_keys(egb_canvas *canvas, size_t y, const egb_sign_key *key, size_t count) {
  size_t x = 0;
  for (size_t i = 0; i < count; i++) {
    if (x > 0 && x + 2 + egb_canvas_width(key[i].name) > canvas->width) {
      x = 0;
      y++;
    }
    x = egb_canvas_text(canvas, egb_canvas_sign(canvas, x, y, key[i].sign) + 1, y, key[i].name) + 3;
  }
  return y + 1;
}

/* ---- the call -------------------------------------------------------------------------------- */

static egb_status check_columns(const egb_plot_row *row, const egb_reading *read, egb_diag *diag) {
  size_t count = 0;
  while (row->columns[count] != NULL)
    count++;
  for (size_t i = 0; i + row->optional < count; i++)
    if (strcmp(read->table->schema, row->schema) != 0 || read->column[i] == SIZE_MAX) {
      egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "a plot of %s cannot be drawn from a table without `%s`",
                   row->name, row->columns[i]);
      egb_diag_hint(diag, "leave all columns in the table that it draws");
      return EGB_USAGE;
    }
  return EGB_OK;
}

static egb_status check_rows(const egb_plot_row *row, const egb_reading *read, egb_diag *diag) {
  const size_t filled = row->filled == NULL ? SIZE_MAX : egb_table_find_column(read->table, row->filled);
  if (read->rows > 0 && row->filled == NULL)
    return EGB_OK;
  for (size_t i = 0; i < read->rows; i++)
    if (egb_table_text(read->table, i, filled)[0] != '\0')
      return EGB_OK;
  if (read->rows > 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "there is nothing to draw: no row has a `%s`",
                 row->filled);
    egb_diag_hint(diag, "%s", row->hint);
    return EGB_UNCOMPUTABLE;
  }
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "there is nothing to draw");
  return EGB_UNCOMPUTABLE;
}

/* What the kind reads the table by, if it can. */
static egb_status open_table(const egb_plot_row *row, const egb_table *table, egb_diag *diag, egb_reading *out) {
  *out = egb_reading_make(table, row->columns);
  const egb_status status = check_columns(row, out, diag);
  return status == EGB_OK ? check_rows(row, out, diag) : status;
}

static egb_status draw_whole(size_t kind, const egb_table *table, egb_diag *diag, egb_buffer *page) {
  if (kind >= COUNT) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no such kind of plot");
    return EGB_USAGE;
  }
  egb_reading read;
  const egb_status status = open_table(rows[kind], table, diag, &read);
  if (status != EGB_OK)
    return status;
  if (rows[kind]->bars != NULL)
    egb_bars_draw(rows[kind]->bars, &read, page);
  else
    rows[kind]->draw(&read, page);
  egb_svg_close(page);
  return page->failed ? EGB_NO_MEMORY : EGB_OK;
}

/* All rows of the table, which may have them on demand. */
static egb_status take_rows(egb_table_piece *all, const egb_table *table) {
  return egb_table_piece_take(all, table, 0, table->row_count, false) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_plot_write(size_t kind, const egb_table *table, egb_diag *diag, char **out, size_t *length) {
  egb_buffer page = {0};
  egb_table_piece all = {.made_room = 0};
  *out = NULL;
  *length = 0;
  egb_status status = take_rows(&all, table);
  if (status == EGB_OK)
    status = draw_whole(kind, &all.table, diag, &page);
  egb_table_piece_free(&all);
  if (status == EGB_OK) {
    *out = egb_buffer_take(&page, length);
    status = *out == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  egb_buffer_clear(&page);
  return status;
}

/* ---- in text --------------------------------------------------------------------------------- */

#define NO_WIDTH ((size_t)80) /* where lines have no limit */

bool egb_plot_has_text(size_t kind) {
  return kind < COUNT && (rows[kind]->bars != NULL || rows[kind]->text != NULL);
}

/* What is in force always; the others explain a table, and are shown when all are asked for. */
static void put_notes(const egb_table *table, const egb_write_options *options, egb_canvas *canvas) {
  size_t y = canvas->height + 1;
  for (size_t i = 0; i < table->note_count; i++)
    if (table->note_kind[i] == EGB_NOTE_ALWAYS || options->note_lines == 0)
      y = egb_canvas_paragraph(canvas, y, table->note[i]);
}

static egb_status draw_text(const egb_plot_row *row, const egb_reading *read, const egb_write_options *options,
                            egb_buffer *out) {
  egb_canvas title = egb_canvas_make(options->width == 0 ? NO_WIDTH : options->width, options->ascii, options->colour),
             body = title;
  (void)egb_canvas_paragraph(&title, 0, egb_table_title(read->table));
  if (row->bars != NULL)
    egb_bars_text(row->bars, read, &body, 0);
  else
    row->text(read, &body, 0);
  put_notes(read->table, options, &body);
  egb_buffer_text(out, options->colour ? "\x1b[1m" : "");
  egb_canvas_write(&title, out);
  egb_buffer_text(out, options->colour ? "\x1b[0m\n" : "\n");
  egb_canvas_write(&body, out);
  egb_canvas_free(&title);
  egb_canvas_free(&body);
  return out->failed ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_plot_write_text(size_t kind, const egb_table *table, const egb_write_options *asked, egb_diag *diag,
                               char **out, size_t *length) {
  egb_write_options options = EGB_WRITE_OPTIONS_INIT;
  egb_buffer page = {0};
  *out = NULL;
  *length = 0;
  egb_status status = EGB_OPTIONS_TAKE(options, asked, diag);
  if (status == EGB_OK && !egb_plot_has_text(kind)) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no such plot in text");
    return EGB_USAGE;
  }
  egb_table_piece all = {.made_room = 0};
  egb_reading read;
  if (status == EGB_OK)
    status = take_rows(&all, table);
  if (status == EGB_OK)
    status = open_table(rows[kind], &all.table, diag, &read);
  if (status == EGB_OK)
    status = draw_text(rows[kind], &read, &options, &page);
  egb_table_piece_free(&all);
  if (status == EGB_OK) {
    *out = egb_buffer_take(&page, length);
    status = *out == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  egb_buffer_clear(&page);
  return status;
}

egb_status egb_plot_fragment(size_t kind, const egb_table *table, size_t number, egb_diag *diag, egb_buffer *out) {
  egb_buffer page = {0};
  egb_status status = draw_whole(kind, table, diag, &page);
  if (status == EGB_OK) {
    egb_fragment_of(out, egb_buffer_string(&page), number);
    status = out->failed ? EGB_NO_MEMORY : EGB_OK;
  }
  egb_buffer_clear(&page);
  return status;
}
