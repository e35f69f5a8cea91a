#include "tune_pair.h"

#include "tune_draw.h"
#include "tune_terminal.h"

#include <math.h>
#include <stdio.h>

/* Columns from the right: weight, two scores, what it adds, the weight alone and all weights jointly that make the two
 * level with the least sum of changes. */
#define WIDTH 8
#define NUMBERS 6

typedef struct pair_row {
  const char *name;
  double share, one, two, difference;
  const egb_swap_part *part; /* NULL: no answer */
} pair_row;

/* ---- opening --------------------------------------------------------------------------------- */

void tune_pair_open(tune_desk *desk) {
  tune_model *model = &desk->model;
  egb_diag *diag = egb_diag_new();
  model->problem[0] = '\0';
  if (diag == NULL || egb_swap_new(model->plan, model->results, desk->other, desk->unit, diag, &desk->swap) != EGB_OK)
    (void)snprintf(model->problem, sizeof model->problem, "%s",
                   diag != NULL && egb_diag_kept(diag) != 0 ? egb_diag_message(diag, 0)->text : "out of memory");
  egb_diag_free(diag);
  desk->page = TUNE_PAIR;
}

void tune_pair_close(tune_desk *desk) {
  egb_swap_free(desk->swap);
  desk->swap = NULL;
  desk->other = SIZE_MAX;
  desk->page = TUNE_DESK;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Where there is little room the scores and what they add are shown, without the weights. */
static size_t first_shown(size_t columns) {
  return columns < TUNE_NARROW ? 1 : 0;
}

static size_t end_shown(size_t columns) {
  return columns < TUNE_NARROW ? NUMBERS - 2 : NUMBERS;
}

/* Where the i-th column of numbers begins. */
static size_t place(size_t columns, size_t i) {
  return columns - 1 - (end_shown(columns) - i) * WIDTH;
}

static void put_number(size_t row, size_t column, int decimals, bool sign, double number) {
  char text[64];
  (void)snprintf(text, sizeof text, sign ? "%+.*f" : "%.*f", decimals, number);
  const tune_style style = !sign ? TUNE_PLAIN : number > 0 ? TUNE_UP : number < 0 ? TUNE_DOWN : TUNE_PLAIN;
  tune_draw_right(row, column, WIDTH, style, isnan(number) ? "-" : text);
}

static void put_percent(size_t row, size_t column, double share) {
  char text[64];
  (void)snprintf(text, sizeof text, isnan(share) ? "-" : "%.1f%%", 100 * share);
  tune_draw_right(row, column, WIDTH, TUNE_PLAIN, text);
}

/* The nearer of the two weights at which the part alone makes them level. */
static double nearest(const egb_swap_part *part) {
  const double below = part->at[0].share, above = part->at[1].share;
  if (isnan(below) || isnan(above))
    return isnan(below) ? above : below;
  return part->share - below <= above - part->share ? below : above;
}

static void put_row(const tune_desk *desk, size_t row, size_t columns, const pair_row *r) {
  tune_terminal_put(row, 2, place(columns, first_shown(columns)) - 2, TUNE_PLAIN, r->name);
  if (!isnan(r->share) && first_shown(columns) == 0)
    put_percent(row, place(columns, 0), r->share);
  put_number(row, place(columns, 1), desk->decimals, false, r->one);
  put_number(row, place(columns, 2), desk->decimals, false, r->two);
  put_number(row, place(columns, 3), desk->decimals, true, r->difference);
  if (r->part == NULL || end_shown(columns) < NUMBERS)
    return;
  put_percent(row, place(columns, 4), nearest(r->part));
  put_percent(row, place(columns, 5), r->part->least_total);
}

/* The difference of two contributions, where a missing part adds nothing; NaN: neither unit has it, or the scores do
 * not add up. */
static double added(double one, double two) {
  return isnan(one) && isnan(two) ? (double)NAN : (isnan(one) ? 0 : one) - (isnan(two) ? 0 : two);
}

static const egb_swap_part *part_of(const tune_desk *desk, size_t node) {
  for (size_t i = 0; desk->swap != NULL && i < egb_swap_count(desk->swap); i++)
    if (egb_swap_at(desk->swap, i)->node == node)
      return egb_swap_at(desk->swap, i);
  return NULL;
}

/* Every part with its scores and the difference of what it adds to the total, as many as there is room for. */
static size_t put_parts(const tune_desk *desk, size_t row, size_t rows, size_t columns, double *explained) {
  const tune_model *model = &desk->model;
  for (size_t i = 1; i < model->node_count; i++) {
    if (egb_index_node_parent(model->index, i) != 0 || !egb_plan_takes_part(model->plan, i))
      continue;
    const double difference = added(egb_results_contribution(model->results, i, desk->other),
                                    egb_results_contribution(model->results, i, desk->unit));
    const pair_row r = {egb_index_node_name(model->index, i, desk->languages),
                        model->share[i],
                        egb_results_node_score(model->results, i, desk->other),
                        egb_results_node_score(model->results, i, desk->unit),
                        difference,
                        part_of(desk, i)};
    *explained += isnan(difference) ? 0 : difference;
    if (row + 6 < rows)
      put_row(desk, row++, columns, &r);
  }
  return row;
}

/* ---- the page -------------------------------------------------------------------------------- */

static void put_headings(const tune_desk *desk, size_t columns) {
  const egb_dataset *data = desk->model.data;
  const char *const text[NUMBERS] = {
      "Weight", egb_dataset_unit_id(data, desk->other), egb_dataset_unit_id(data, desk->unit), "Adds", "Alone",
      "Jointly"};
  const size_t end = desk->swap != NULL ? end_shown(columns) : NUMBERS - 2;
  for (size_t i = first_shown(columns); i < end; i++)
    tune_draw_right(1, place(columns, i) + 1, WIDTH - 1, TUNE_BOLD, text[i]);
}

/* What would make the two level, in a sentence. */
static void describe(const tune_desk *desk, const char *one, const char *two, char *out, size_t room) {
  const egb_swap_summary *about = desk->swap != NULL ? egb_swap_about(desk->swap) : NULL;
  if (about == NULL) {
    (void)snprintf(out, room, "what makes them tie cannot be computed: %s", desk->model.problem);
    return;
  }
  const bool first = about->score[0] >= about->score[1];
  const char *upper = first ? one : two, *lower = first ? two : one;
  switch (about->verdict) {
  case EGB_SWAP_DOMINATED:
    (void)snprintf(out, room, "no weights put %.300s above %.300s%s", lower, upper,
                   about->differing ? "" : ": it is better in no part");
    break;
  case EGB_SWAP_EQUAL:
    (void)snprintf(out, room, "they are tied now; other weights separate them");
    break;
  case EGB_SWAP_SAME:
    (void)snprintf(out, room, "equal in every part: tied whatever the weights");
    break;
  case EGB_SWAP_POSSIBLE:
    (void)snprintf(out, room, "tied when %.1f %% of the weight moves; a little more and %.300s leads",
                   50 * about->total, lower);
    break;
  }
}

void tune_draw_pair(const tune_desk *desk, size_t rows, size_t columns) {
  const tune_model *model = &desk->model;
  const char *one = egb_dataset_unit_name(model->data, desk->other, desk->languages);
  const char *two = egb_dataset_unit_name(model->data, desk->unit, desk->languages);
  const double total = egb_results_score(model->results, desk->other) - egb_results_score(model->results, desk->unit);
  char text[1200];
  double explained = 0;
  tune_terminal_fill(0, 0, columns, TUNE_TITLE);
  (void)snprintf(text, sizeof text, "%.500s against %.500s", one, two);
  tune_terminal_put(0, 1, columns - 2, TUNE_TITLE, text);
  put_headings(desk, columns);
  size_t row = put_parts(desk, 2, rows, columns, &explained);
  if (fabs(total - explained) > 1e-6 * egb_index_scale(model->index))
    put_row(desk, row++, columns,
            &(pair_row){"(interaction of the parts)", (double)NAN, (double)NAN, (double)NAN, total - explained, NULL});
  put_row(desk, row + 1, columns,
          &(pair_row){"Score", (double)NAN, egb_results_score(model->results, desk->other),
                      egb_results_score(model->results, desk->unit), total, NULL});
  describe(desk, one, two, text, sizeof text);
  tune_terminal_put(rows - 2, 1, columns - 2, TUNE_BOLD, text);
  tune_terminal_put(rows - 1, 1, columns - 2, TUNE_DIM,
                    desk->swap == NULL || end_shown(columns) < NUMBERS
                        ? "adds: to the difference; any key goes back"
                        : "alone, jointly: weights that make them tie, least change; any key goes back");
}
