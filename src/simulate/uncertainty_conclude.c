/* The answer of a simulation: what its draft found, with names of its own, as those of the factors end with the draft.
 */
#include "simulate/uncertainty.h"

#include "base/buffer.h"
#include "base/number.h"
#include "simulate/worth.h"

#include <math.h>

/* ---- what was varied ------------------------------------------------------------------------- */

static const char *spell_law(const egb_uncertainty_draft *u, egb_uncertain_weights law) {
  char number[EGB_NUMBER_MAX];
  switch (law) {
  case EGB_UNCERTAIN_WEIGHTS_UNIFORM:
    egb_number_shortest(egb_number_percent(u->factors->spread), number);
    return egb_arena_format(u->arena, "uniform within %s %%", number);
  case EGB_UNCERTAIN_WEIGHTS_DIRICHLET:
    egb_number_shortest(u->factors->concentration, number);
    return egb_arena_format(u->arena, "Dirichlet, concentration %s", number);
  case EGB_UNCERTAIN_WEIGHTS_FLAT:
    return "any";
  default:
    return "fixed";
  }
}

/* The distribution of the other weights, when they have one, is appended. */
static const char *spell_statements(const egb_uncertainty_draft *u, const char *others) {
  egb_buffer text = {0};
  const char *before = NULL, *law = u->declared.parts_drawn ? spell_law(u, u->factors->parts_law) : "any";
  egb_buffer_text(&text, law != NULL ? law : "");
  for (size_t i = 0; i < u->declared.statement_count; i++) {
    const char *said = u->declared.statement[i].text;
    if (said == before)
      continue;
    egb_buffer_format(&text, "%s%.200s", before == NULL ? " with " : ", ", said);
    before = said;
  }
  if (u->declared.parts_drawn && before == NULL)
    egb_buffer_text(&text, " among the parts");
  if (u->factors->weights == EGB_UNCERTAIN_WEIGHTS_FLAT)
    egb_buffer_format(&text, "; of the others %s", others);
  const char *copy = text.failed || law == NULL ? NULL : egb_arena_copy(u->arena, text.text);
  egb_buffer_clear(&text);
  return copy;
}

static const char *spell_errors(const egb_uncertainty_draft *u) {
  const egb_factors *f = u->factors;
  char number[EGB_NUMBER_MAX];
  const char *drawn = f->predictive ? "imputed values from their predictive distribution" : "";
  if (!egb_factors_measured_with_error(f) && f->predictive)
    return drawn;
  if (f->together == NULL)
    return f->predictive ? egb_arena_format(u->arena, "normal, and %s", drawn) : "normal";
  egb_number_shortest(u->declared.error_correlation, number);
  return egb_arena_format(u->arena, "normal with correlation %s by %s%s%s", number,
                          u->declared.error_by == EGB_ERROR_BY_SOURCE ? "source" : "unit",
                          f->predictive ? ", and " : "", drawn);
}

/* The i-th alternative of a factor; of a random one there is one. */
static egb_varied describe(const egb_uncertainty_draft *u, egb_factor_kind kind, size_t i, const char *weights,
                           const char *errors) {
  const egb_factor *factor = &u->factors->factor[kind];
  const egb_used *used = &u->used[kind][i];
  egb_varied varied = {.factor = factor->name, .drawn = used->drawn, .failed = used->failed, .dropped = used->dropped};
  if (factor->alternative == NULL) {
    varied.alternative = kind == EGB_FACTOR_WEIGHTS ? weights : errors;
  } else if (i == factor->count) {
    varied.alternative = "as defined";
  } else {
    varied.alternative = factor->alternative[i].name;
    varied.nodes = factor->alternative[i].nodes;
    varied.level = factor->alternative[i].level;
    varied.unranked = factor->alternative[i].unranked;
    varied.holds_weights = factor->alternative[i].holds_weights;
  }
  return varied;
}

/* How many entries a factor has: its alternatives, and what the definition has where that is none of them and draws
 * were put back to it; of a random factor one. */
static size_t listed(const egb_uncertainty_draft *u, size_t kind) {
  const egb_factor *factor = &u->factors->factor[kind];
  if (!factor->varies || factor->alternative == NULL)
    return factor->varies ? 1 : 0;
  return factor->count + (u->used[kind][factor->count].drawn > 0);
}

static bool list_varied(egb_uncertainty_draft *u, egb_uncertainty *out) {
  size_t capacity = 0;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    capacity += u->factors->factor[k].count + 1;
  egb_varied *varied = egb_arena_array(u->arena, capacity, sizeof *varied);
  const char **fixed = egb_arena_array(u->arena, EGB_FACTOR_COUNT, sizeof *fixed);
  const char *weights = spell_law(u, u->factors->weights);
  if (weights != NULL && u->factors->stated_count > 0)
    weights = spell_statements(u, weights);
  const char *errors = spell_errors(u);
  if (varied == NULL || fixed == NULL || weights == NULL || errors == NULL)
    return false;
  out->varied = varied;
  out->fixed = fixed;
  for (egb_factor_kind k = EGB_FACTOR_WEIGHTS; k < EGB_FACTOR_COUNT; k++) {
    const egb_factor *factor = &u->factors->factor[k];
    const char *name = egb_arena_copy(u->arena, factor->name);
    if (name == NULL)
      return false;
    if (!factor->varies)
      fixed[out->fixed_count++] = name;
    for (size_t i = 0; i < listed(u, k); i++) {
      egb_varied *at = &varied[out->varied_count++];
      *at = describe(u, k, i, weights, errors);
      at->factor = name;
      at->alternative = egb_arena_copy(u->arena, at->alternative);
      if (at->alternative == NULL)
        return false;
    }
  }
  return true;
}

/* ---- draws ----------------------------------------------------------------------------------- */

static bool is_choice(const egb_factor *factor) {
  return factor->varies && factor->alternative != NULL;
}

/* Which of what was varied a draw has, as listed above. */
static void put_chosen(const egb_uncertainty_draft *u, const egb_draw *draw, uint32_t *chosen) {
  size_t first = 0;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++) {
    const egb_factor *factor = &u->factors->factor[k];
    const uint16_t option = draw->option[k];
    if (is_choice(factor))
      *chosen++ = (uint32_t)(first + (option == EGB_OPTION_DECLARED ? factor->count : option));
    first += listed(u, k);
  }
}

static bool list_draws(const egb_uncertainty_draft *u, egb_uncertainty *out) {
  const size_t count = u->draws + u->failed, units = u->results->unit_count, nodes = u->results->node_count;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    out->about.choices += is_choice(&u->factors->factor[k]);
  if (u->rank == NULL)
    return true;
  const size_t choices = out->about.choices;
  egb_uncertainty_draw *draw = egb_arena_array(u->arena, count, sizeof *draw);
  uint32_t *chosen = egb_arena_array(u->arena, count, choices * sizeof *chosen);
  if (draw == NULL || chosen == NULL)
    return false;
  for (size_t i = 0; i < count; i++) {
    draw[i] = (egb_uncertainty_draw){
        .rank = u->rank + i * units, .share = u->share + i * nodes, .chosen = chosen + i * choices};
    put_chosen(u, &u->draw[i], chosen + i * choices);
  }
  out->draw = draw;
  out->draw_count = count;
  return true;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* A uniform law of the parts is the only one of its analysis. */
static double weight_spread(const egb_factors *factors) {
  const bool uniform = factors->stated_count == 0 ? factors->weights == EGB_UNCERTAIN_WEIGHTS_UNIFORM
                                                  : factors->parts_law == EGB_UNCERTAIN_WEIGHTS_UNIFORM;
  return uniform && factors->factor[EGB_FACTOR_WEIGHTS].varies ? factors->spread : (double)NAN;
}

static egb_failure *keep_failures(const egb_uncertainty_draft *u, const egb_failure_list *list) {
  egb_failure *copy = egb_arena_array(u->arena, list->count, sizeof *copy);
  for (size_t i = 0; i < list->count && copy != NULL; i++) {
    copy[i] = list->item[i];
    copy[i].dropped = egb_arena_copy(u->arena, list->item[i].dropped);
  }
  return copy;
}

egb_status egb_uncertainty_conclude(egb_uncertainty_draft *u, egb_uncertainty **out) {
  egb_uncertainty *made = egb_arena_array(u->arena, 1, sizeof *made);
  const egb_failure *failure = keep_failures(u, &u->failure), *replacement = keep_failures(u, &u->replacement);
  if (made == NULL || failure == NULL || replacement == NULL || egb_arena_failed(u->arena))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < u->results->unit_count && u->count != NULL; i++)
    u->unit[i].count = u->count + i * u->results->unit_count;
  const size_t done = u->draws + u->failed; /* the first draws, also of a run that was stopped */
  *made = (egb_uncertainty){.arena = u->arena,
                            .results = u->results,
                            .about = {.node = u->node,
                                      .seed = u->seed,
                                      .percent = u->level,
                                      .draws = u->draws,
                                      .failed = u->failed,
                                      .reason = u->failure.count > 0 ? failure[0].reason : NULL,
                                      .replaced = u->replaced,
                                      .stopped = u->stopped,
                                      .exact = u->exact,
                                      .weight_spread = weight_spread(u->factors),
                                      .ranked = u->factors->ranked,
                                      .steps = (uint32_t)u->step,
                                      .effective = egb_worth(u->time, u->draws)},
                            .unit = u->unit,
                            .count = u->count,
                            .failure = failure,
                            .failure_count = u->failure.count,
                            .replacement = replacement,
                            .replacement_count = u->replacement.count,
                            .score = u->score,
                            .score_room = u->score_draws,
                            .score_draws = done < u->score_draws ? done : u->score_draws};
  if (!list_varied(u, made) || !list_draws(u, made))
    return EGB_NO_MEMORY;
  *out = made;
  return EGB_OK;
}
