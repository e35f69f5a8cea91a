/* Which numbers an edit writes.
 *
 * A setting is written as it was meant. Rescaled siblings are rounded to six significant digits; the largest of them
 * gets what is missing to the siblings' total, so that the written decimals sum exactly to what they summed before. */
#include "edit/edit.h"

#include "base/codes.h"
#include "base/number.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define SIGNIFICANT 6
#define DECIMALS_MAX 15
#define SAME 1e-12

size_t egb_edit_digits(double value, int decimals, char *out) {
  size_t length = egb_number_fixed(value, decimals, out);
  if (memchr(out, '.', length) == NULL)
    return length;
  while (out[length - 1] == '0')
    length--;
  length -= out[length - 1] == '.';
  out[length] = '\0';
  return length;
}

static double parse(const char *text) {
  double value = 0;
  (void)egb_number_parse(text, strlen(text), &value);
  return value;
}

/* Decimals that a number needs, rounding dust aside. */
static int decimals_of(double value) {
  char text[EGB_NUMBER_MAX];
  for (int decimals = 0; decimals < DECIMALS_MAX; decimals++) {
    egb_number_fixed(value, decimals, text);
    if (fabs(parse(text) - value) <= SAME * fabs(value))
      return decimals;
  }
  return DECIMALS_MAX;
}

static int decimals_for(double value) {
  const double decimals = SIGNIFICANT - 1 - floor(log10(value));
  return decimals < 0 ? 0 : decimals > DECIMALS_MAX ? DECIMALS_MAX : (int)decimals;
}

static bool same(double a, double b) {
  return fabs(a - b) <= SAME * fmax(fabs(a), fabs(b));
}

/* Notes what a node gets, unless it has it. */
static bool put(egb_edit *edit, size_t node, const char *text) {
  const double value = parse(text);
  if (same(value, edit->index->node[node].weight))
    return true;
  edit->weight[node] = value;
  edit->words[node] = egb_arena_copy(edit->arena, text);
  return edit->words[node] != NULL;
}

typedef struct family {
  const egb_plan *plan;
  const double *after; /* per node, not rounded */
  const bool *wished;  /* per node */
  size_t parent;
  egb_rescale how;
} family;

/* A family none of whose settings says anything new is left alone, also where its total is only nearly round. */
static bool is_news(const family *f) {
  const egb_node *nodes = f->plan->index->node;
  for (size_t child = nodes[f->parent].first_child; child != EGB_NONE; child = nodes[child].next)
    if (f->wished[child] && !same(f->after[child], nodes[child].weight))
      return true;
  return false;
}

static bool is_rescaled(const family *f, size_t child) {
  return !f->wished[child] && f->how == EGB_RESCALE_PROPORTIONAL && f->plan->node[child].active && f->after[child] > 0;
}

static size_t largest_rescaled(const family *f) {
  const egb_node *nodes = f->plan->index->node;
  size_t largest = EGB_NONE;
  for (size_t child = nodes[f->parent].first_child; child != EGB_NONE; child = nodes[child].next)
    if (is_rescaled(f, child) && (largest == EGB_NONE || f->after[child] > f->after[largest]))
      largest = child;
  return largest;
}

static bool put_family(egb_edit *edit, const family *f) {
  const egb_node *nodes = f->plan->index->node;
  const size_t largest = largest_rescaled(f);
  char text[EGB_NUMBER_MAX];
  egb_sum rest = {0};
  int most = 0;
  for (size_t child = nodes[f->parent].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (f->plan->node[child].active)
      egb_sum_add(&rest, nodes[child].weight);
  }
  most = decimals_of(egb_sum_value(rest));
  for (size_t child = nodes[f->parent].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (child == largest || !f->plan->node[child].active)
      continue;
    if (f->wished[child])
      egb_number_shortest(egb_weight_tidy(f->after[child]), text);
    else if (is_rescaled(f, child))
      egb_edit_digits(f->after[child], decimals_for(f->after[child]), text);
    else if (f->how == EGB_RESCALE_PROPORTIONAL)
      egb_number_shortest(f->after[child], text); /* nothing is left for it */
    else
      continue;
    const int decimals = decimals_of(parse(text));
    most = decimals > most ? decimals : most;
    egb_sum_add(&rest, -parse(text));
    if (!put(edit, child, text))
      return false;
  }
  if (largest == EGB_NONE)
    return true;
  const int own = decimals_for(f->after[largest]);
  egb_edit_digits(egb_sum_value(rest), most > own ? most : own, text);
  return put(edit, largest, text);
}

static egb_status check_given(const egb_plan *plan, const egb_weight_change *change, size_t count, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < count; i++) {
    const size_t parent = plan->index->node[change[i].node].parent;
    if (parent == EGB_NONE || plan->node[parent].weigh->uses_given)
      continue;
    const char *id = plan->index->node[parent].id;
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT,
                 "`weight:` of %s would have no effect: the parts of %s weigh by `%s`",
                 plan->index->node[change[i].node].id, id, plan->node[parent].weigh->head.name);
    egb_diag_hint(diag, "write `weights: given` on %s, or save a scenario, which wins over the method", id);
    status = EGB_USAGE;
  }
  return status;
}

/* A number of its own is the only one that an edit of the definition replaces. */
static egb_status check_own(const egb_plan *plan, const egb_weight_change *change, size_t count, egb_diag *diag) {
  const egb_index *index = plan->index;
  for (size_t i = 0; i < count; i++) {
    const size_t parent = index->node[change[i].node].parent;
    for (size_t k = parent != EGB_NONE ? index->node[parent].first_child : EGB_NONE; k != EGB_NONE;
         k = index->node[k].next) {
      const egb_period_weight *of = plan->given_of[k];
      if (of == NULL)
        continue;
      const bool file = of->place.source != index->source;
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_EDIT, of->place,
                  file ? "the weights of the children of %s are in a file"
                       : "among the children of %s weights depend on the period",
                  index->node[parent].id);
      egb_diag_hint(diag, "change them %s by hand, or save a scenario, which wins over them: nothing was written",
                    file ? "in the file" : "in the definition");
      return EGB_REFUSED;
    }
  }
  return EGB_OK;
}

/* The plan is borrowed for a trial: its weights are its own. */
static egb_status try_out(egb_arena *arena, egb_plan *trial, const egb_weight_change *change, size_t count,
                          egb_rescale how, egb_diag *diag) {
  const size_t nodes = trial->index->node_count;
  double *weight = egb_arena_duplicate(arena, trial->weight, nodes, sizeof *weight);
  double *share = egb_arena_array(arena, nodes, sizeof *share);
  double *effective = egb_arena_array(arena, nodes, sizeof *effective);
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  trial->weight = weight;
  trial->share = share;
  trial->effective = effective;
  return egb_plan_change_weights(trial, change, count, how, EGB_USAGE, diag);
}

egb_status egb_edit_numbers(egb_edit *edit, const egb_plan *plan, const egb_weight_change *change, size_t count,
                            egb_rescale how, egb_diag *diag) {
  const egb_index *index = plan->index;
  egb_plan trial = *plan;
  bool *wished = egb_arena_array(edit->arena, index->node_count, sizeof *wished);
  bool *done = egb_arena_array(edit->arena, index->node_count, sizeof *done);
  if (egb_arena_failed(edit->arena))
    return EGB_NO_MEMORY;
  egb_status status = check_given(plan, change, count, diag);
  if (status == EGB_OK)
    status = check_own(plan, change, count, diag);
  if (status == EGB_OK)
    status = try_out(edit->arena, &trial, change, count, how, diag);
  for (size_t i = 0; i < count; i++)
    wished[change[i].node] = true;
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    const family f = {plan, trial.weight, wished, index->node[change[i].node].parent, how};
    if (done[f.parent])
      continue;
    done[f.parent] = true;
    if (is_news(&f) && !put_family(edit, &f))
      status = EGB_NO_MEMORY;
  }
  return status;
}
