/* What is tried when nothing is declared: what the audits of composite indicators by the Joint Research Centre switch
 * most often. Weights within 25 %; the ranked node's own aggregation arithmetic or geometric, with scores kept away
 * from 0 (after min-max the worst unit has a 0 in every part, and a geometric mean of it is 0 whatever else it has);
 * min-max beside the normalisations there are. */
#include "base/number.h"
#include "method/rows.h"
#include "simulate/sensitivity.h"
#include "simulate/variant.h"

#include <string.h>

/* Scores below this part of the scale count as this much in the geometric mean. */
#define LEAST 0.01

/* "on", arithmetic and geometric with `least`. */
static egb_choice *make_means(egb_sensitivity_draft *s) {
  egb_choice *choice = egb_arena_array(s->scratch, 3, sizeof *choice);
  egb_setting *setting = egb_arena_array(s->scratch, 1, sizeof *setting);
  egb_scalar *value = egb_arena_array(s->scratch, 1, sizeof *value);
  char number[EGB_NUMBER_MAX];
  egb_number_shortest(LEAST * s->plan->index->scale, number);
  if (choice == NULL || setting == NULL || value == NULL || (value->text = egb_arena_copy(s->scratch, number)) == NULL)
    return NULL;
  const egb_method *geometric = &egb_aggregate_geometric.head;
  const char *key = geometric->parameter[egb_parameter_with_role(geometric, EGB_ROLE_LEAST)].name;
  *setting = (egb_setting){.key = key, .value = value, .count = 1};
  choice[0] = (egb_choice){.name = "on"};
  choice[1] = (egb_choice){.name = egb_aggregate_arithmetic.head.name};
  choice[2] = (egb_choice){.name = geometric->name, .setting = setting, .count = 1};
  return choice;
}

/* "on" and min-max. */
static egb_choice *make_scales(egb_sensitivity_draft *s) {
  egb_choice *choice = egb_arena_array(s->scratch, 2, sizeof *choice);
  if (choice != NULL) {
    choice[0] = (egb_choice){.name = "on"};
    choice[1] = (egb_choice){.name = egb_normalise_minmax.head.name};
  }
  return choice;
}

egb_status egb_sensitivity_declare_usual(egb_sensitivity_draft *s, egb_uncertain *declared) {
  if (egb_uncertain_says(declared))
    return EGB_OK;
  s->usual = EGB_USUAL_ALL;
  declared->weights = EGB_UNCERTAIN_WEIGHTS_UNIFORM;
  declared->spread = 0.25;
  declared->choice[EGB_FAMILY_AGGREGATE] = make_means(s);
  declared->choice_count[EGB_FAMILY_AGGREGATE] = 3;
  declared->aggregate_at = &s->node;
  declared->aggregate_at_count = 1;
  declared->choice[EGB_FAMILY_NORMALISE] = make_scales(s);
  declared->choice_count[EGB_FAMILY_NORMALISE] = 2;
  return egb_arena_failed(s->scratch) ? EGB_NO_MEMORY : EGB_OK;
}

/* Scores below zero have no geometric mean: with z-scores it is no alternative. Neither is any other aggregation that
 * needs scores of zero or more. */
static egb_status try_geometric(const egb_sensitivity_draft *s, bool *refused) {
  const egb_factor *factor = &s->factors->factor[EGB_FACTOR_AGGREGATE];
  egb_status status = EGB_OK;
  *refused = false;
  for (size_t i = 0; i < factor->count && status == EGB_OK; i++) {
    const egb_aggregate *method = (const egb_aggregate *)factor->alternative[i].head; /* a row begins with its head */
    if (method == NULL || !method->needs_nonnegative)
      continue;
    egb_arena *arena = egb_arena_new();
    egb_diag *diag = egb_diag_new();
    egb_variant *variant = arena != NULL ? egb_arena_array(arena, 1, sizeof *variant) : NULL;
    egb_draw draw = egb_factors_nominal(s->factors);
    draw.option[EGB_FACTOR_AGGREGATE] = (uint16_t)i;
    status =
        variant != NULL && diag != NULL ? egb_variant_make(s->factors, &draw, arena, diag, variant) : EGB_NO_MEMORY;
    egb_diag_free(diag);
    egb_arena_free(arena);
    *refused = status == EGB_REFUSED;
  }
  return status == EGB_REFUSED ? EGB_OK : status;
}

egb_status egb_sensitivity_check_usual(egb_sensitivity_draft *s, egb_uncertain *declared, egb_diag *diag) {
  bool refused = false;
  if (s->usual == EGB_USUAL_NONE)
    return EGB_OK;
  const egb_status status = try_geometric(s, &refused);
  if (status != EGB_OK || !refused)
    return status;
  s->usual = EGB_USUAL_NO_GEOMETRIC;
  declared->choice_count[EGB_FAMILY_AGGREGATE] = 2;
  egb_factors_free(s->factors);
  s->factors = NULL;
  return egb_factors_new(s->plan, s->results, declared, diag, &s->factors);
}
