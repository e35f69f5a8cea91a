/* The order of a load, from the definition to the finished dataset. */
#include "load/data_load.h"

#include "base/options.h"

static egb_status load(egb_loader *loader, egb_dataset *data) {
  egb_status status = loader->everything ? EGB_OK : egb_load_columns(loader);
  if (status == EGB_OK)
    status = egb_read_unit_list(loader);
  if (status == EGB_OK)
    status = egb_read_files(loader);
  if (status == EGB_OK && !loader->everything)
    status = egb_load_listed(loader);
  if (status == EGB_OK && !loader->everything)
    status = egb_load_weights(loader, data);
  if (status != EGB_OK)
    return status;
  if (!loader->incomplete)
    egb_report_missing(loader);
  /* The join finds its own faults, which are reported even after others. */
  status = egb_join(loader, data);
  if (status == EGB_OK)
    status = egb_warn_alike(loader);
  if (status == EGB_OK)
    status = egb_warn_sentinels(loader, data);
  if (status == EGB_OK && loader->status == EGB_OK)
    status = egb_find_gaps(loader, data);
  return status == EGB_OK ? loader->status : status;
}

/* ---- kinds of loads -------------------------------------------------------------------------- */

typedef egb_status (*load_step)(egb_loader *loader, egb_dataset *data);

/* preset: what a kind of load knows before it begins. */
static egb_status run_with(const egb_loader *preset, const egb_index *index, const egb_data_options *options,
                           egb_diag *diag, load_step step, egb_dataset **out) {
  egb_data_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  status = EGB_NO_MEMORY;
  egb_arena *arena = egb_arena_new(), *scratch = egb_arena_new();
  egb_dataset *data = arena != NULL ? egb_arena_array(arena, 1, sizeof *data) : NULL;
  if (data == NULL || scratch == NULL)
    goto done;
  data->arena = arena;
  data->index = index;
  data->threads = asked.threads;
  egb_loader loader = *preset;
  loader.index = index;
  loader.options = &asked;
  loader.diag = diag;
  loader.arena = arena;
  loader.scratch = scratch;
  loader.wanted_names.arena = loader.unused.arena = scratch;
  loader.listed.arena = loader.period.arena = loader.unit.texts = arena;
  loader.unit.arena = scratch;
  status = step(&loader, data);
  egb_blocks_free(&loader);
  if (status == EGB_OK) {
    *out = data;
    arena = NULL;
  }
done:
  egb_diag_sort(diag); /* files are read in passes: header, cells, joins */
  egb_arena_free(scratch);
  egb_arena_free(arena);
  return status;
}

static egb_status run(const egb_index *index, const egb_data_options *options, egb_diag *diag, load_step step,
                      egb_dataset **out) {
  const egb_loader preset = {0};
  return run_with(&preset, index, options, diag, step, out);
}

egb_status egb_dataset_load(const egb_index *index, const egb_data_options *options, egb_diag *diag,
                            egb_dataset **out) {
  return run(index, options, diag, load, out);
}

egb_status egb_dataset_load_pieces(const egb_index *index, const egb_data_options *options, egb_load_how how,
                                   egb_diag *diag, egb_dataset **out) {
  const egb_loader preset = {.piece = how.piece, .block = how.block};
  egb_data_options own = *options;
  own.threads = how.threads;
  return run_with(&preset, index, &own, diag, load, out);
}

egb_status egb_dataset_blank(const egb_index *index, const egb_data_options *options, egb_diag *diag,
                             egb_dataset **out) {
  return run(index, options, diag, egb_load_blank, out);
}

static egb_status load_everything(egb_loader *loader, egb_dataset *data) {
  loader->everything = true;
  return load(loader, data);
}

egb_status egb_dataset_everything(const egb_recipe *recipe, bool whole, const egb_data_options *options, egb_diag *diag,
                                  egb_dataset **out) {
  const egb_loader preset = {.recipe = recipe, .whole = whole, .given_by = whole ? "init --from" : "import"};
  return run_with(&preset, recipe->index, options, diag, load_everything, out);
}

egb_status egb_dataset_listed(const egb_unit_list *list, const egb_data_options *options, egb_diag *diag,
                              egb_dataset **out) {
  const egb_index index = {.units = *list};
  return run(&index, options, diag, egb_load_all_listed, out);
}

static egb_status load_arrays(egb_loader *loader, egb_dataset *data) {
  loader->arrays = true;
  return load(loader, data);
}

egb_status egb_dataset_from(const egb_index *index, const egb_data_arrays *arrays, const egb_data_options *options,
                            egb_diag *diag, egb_dataset **out) {
  static const char *const files[] = {"-"};
  egb_data_arrays given;
  egb_data_options asked;
  egb_buffer text = {0};
  *out = NULL;
  egb_status status = egb_status_worse(EGB_OPTIONS_TAKE(given, arrays, diag), EGB_OPTIONS_TAKE(asked, options, diag));
  if (status != EGB_OK)
    return status;
  egb_arrays_text(&given, &text);
  asked.files = files;
  asked.file_count = 1;
  asked.stdin_text = text.text;
  asked.stdin_length = text.length;
  status = text.failed ? EGB_NO_MEMORY : run(index, &asked, diag, load_arrays, out);
  egb_buffer_clear(&text);
  return status;
}
