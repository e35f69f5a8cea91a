/* A bundle from beginning to end. */
#include "bundle/bundle.h"
#include "base/codes.h"
#include "base/diag.h"
#include "base/options.h"
#include "bundle/gather.h"
#include "metadata/metadata.h"
#include "model/results.h"
#include "score/plan.h"

#include <string.h>

static bool has_weights_of(const egb_plan *a, const egb_plan *b) {
  for (size_t i = 0; i < a->index->node_count; i++)
    if (a->weight[i] < b->weight[i] || a->weight[i] > b->weight[i])
      return false;
  return true;
}

/* What the definition does not say, others cannot compute again. */
static egb_status check_repeatable(const egb_bundle *bundle, egb_diag *diag) {
  const egb_plan_options options = {
      .size = sizeof options, .scenario = bundle->results->scenario, .period = egb_results_period(bundle->results)};
  egb_plan *said = NULL;
  egb_status status = egb_index_refuse_foreign(bundle->index, bundle->plan, bundle->results, diag);
  const egb_diag_point before = egb_diag_mark(diag);
  if (status == EGB_OK)
    status = egb_plan_new(bundle->index, bundle->data, &options, diag, &said);
  if (status == EGB_OK)
    egb_diag_rewind(diag, before); /* what is to be said of it was said when the plan was made */
  if (status == EGB_OK && (bundle->plan->override_count != 0 || !has_weights_of(bundle->plan, said))) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE,
                 "weights or methods of the ranking are not those of the definition");
    egb_diag_hint(diag, "write them into it first: weights by `egovbench weights set ... --write`, or --copy FILE");
    status = EGB_USAGE;
  }
  egb_plan_free(said);
  return status;
}

/* Whoever gets it draws as many again. */
static egb_status check_draws(const egb_bundle *bundle, egb_diag *diag) {
  if (bundle->options->draws <= EGB_BUNDLE_DRAWS)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE,
               "a bundle has a million draws at most, as whoever verifies it draws them again");
  egb_diag_hint(diag, "ask for fewer draws");
  return EGB_USAGE;
}

static egb_status check_portal(const egb_bundle *bundle, egb_diag *diag) {
  const char *name = bundle->options->portal;
  if (name == NULL || egb_bundle_portal_named(name) != NULL)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no portal `%.100s`", name);
  egb_buffer names = {0};
  for (size_t i = 0; egb_portal_name(i) != NULL; i++)
    egb_buffer_format(&names, "%s%s", i == 0 ? "" : ", ", egb_portal_name(i));
  egb_diag_hint(diag, "there are: %s", egb_buffer_string(&names));
  egb_buffer_clear(&names);
  return EGB_USAGE;
}

static egb_status add_metadata(egb_bundle *bundle, const egb_bundle_metadata *row, egb_diag *diag) {
  egb_bundle_file file = {.path = row->path,
                          .role = row->role == EGB_KEPT_DEFINITION ? EGB_KEPT_METADATA : row->role,
                          .media_type = row->media_type,
                          .title = row->title,
                          .description = row->description,
                          .key = row->key};
  egb_buffer out = {0};
  if (row->columns != NULL)
    file.column = row->columns(bundle, &file.column_count);
  const bool done = row->write(bundle, &out);
  out.failed = out.failed || !done;
  return egb_bundle_add_text(bundle, file, &out, diag);
}

/* Tables, or what describes them. */
static egb_status add_rows(egb_bundle *bundle, bool tables, egb_diag *diag) {
  const egb_bundle_metadata *row;
  egb_status status = EGB_OK;
  for (size_t i = 0; status == EGB_OK && (row = egb_bundle_metadata_at(i)) != NULL; i++)
    if ((row->columns != NULL) == tables)
      status = add_metadata(bundle, row, diag);
  return status;
}

/* A portal is asked what it says of all tables; its own file is described with the others. */
static egb_status describe(egb_bundle *bundle, egb_diag *diag) {
  const egb_bundle_portal *portal =
      bundle->options->portal == NULL ? NULL : egb_bundle_portal_named(bundle->options->portal);
  egb_status status = add_rows(bundle, true, diag);
  if (status == EGB_OK && portal != NULL && portal->file != NULL)
    status = add_metadata(bundle, portal->file, diag);
  if (status == EGB_OK)
    status = add_rows(bundle, false, diag);
  if (status != EGB_OK || portal == NULL || portal->marks == NULL)
    return status;
  bundle->mark = egb_arena_array(bundle->arena, EGB_BUNDLE_MARKS, sizeof *bundle->mark);
  if (bundle->mark != NULL)
    bundle->mark_count = portal->marks(bundle, bundle->arena, bundle->mark);
  return egb_arena_failed(bundle->arena) || bundle->mark_count == 0 ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status gather(egb_bundle *bundle, egb_diag *diag) {
  const bool edition = bundle->options->kind == EGB_BUNDLE_EDITION;
  egb_status status = check_repeatable(bundle, diag);
  if (status == EGB_OK)
    status = check_draws(bundle, diag);
  if (status == EGB_OK)
    status = check_portal(bundle, diag);
  if (status == EGB_OK)
    status = egb_bundle_gather_read(bundle, diag);
  if (status == EGB_OK)
    status = egb_bundle_say_about(bundle);
  if (status == EGB_OK)
    status = egb_bundle_gather_results(bundle, diag);
  if (status == EGB_OK)
    status = edition ? egb_bundle_gather_edition(bundle, diag) : egb_bundle_gather_documents(bundle, diag);
  if (status == EGB_OK && !edition)
    status = describe(bundle, diag);
  return status == EGB_OK ? egb_bundle_gather_sums(bundle, diag) : status;
}

egb_status egb_bundle_new(const egb_plan *plan, const egb_results *results, const egb_bundle_options *options,
                          egb_diag *diag, egb_bundle **out) {
  egb_bundle_options own;
  *out = NULL;
  const egb_status taken = EGB_OPTIONS_TAKE(own, options, diag);
  if (taken != EGB_OK)
    return taken;
  egb_arena *arena = egb_arena_new();
  egb_bundle *bundle = egb_arena_array(arena, 1, sizeof *bundle);
  egb_bundle_options *kept = egb_arena_duplicate(arena, &own, 1, sizeof own);
  if (bundle == NULL || kept == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  kept->draws = kept->draws == 0 ? 10000 : kept->draws;
  kept->level = kept->level > 0 ? kept->level : 90;
  kept->home = kept->home == NULL ? egb_home() : kept->home;
  *bundle = (egb_bundle){.arena = arena,
                         .options = kept,
                         .plan = plan,
                         .results = results,
                         .index = results->index,
                         .data = results->data};
  const egb_status status = gather(bundle, diag);
  if (status == EGB_OK)
    *out = bundle;
  else
    egb_bundle_free(bundle);
  return status;
}

void egb_bundle_free(egb_bundle *bundle) {
  if (bundle == NULL)
    return;
  for (size_t i = 0; i < bundle->table_count; i++)
    egb_table_free(bundle->table[i]);
  egb_uncertainty_free(bundle->uncertainty);
  egb_arena_free(bundle->arena);
}

/* ---- looking at it --------------------------------------------------------------------------- */

size_t egb_bundle_count(const egb_bundle *bundle) {
  return bundle->file_count;
}

const char *egb_bundle_at(const egb_bundle *bundle, size_t i, const char **bytes, size_t *length) {
  const bool there = i < bundle->file_count;
  *bytes = there ? bundle->file[i].bytes : NULL;
  *length = there ? bundle->file[i].length : 0;
  return there ? bundle->file[i].path : NULL;
}

const char *egb_bundle_definition(const egb_bundle *bundle) {
  return bundle->definition;
}

const char *egb_bundle_checksum(const egb_bundle *bundle) {
  return bundle->checksum;
}

size_t egb_bundle_left_out_count(const egb_bundle *bundle) {
  return bundle->left_out_count;
}

const egb_bundle_left_out *egb_bundle_left_out_at(const egb_bundle *bundle, size_t i) {
  return i < bundle->left_out_count ? &bundle->left_out[i] : NULL;
}

size_t egb_bundle_mark_count(const egb_bundle *bundle) {
  return bundle->mark_count;
}

const egb_bundle_mark *egb_bundle_mark_at(const egb_bundle *bundle, size_t i) {
  return i < bundle->mark_count ? &bundle->mark[i] : NULL;
}
