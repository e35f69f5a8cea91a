/* Weights of scenarios, and what is uncertain about weights. */
#include "live/payload_state.h"

#include "score/resolve.h"

/* The plan's weights under a scenario as the definition writes it, whatever was set before. */
static egb_status weigh(const egb_payload *p, const egb_scenario *scenario, egb_plan *plan) {
  egb_weight_change *change = egb_arena_array(p->arena, scenario->count, sizeof *change);
  egb_diag *diag = egb_diag_new();
  egb_status status = change != NULL && diag != NULL && egb_plan_copy(p->plan, p->arena, plan) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < scenario->count && status == EGB_OK; i++) {
    const egb_scenario_weight *w = &scenario->weight[i];
    change[i] = (egb_weight_change){w->node, w->weight, w->percent, w->place};
  }
  if (status == EGB_OK)
    status = egb_plan_weigh(plan, diag);
  if (status == EGB_OK)
    status = egb_plan_change_weights(plan, change, scenario->count, scenario->rescale, EGB_REFUSED, diag);
  egb_diag_free(diag);
  return status;
}

static void put_weights(egb_payload *p, const egb_plan *plan) {
  bool first = true;
  egb_buffer_char(p->out, '{');
  for (size_t k = 1; k < p->nodes; k++) {
    const size_t i = p->node[k];
    if (plan->node[p->plan->index->node[i].parent].weigh->needs_data || plan->weight[i] == p->results->weight[i])
      continue;
    egb_payload_key(p, p->plan->index->node[i].id, first);
    egb_payload_number(p, plan->weight[i]);
    first = false;
  }
  egb_buffer_char(p->out, '}');
}

static egb_status put_scenario(egb_payload *p, const egb_scenario *scenario) {
  const bool more = scenario->drop_count + scenario->add_count > 0 || scenario->changes != NULL;
  egb_plan plan;
  const egb_status status = more ? EGB_OK : weigh(p, scenario, &plan);
  egb_payload_key(p, "id", true);
  egb_payload_text(p, scenario->id);
  egb_payload_key(p, "note", false);
  egb_payload_text(p, scenario->note);
  egb_payload_key(p, "weights", false);
  if (more || status != EGB_OK)
    egb_buffer_text(p->out, "null");
  else
    put_weights(p, &plan);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

egb_status egb_payload_scenarios(egb_payload *p) {
  const egb_index *index = p->plan->index;
  egb_status status = EGB_OK;
  egb_payload_key(p, "scenarios", false);
  egb_buffer_char(p->out, '[');
  for (size_t i = 0; i < index->scenario_count && status == EGB_OK; i++) {
    egb_buffer_text(p->out, i > 0 ? ",{" : "{");
    status = put_scenario(p, &index->scenario[i]);
    egb_buffer_char(p->out, '}');
  }
  egb_buffer_char(p->out, ']');
  return status;
}

/* ---- uncertainty ----------------------------------------------------------------------------- */

/* Whether the weights below a node whose score is kept could change it. */
static bool kept_matters(const egb_payload *p) {
  const egb_node *nodes = p->plan->index->node;
  for (size_t k = 0; k < p->nodes; k++) {
    const size_t i = p->node[k];
    if (egb_live_follows(p->plan, i))
      continue;
    if (!p->plan->node[i].aggregate->ignores_weights)
      return true;
    for (size_t child = nodes[i].first_child; child != EGB_NONE; child = nodes[child].next)
      if (p->plan->node[child].active && nodes[child].first_child != EGB_NONE)
        return true;
  }
  return false;
}

static egb_live_reason obstacle(const egb_payload *p) {
  const egb_uncertain *declared = &p->plan->index->uncertainty;
  bool more = declared->leave_out != EGB_LEAVE_OUT_NOTHING || declared->has_error;
  for (size_t f = 0; f < EGB_FAMILY_COUNT; f++)
    more = more || declared->choice_count[f] > 0;
  if (more)
    return (egb_live_reason){"whyMore", NULL};
  if (declared->statement_count > 0 || declared->weights == EGB_UNCERTAIN_WEIGHTS_STATED)
    return (egb_live_reason){"whyStated", NULL};
  if (declared->weights == EGB_UNCERTAIN_WEIGHTS_FIXED)
    return (egb_live_reason){"whyCertain", NULL};
  return (egb_live_reason){kept_matters(p) ? "whyKept" : NULL, NULL};
}

void egb_payload_uncertainty(egb_payload *p) {
  const egb_uncertain *declared = &p->plan->index->uncertainty;
  const bool dirichlet = declared->weights == EGB_UNCERTAIN_WEIGHTS_DIRICHLET;
  const bool flat = declared->weights == EGB_UNCERTAIN_WEIGHTS_FLAT;
  const double level = p->options->level > 0 ? p->options->level : 90;
  egb_payload_key(p, "uncertainty", false);
  egb_buffer_char(p->out, '{');
  egb_payload_key(p, "law", true);
  egb_payload_text(p, dirichlet ? "dirichlet" : flat ? "flat" : "uniform");
  egb_payload_key(p, dirichlet ? "concentration" : "spread", false);
  egb_payload_number(p, dirichlet                                            ? declared->concentration
                        : declared->weights == EGB_UNCERTAIN_WEIGHTS_UNIFORM ? declared->spread * 100
                                                                             : 25);
  egb_payload_key(p, "draws", false);
  egb_payload_number(p, p->options->draws > 0 ? (double)p->options->draws : 10000);
  egb_payload_key(p, "seed", false);
  egb_payload_number(p, (double)p->options->seed);
  egb_payload_key(p, "tail", false);
  egb_payload_number(p, (1 - level / 100) / 2);
  egb_payload_reason(p, obstacle(p));
  egb_buffer_char(p->out, '}');
}
