#include "table/common.h"
#include "model/phrase.h"
#include "model/units.h"

#include "method/method.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "write/people.h"

#include <string.h>

#define NODES_MAX 40 /* ids named in a note */
#define LIST_ALL 16  /* so many candidates are listed when none is near */

static bool add(egb_table *table, const char *key, const char *text) {
  return text == NULL || egb_table_add_fact(table, key, text);
}

/* The key names the file without its folders; the same name from two folders gets a number. */
static bool add_checksum(egb_table *table, const egb_source *source) {
  const char *name = egb_path_name(source->name);
  for (unsigned int number = 1; number <= table->fact_count + 1; number++) {
    const char *key = number == 1 ? egb_arena_format(table->arena, "file:%s:sha256", name)
                                  : egb_arena_format(table->arena, "file:%s#%u:sha256", name, number);
    if (key == NULL)
      return false;
    bool taken = false;
    for (size_t i = 0; i < table->fact_count && !taken; i++)
      taken = strcmp(table->fact[i].key, key) == 0;
    if (!taken)
      return egb_table_add_checksum(table, key, source);
  }
  return false;
}

/* The files that the definition extends, in their order. */
static bool add_extended(egb_table *table, const egb_index *index) {
  bool done = index->extended_count == 0 ||
              add(table, "extends", egb_arena_copy(table->arena, egb_path_name(index->extended[0]->name)));
  for (size_t i = 0; i < index->extended_count && done; i++)
    done = add_checksum(table, index->extended[i]);
  return done;
}

/* Whether the table has the checksum of a file of this name and content already, whoever read it, and wherever. */
static bool has_checksum(const egb_table *table, const egb_source *source) {
  for (size_t i = 0; i < table->fact_count; i++) {
    const egb_source *other = table->fact[i].checksum_of;
    if (other == source)
      return true;
    if (other == NULL || strcmp(egb_path_name(other->name), egb_path_name(source->name)) != 0 ||
        other->length != source->length)
      continue;
    const char *text = egb_source_text(source), *before = egb_source_text(other);
    if (text != NULL && before != NULL && memcmp(before, text, source->length) == 0)
      return true;
  }
  return false;
}

bool egb_report_file_facts(egb_table *table, const egb_dataset *data) {
  bool done = true;
  for (size_t i = 0; i < data->file_count && done; i++) {
    const egb_source *bytes = data->file[i].bytes;
    done = bytes == NULL || has_checksum(table, bytes) || add_checksum(table, bytes);
  }
  return done;
}

bool egb_report_index_facts(egb_table *table, const egb_index *index, const char *const *languages) {
  const char *tool = egb_arena_format(table->arena, "egovbench %s", egb_version());
  return tool != NULL && add(table, "tool", tool) && add(table, "index", index->id) &&
         add(table, "title", egb_index_title(index, languages)) && add(table, "edition", index->edition) &&
         add(table, "version", index->version) && add(table, "publisher", index->publisher) &&
         add(table, "licence", index->licence) && add(table, "source", index->source_text) &&
         add(table, "citation", index->citation) && (index->source == NULL || add_checksum(table, index->source)) &&
         add_extended(table, index);
}

bool egb_report_result_facts(egb_table *table, const egb_results *results) {
  return egb_report_provenance(table, results) && egb_report_in_force(table, results);
}

bool egb_report_provenance(egb_table *table, const egb_results *results) {
  const egb_dataset *data = results->data;
  const char *period = data->period_count > results->period ? data->period[results->period] : "";
  if (!add(table, "period", period[0] == '\0' ? NULL : period) || !add(table, "scenario", results->scenario))
    return false;
  const egb_scenario *scenario =
      results->scenario != NULL ? egb_index_find_scenario(results->index, results->scenario) : NULL;
  if (scenario != NULL && !add(table, "scenario_changes", scenario->changes))
    return false;
  bool done = true;
  if (results->weights_changed) {
    egb_buffer weights = {0};
    egb_report_changed_weights(&weights, results, 0);
    done = !weights.failed && add(table, "weights", weights.text);
    egb_buffer_clear(&weights);
  }
  egb_buffer rule = {0};
  egb_report_rank_rule(&rule, results->index, period);
  done = done && !rule.failed && add(table, "ranks", rule.text);
  egb_buffer_clear(&rule);
  return done && add(table, "seed", "none") && egb_report_file_facts(table, data);
}

/* Ids of a list of nodes. */
static void put_nodes(egb_buffer *out, const egb_index *index, const char *what, const size_t *node, size_t count) {
  for (size_t i = 0; i < count && i < NODES_MAX; i++)
    egb_buffer_format(out, "%s%s", i == 0 ? what : ", ", index->node[node[i]].id);
  if (count > NODES_MAX)
    egb_buffer_format(out, " and %zu more", count - NODES_MAX);
  egb_buffer_text(out, count == 0 ? "" : ".");
}

static void put_scenario(egb_buffer *out, const egb_index *index, const char *id) {
  egb_buffer_format(out, "Scenario %s", id);
  for (size_t i = 0; i < index->scenario_count; i++) {
    const egb_scenario *scenario = &index->scenario[i];
    if (strcmp(scenario->id, id) != 0)
      continue;
    if (scenario->note != NULL)
      egb_buffer_format(out, ": %s", scenario->note);
    if (out->length > 0 && out->text[out->length - 1] != '.')
      egb_buffer_char(out, '.');
    if (scenario->changes != NULL)
      egb_buffer_format(out, " Changed: %s.", scenario->changes);
    put_nodes(out, index, " Left out: ", scenario->drop, scenario->drop_count);
    put_nodes(out, index, " Added: ", scenario->add, scenario->add_count);
    return;
  }
  egb_buffer_char(out, '.');
}

bool egb_report_scenario(egb_table *table, const egb_results *results) {
  egb_buffer text = {0};
  if (results->scenario != NULL)
    put_scenario(&text, results->index, results->scenario);
  return egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
}

bool egb_report_in_force(egb_table *table, const egb_results *results) {
  egb_buffer text = {0};
  if (results->scenario != NULL)
    put_scenario(&text, results->index, results->scenario);
  if (results->weights_changed) {
    egb_buffer weights = {0};
    egb_report_changed_weights(&weights, results, EGB_REPORT_WEIGHTS_MAX);
    if (weights.length > 0)
      egb_buffer_format(&text, "%sWeights changed: %s.", text.length == 0 ? "" : " ", weights.text);
    text.failed = text.failed || weights.failed;
    egb_buffer_clear(&weights);
  }
  return egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
}

const char *egb_report_rounding(egb_rounding rounding) {
  static const char *const words[] = {
      [EGB_ROUNDING_HALF_EVEN] = "half to even", [EGB_ROUNDING_HALF_UP] = "half up", [EGB_ROUNDING_R] = "as R does"};
  return words[rounding];
}

void egb_report_rank_rule(egb_buffer *out, const egb_index *index, const char *period) {
  static const char *const ties[] = {"competition", "dense", "fractional", "ordinal"};
  const egb_rank_rule *rule = &index->rank;
  int decimals = -1;
  egb_buffer_format(out, "ties %s", ties[rule->ties]);
  for (size_t i = 0; i < rule->count; i++)
    if (rule->decimals[i].period == NULL)
      decimals = rule->decimals[i].decimals;
  for (size_t i = 0; i < rule->count; i++)
    if (rule->decimals[i].period != NULL && period != NULL && strcmp(rule->decimals[i].period, period) == 0)
      decimals = rule->decimals[i].decimals;
  if (decimals >= 0)
    egb_buffer_format(out, "; scores rounded %s to %d decimals", egb_report_rounding(rule->rounding), decimals);
  else
    egb_buffer_text(out, "; full precision (steps of 1e-9)");
  for (size_t i = 0; i < rule->tie_breaker_count; i++)
    egb_buffer_format(out, i == 0 ? "; ties broken by %s" : ", then %s", index->node[rule->tie_breaker[i]].id);
}

void egb_report_changed_weights(egb_buffer *out, const egb_results *results, size_t limit) {
  egb_report_other_weights(out, results->index, results->given, results->weight, limit);
}

void egb_report_other_weights(egb_buffer *out, const egb_index *index, const double *given, const double *weight,
                              size_t limit) {
  size_t count = 0;
  for (size_t i = 1; i < index->node_count; i++) {
    /* Weights of other methods (points, equal) are theirs, not written ones that were changed. */
    const char *name = index->node[index->node[i].parent].weights.name;
    const egb_weigh *method = name == NULL ? NULL : (const egb_weigh *)egb_method_named(EGB_FAMILY_WEIGHT, name);
    if (weight[i] == given[i] || (method != NULL && !method->as_given))
      continue;
    if (limit == 0 || count < limit) {
      char number[EGB_PEOPLE_NUMBER_MAX];
      if (limit == 0)
        (void)egb_number_shortest(weight[i], number);
      else
        (void)egb_people_raw(weight[i], number);
      egb_buffer_format(out, count == 0 ? "%s=%s" : " %s=%s", index->node[i].id, number);
    }
    count++;
  }
  if (limit != 0 && count > limit)
    egb_buffer_format(out, " and %zu more", count - limit);
}

const char *egb_report_title(egb_arena *arena, const egb_index *index, const char *period,
                             const char *const *languages) {
  const char *title = egb_index_title(index, languages);
  const char *when = period != NULL && period[0] != '\0' ? period : index->edition;
  if (when == NULL || strstr(title, when) != NULL)
    return egb_arena_copy(arena, title);
  return egb_arena_format(arena, "%s (%s)", title, when);
}

void egb_report_percent(egb_buffer *out, double share) {
  egb_phrase_put_share(out, EGB_PHRASE_ENGLISH, share);
}

void egb_report_count(egb_buffer *out, size_t count, const char *noun) {
  egb_buffer_format(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void egb_report_fixed(egb_buffer *out, double value, int decimals) {
  char number[EGB_NUMBER_MAX];
  (void)egb_number_fixed(value, decimals, number);
  egb_buffer_text(out, number);
}

bool egb_report_note_of(egb_table *table, egb_note_kind kind, egb_buffer *text) {
  const bool done = !text->failed && (text->length == 0 || egb_table_add_note_of(table, kind, text->text));
  egb_buffer_clear(text);
  return done;
}

bool egb_report_note(egb_table *table, egb_buffer *text) {
  return egb_report_note_of(table, EGB_NOTE_MEANING, text);
}

void egb_report_unknown(egb_diag *diag, const char *what, const char *typed, const char *const *candidates,
                        size_t count) {
  const char *near[3];
  const size_t found = egb_suggest(typed, candidates, count, near, 3);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no %s `%s`", what, typed);
  if (found == 1)
    egb_diag_hint(diag, "did you mean `%s`?", near[0]);
  else if (found == 2)
    egb_diag_hint(diag, "did you mean `%s` or `%s`?", near[0], near[1]);
  else if (found == 3)
    egb_diag_hint(diag, "did you mean `%s`, `%s` or `%s`?", near[0], near[1], near[2]);
  else if (count > 0 && count <= LIST_ALL) {
    egb_buffer list = {0};
    for (size_t i = 0; i < count; i++)
      egb_buffer_format(&list, i == 0 ? "available: %s" : ", %s", candidates[i]);
    if (!list.failed)
      egb_diag_hint(diag, "%s", list.text);
    egb_buffer_clear(&list);
  }
}

egb_status egb_report_unknown_unit(const egb_dataset *data, const char *typed, egb_arena *arena, egb_diag *diag) {
  size_t room = data->unit_count, count = 0;
  const egb_status known = egb_dataset_explain_unit(data, typed, diag);
  if (known != EGB_OK)
    return known;
  for (size_t u = 0; u < data->unit_count; u++)
    room += data->unit[u].name.count;
  const char **names = egb_arena_array(arena, room, sizeof *names);
  if (names == NULL)
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < data->unit_count; u++) {
    names[count++] = data->unit[u].id;
    for (size_t i = 0; i < data->unit[u].name.count; i++)
      names[count++] = data->unit[u].name.item[i].text;
  }
  egb_report_unknown(diag, "unit", typed, names, count);
  return EGB_USAGE;
}

egb_status egb_report_keep_units(const egb_dataset *data, const char *const *asked, egb_arena *arena, egb_diag *diag,
                                 bool *keep) {
  if (asked == NULL || *asked == NULL)
    return EGB_OK;
  egb_status status = EGB_OK;
  bool *named = egb_arena_array(arena, data->unit_count, sizeof *named);
  if (named == NULL)
    return EGB_NO_MEMORY;
  for (; *asked != NULL; asked++) {
    egb_unit_answer answer;
    egb_status found = egb_units_find(data->unit, data->unit_count, *asked, &answer);
    if (found == EGB_OK && answer.unit == EGB_NONE)
      found = egb_report_unknown_unit(data, *asked, arena, diag);
    else if (found == EGB_OK)
      named[answer.unit] = true;
    if (found == EGB_NO_MEMORY)
      return found;
    status = found != EGB_OK ? found : status;
  }
  for (size_t u = 0; u < data->unit_count; u++)
    keep[u] = keep[u] && named[u];
  return status;
}

egb_status egb_report_periods(const egb_results *const *results, size_t count, egb_diag *diag) {
  bool rising = count > 0;
  for (size_t i = 1; i < count && rising; i++)
    rising = results[i]->index == results[0]->index && results[i]->data == results[0]->data &&
             results[i]->period > results[i - 1]->period;
  if (rising)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "a panel is of rising periods of the same index and data");
  return EGB_USAGE;
}

bool egb_report_period_fact(egb_table *table, const egb_results *const *results, size_t count) {
  egb_buffer periods = {0};
  for (size_t i = 0; i < count; i++)
    egb_buffer_format(&periods, i == 0 ? "%s" : " %s", results[i]->data->period[results[i]->period]);
  const bool done = !periods.failed && egb_table_add_fact(table, "periods", periods.text == NULL ? "" : periods.text);
  egb_buffer_clear(&periods);
  return done;
}

size_t *egb_report_pick_units(const egb_results *results, const bool *keep, egb_arena *arena, size_t *count) {
  size_t *unit = egb_arena_array(arena, results->unit_count, sizeof *unit);
  *count = 0;
  for (size_t i = 0; unit != NULL && i < results->unit_count; i++)
    if (keep[results->order[i]])
      unit[(*count)++] = results->order[i];
  return unit;
}
