/* Results into the payload of a page, key by key. The order of keys is that of the reader's needs, not of meaning. */
#include "live/payload_state.h"

#include "base/json_text.h"
#include "base/number.h"

#include <math.h>

void egb_payload_key(egb_payload *p, const char *key, bool first) {
  egb_buffer_text(p->out, first ? "" : ",");
  egb_payload_text(p, key);
  egb_buffer_char(p->out, ':');
}

void egb_payload_text(egb_payload *p, const char *text) {
  if (text == NULL)
    egb_buffer_text(p->out, "null");
  else
    egb_json_html_text(p->out, text);
}

void egb_payload_number(egb_payload *p, double number) {
  if (isfinite(number))
    egb_buffer_number(p->out, number);
  else
    egb_buffer_text(p->out, "null");
}

void egb_payload_reason(egb_payload *p, egb_live_reason reason) {
  egb_payload_key(p, "why", false);
  if (reason.key == NULL) {
    egb_payload_text(p, NULL);
    return;
  }
  egb_buffer_char(p->out, '[');
  egb_payload_text(p, reason.key);
  if (reason.about != NULL) {
    egb_buffer_char(p->out, ',');
    egb_payload_text(p, reason.about);
  }
  egb_buffer_char(p->out, ']');
}

/* A text without a language has the key "". */
void egb_payload_labels(egb_payload *p, egb_labels labels) {
  egb_buffer_char(p->out, '{');
  for (size_t i = 0; i < labels.count; i++) {
    egb_payload_key(p, labels.item[i].language, i == 0);
    egb_payload_text(p, labels.item[i].text);
  }
  egb_buffer_char(p->out, '}');
}

static void put_text(egb_payload *p, const char *key, const char *text) {
  egb_payload_key(p, key, false);
  egb_payload_text(p, text);
}

static void put_number(egb_payload *p, const char *key, double number) {
  egb_payload_key(p, key, false);
  egb_payload_number(p, number);
}

/* ---- the index ------------------------------------------------------------------------------- */

static void put_head(egb_payload *p) {
  static const char *const ties[] = {"competition", "dense", "fractional", "ordinal"};
  static const char *const roundings[] = {"half-even", "half-up", "r"};
  const egb_index *index = p->plan->index;
  egb_payload_key(p, "definition", true);
  egb_payload_text(p, index->id);
  egb_payload_key(p, "title", false);
  egb_payload_labels(p, index->title);
  put_text(p, "period", p->results->data->period[p->results->period]);
  put_number(p, "scale", index->scale);
  egb_payload_key(p, "lower", false);
  egb_buffer_text(p->out, index->lower ? "true" : "false");
  egb_payload_key(p, "published", false);
  egb_buffer_text(p->out, egb_index_is_published(index) ? "true" : "false");
  put_text(p, "ties", ties[index->rank.ties]);
  put_text(p, "rounding", roundings[index->rank.rounding]);
  put_number(p, "decimals", p->plan->decimals);
  put_number(p, "shown", egb_number_decimals(index->scale));
  put_text(p, "command", p->options->command);
}

static void put_languages(egb_payload *p) {
  const char *language;
  egb_payload_key(p, "languages", false);
  egb_buffer_char(p->out, '[');
  for (size_t i = 0; (language = egb_dataset_language(p->results->data, i)) != NULL; i++) {
    egb_buffer_text(p->out, i > 0 ? "," : "");
    egb_payload_text(p, language);
  }
  egb_buffer_char(p->out, ']');
}

/* Nodes that decide between equal scores, of those that take part. */
static void put_breakers(egb_payload *p) {
  const egb_rank_rule *rule = &p->plan->index->rank;
  bool first = true;
  egb_payload_key(p, "tieBreakers", false);
  egb_buffer_char(p->out, '[');
  for (size_t i = 0; i < rule->tie_breaker_count; i++) {
    if (p->row[rule->tie_breaker[i]] == EGB_NONE)
      continue;
    egb_buffer_text(p->out, first ? "" : ",");
    egb_payload_number(p, (double)p->row[rule->tie_breaker[i]]);
    first = false;
  }
  egb_buffer_char(p->out, ']');
}

static void put_levels(egb_payload *p) {
  const egb_index *index = p->plan->index;
  egb_payload_key(p, "levels", false);
  egb_buffer_char(p->out, '[');
  for (size_t i = 0; i < index->level_count; i++) {
    egb_buffer_text(p->out, i > 0 ? ",{" : "{");
    egb_payload_key(p, "id", true);
    egb_payload_text(p, index->level[i].id);
    egb_payload_key(p, "name", false);
    egb_payload_labels(p, index->level[i].name);
    if (index->level[i].description.count > 0) {
      egb_payload_key(p, "description", false);
      egb_payload_labels(p, index->level[i].description);
    }
    put_number(p, "from", index->level[i].from);
    put_number(p, "minimum", index->level[i].minimum);
    egb_buffer_char(p->out, '}');
  }
  egb_buffer_char(p->out, ']');
}

/* Other periods of the same data, under the weights that the results have in them. */
static void put_editions(egb_payload *p) {
  egb_payload_key(p, "editions", false);
  egb_buffer_char(p->out, '[');
  for (size_t i = 0; i < p->options->editions; i++) {
    const egb_results *results = p->options->edition[i];
    egb_buffer_text(p->out, i > 0 ? ",{" : "{");
    egb_payload_values(p, results);
    put_text(p, "period", results->data->period[results->period]);
    egb_payload_key(p, "weights", false);
    egb_buffer_char(p->out, '[');
    for (size_t k = 0; k < p->nodes; k++) {
      egb_buffer_text(p->out, k > 0 ? "," : "");
      egb_payload_number(p, results->weight[p->node[k]]);
    }
    egb_buffer_text(p->out, "]}");
  }
  egb_buffer_char(p->out, ']');
}

static bool number_nodes(egb_payload *p) {
  const size_t count = p->plan->index->node_count;
  p->row = egb_arena_array(p->arena, count, sizeof *p->row);
  p->node = egb_arena_array(p->arena, count, sizeof *p->node);
  for (size_t i = 0; i < count && !egb_arena_failed(p->arena); i++) {
    p->row[i] = p->plan->node[i].active ? p->nodes : EGB_NONE;
    if (p->plan->node[i].active)
      p->node[p->nodes++] = i;
  }
  return !egb_arena_failed(p->arena);
}

egb_status egb_live_payload(const egb_plan *plan, const egb_results *results, const egb_live_options *options,
                            egb_buffer *out) {
  egb_payload p = {.plan = plan, .results = results, .options = options, .arena = egb_arena_new(), .out = out};
  egb_status status = number_nodes(&p) ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK) {
    egb_buffer_char(out, '{');
    put_head(&p);
    put_languages(&p);
    put_breakers(&p);
    put_levels(&p);
    egb_payload_nodes(&p);
    egb_payload_units(&p);
    egb_buffer_char(out, ',');
    egb_payload_values(&p, results);
    put_editions(&p);
    status = egb_payload_scenarios(&p);
    egb_payload_uncertainty(&p);
    egb_buffer_text(out, "}\n");
  }
  if (out->failed || egb_arena_failed(p.arena))
    status = EGB_NO_MEMORY;
  egb_arena_free(p.arena);
  return status;
}
