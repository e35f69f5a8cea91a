/* The grid of a sweep, from texts: "OS=0.05..0.3:6,CS=0.1,0.2". */
#include "base/buffer.h"
#include "base/codes.h"
#include "base/number.h"
#include "compare/sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOTS ".."
#define BLANKS " \t"

/* Values from low to high, both among them; one where count is 1. */
typedef struct span {
  double low, high;
  size_t count;
} span;

/* What is read. */
typedef struct reader {
  const egb_plan *plan;
  egb_arena *arena;   /* of the sweep */
  egb_arena *scratch; /* of one text */
  egb_diag *diag;
  egb_sweep_axis *axis; /* room for one per value that is written */
  size_t axes;
  span *span; /* of the axis that is read, as much room */
  size_t spans;
  const char *name; /* of that axis up to its `=`, as written: "OS=", "OS+=" */
} reader;

static egb_status refuse(const reader *r, const char *text, const char *fault) {
  const char *id = r->plan->index->node[1].id;
  egb_diag_say(r->diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "`%.200s` %s", text, fault);
  egb_diag_hint(r->diag, "write %s=0.05..0.3:6 for six weights, 0.05 and 0.3 among them, or %s=0.1,0.2 for these two",
                id, id);
  return EGB_USAGE;
}

/* One weight behind the name of the axis, in the definition's units. */
static egb_status read_weight(reader *r, const char *text, size_t length, egb_weight_change *out) {
  const char *whole = egb_arena_format(r->scratch, "%s%.*s", r->name, (int)length, text);
  if (whole == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_plan_read_setting(r->plan, r->scratch, whole, out, r->diag);
  if (status == EGB_OK) {
    out->weight = egb_plan_wanted(r->plan, out);
    out->percent = false;
  }
  return status;
}

/* Sums of decimals carry binary dust; the ends are as they are written. */
static double point(const span *s, size_t i) {
  if (i == 0)
    return s->low;
  return i == s->count - 1 ? s->high
                           : egb_weight_tidy(s->low + (s->high - s->low) * ((double)i / (double)(s->count - 1)));
}

/* A range whose ends are one weight, or so near that there are no others between them. */
static egb_status check_room(const reader *r, const char *text, const span *s, size_t node) {
  bool apart = true;
  for (size_t i = 1; i < s->count && apart; i++)
    apart = s->low < s->high ? point(s, i - 1) < point(s, i) : point(s, i - 1) > point(s, i);
  if (apart)
    return EGB_OK;
  char low[EGB_NUMBER_MAX];
  egb_number_shortest(s->low, low);
  egb_diag_say(r->diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "`%.200s` has no room for %zu weights", text, s->count);
  egb_diag_hint(r->diag, "write %s=%s for one weight, or ends that are farther apart", r->plan->index->node[node].id,
                low);
  return EGB_USAGE;
}

/* "6" */
static bool read_count(const char *text, size_t *out) {
  size_t value = 0;
  text += strspn(text, BLANKS);
  for (; *text >= '0' && *text <= '9' && value <= EGB_SWEEP_SCENARIOS_MAX; text++)
    value = value * 10 + (size_t)(*text - '0');
  *out = value;
  return text[strspn(text, BLANKS)] == '\0' && value >= 2 && value <= EGB_SWEEP_SCENARIOS_MAX;
}

/* "0.05..0.3:6", with dots at `dots`. */
static egb_status read_range(reader *r, const char *text, const char *dots, egb_weight_change *low, span *out) {
  const char *colon = strrchr(dots, ':'), *high_text = dots + strlen(DOTS);
  egb_weight_change high = {0};
  if (colon == NULL)
    return refuse(r, text, "does not say how many weights");
  if (!read_count(colon + 1, &out->count))
    return refuse(r, text, "does not end in a number of weights, at least 2 and at most a million");
  egb_status status = read_weight(r, text, (size_t)(dots - text), low);
  status = egb_status_worse(status, read_weight(r, high_text, (size_t)(colon - high_text), &high));
  out->low = low->weight;
  out->high = high.weight;
  return status == EGB_OK ? check_room(r, text, out, low->node) : status;
}

/* An item between commas: a range or a weight of the axis that is read. */
static egb_status read_item(reader *r, const char *text) {
  const char *dots = strstr(text, DOTS);
  egb_weight_change change = {0};
  span *out = &r->span[r->spans];
  *out = (span){.count = 1};
  const egb_status status =
      dots != NULL ? read_range(r, text, dots, &change, out) : read_weight(r, text, strlen(text), &change);
  if (dots == NULL)
    out->low = out->high = change.weight;
  r->spans += status == EGB_OK;
  return status;
}

/* ---- axes ------------------------------------------------------------------------------------ */

static int by_size(const void *a, const void *b) {
  const double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static egb_status refuse_again(const reader *r, const char *id, double value) {
  char number[EGB_NUMBER_MAX];
  egb_number_shortest(value, number);
  egb_diag_say(r->diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "the grid has %s of %s twice", number, id);
  egb_diag_hint(r->diag, "leave one of the two out: each makes the same scenarios");
  return EGB_USAGE;
}

static egb_status check_apart(const reader *r, const egb_sweep_axis *axis) {
  double *sorted = egb_arena_duplicate(r->scratch, axis->value, axis->count, sizeof *sorted);
  if (sorted == NULL)
    return EGB_NO_MEMORY;
  qsort(sorted, axis->count, sizeof *sorted, by_size);
  for (size_t i = 1; i < axis->count; i++)
    if (!(sorted[i] > sorted[i - 1]))
      return refuse_again(r, r->plan->index->node[axis->node].id, sorted[i]);
  return EGB_OK;
}

/* The axis that was read, unless some of it was refused. */
static egb_status keep_axis(reader *r, size_t node) {
  egb_sweep_axis axis = {.node = node};
  for (size_t i = 0; i < r->spans; i++)
    axis.count += r->span[i].count;
  if (axis.count > EGB_SWEEP_SCENARIOS_MAX) {
    egb_diag_say(r->diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "the grid has %zu weights of %s, more than %d",
                 axis.count, r->plan->index->node[node].id, EGB_SWEEP_SCENARIOS_MAX);
    egb_diag_hint(r->diag, "ask for fewer");
    return EGB_USAGE;
  }
  double *value = egb_arena_array(r->arena, axis.count, sizeof *value);
  size_t k = 0;
  for (size_t s = 0; value != NULL && s < r->spans; s++)
    for (size_t i = 0; i < r->span[s].count; i++)
      value[k++] = point(&r->span[s], i);
  axis.value = value;
  r->axis[r->axes++] = axis;
  return value != NULL ? check_apart(r, &axis) : EGB_NO_MEMORY;
}

/* Cuts the item at *next off; *next is the one behind it then, NULL: there is none. */
static const char *take_item(char **next) {
  char *item = *next, *comma = strchr(item, ',');
  if (comma != NULL)
    *comma++ = '\0';
  *next = comma;
  return item;
}

static bool begins_axis(const char *text) {
  return strcspn(text, "=") < strcspn(text, ",");
}

static egb_status check_new(const reader *r, size_t node) {
  const char *id = r->plan->index->node[node].id;
  for (size_t i = 0; i < r->axes; i++)
    if (r->axis[i].node == node) {
      egb_diag_say(r->diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "the grid names %s twice", id);
      egb_diag_hint(r->diag, "write all its weights behind one name: %s=0.1,0.2", id);
      return EGB_USAGE;
    }
  return EGB_OK;
}

/* Items from *next on, until one begins another axis. Of a node that does not exist none is looked at. */
static egb_status read_axis(reader *r, char **next) {
  const size_t length = strcspn(*next, "=") + 1;
  egb_weight_change change;
  r->name = egb_arena_text(r->scratch, *next, length);
  r->spans = 0;
  *next += length;
  const egb_status found = r->name != NULL ? read_weight(r, "0", 1, &change) : EGB_NO_MEMORY;
  egb_status status = found == EGB_OK ? check_new(r, change.node) : found;
  do {
    const char *item = take_item(next);
    if (found == EGB_OK)
      status = egb_status_worse(status, read_item(r, item));
  } while (*next != NULL && !begins_axis(*next));
  return status == EGB_OK ? keep_axis(r, change.node) : status;
}

static egb_status read_text(reader *r, const char *text) {
  r->scratch = egb_arena_new();
  char *next = r->scratch != NULL ? egb_arena_copy(r->scratch, text) : NULL;
  egb_status status = next != NULL ? EGB_OK : EGB_NO_MEMORY;
  while (next != NULL && status != EGB_NO_MEMORY) {
    if (next[strspn(next, BLANKS)] == '=' || !begins_axis(next)) {
      status = egb_status_worse(status, refuse(r, next, "does not begin with the node whose weights these are"));
      break;
    }
    status = egb_status_worse(status, read_axis(r, &next));
  }
  egb_arena_free(r->scratch);
  return status;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static egb_status refuse_size(const egb_sweep *sweep, const char *what, size_t most, egb_diag *diag) {
  egb_buffer product = {0};
  for (size_t i = 0; i < sweep->axis_count; i++)
    egb_buffer_format(&product, "%s%zu", i > 0 ? " x " : "", sweep->axis[i].count);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "the grid has %.200s scenarios%s, more than %zu",
               egb_buffer_string(&product), what, most);
  egb_diag_hint(diag, "take fewer weights, or sweep fewer nodes at once");
  egb_buffer_clear(&product);
  return EGB_USAGE;
}

/* How many scenarios, and the steps of the axes. */
static egb_status multiply(egb_sweep *sweep, egb_sweep_axis *axis, size_t units, egb_diag *diag) {
  size_t count = 1;
  for (size_t i = sweep->axis_count; i-- > 0;) {
    axis[i].step = count;
    if (count > EGB_SWEEP_SCENARIOS_MAX / axis[i].count)
      return refuse_size(sweep, "", EGB_SWEEP_SCENARIOS_MAX, diag);
    count *= axis[i].count;
  }
  sweep->count = count;
  if (units > 0 && count > EGB_SWEEP_ROWS_MAX / units) {
    char what[64];
    (void)snprintf(what, sizeof what, " of %zu units", units);
    return refuse_size(sweep, what, EGB_SWEEP_ROWS_MAX, diag);
  }
  return EGB_OK;
}

egb_status egb_sweep_read(const egb_plan *plan, const egb_sweep_options *options, egb_sweep *sweep,
                          egb_sweep_rule *rule, egb_diag *diag) {
  reader r = {.plan = plan, .arena = sweep->arena, .diag = diag};
  size_t most = 1;
  for (size_t i = 0; options->grid != NULL && options->grid[i] != NULL; i++)
    most += strlen(options->grid[i]); /* more than there are commas */
  r.axis = egb_arena_array(r.arena, most, sizeof *r.axis);
  r.span = egb_arena_array(r.arena, most, sizeof *r.span);
  if (r.axis == NULL || r.span == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_plan_read_rule(options->rescale, &rule->from, &rule->how, diag);
  for (size_t i = 0; options->grid != NULL && options->grid[i] != NULL && status != EGB_NO_MEMORY; i++)
    status = egb_status_worse(status, read_text(&r, options->grid[i]));
  if (most == 1) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the grid is empty");
    return EGB_USAGE;
  }
  sweep->axis = r.axis;
  sweep->axis_count = r.axes;
  return status == EGB_OK ? multiply(sweep, r.axis, plan->data->unit_count, diag) : status;
}
