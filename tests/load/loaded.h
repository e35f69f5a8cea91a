/* loaded.h - all that comes of loading a file, as text: what two ways of reading it are compared by. */
#ifndef EGB_TESTS_LOADED_H
#define EGB_TESTS_LOADED_H

#include "base/buffer.h"
#include "load/load_pieces.h"
#include "model/dataset.h"

#include <inttypes.h>
#include <math.h>

/* Cell by cell, and all cells of a unit in one walk, from the last column to the first: whether both ways to ask for
 * places agree. */
static inline bool loaded_places_agree(const egb_dataset *data) {
  egb_arena *arena = egb_arena_new();
  egb_cell_places places;
  bool agree = arena != NULL && egb_cell_places_begin(data, arena, &places);
  for (size_t u = data->unit_count; agree && u-- != 0;)
    for (size_t p = 0; p < data->period_count; p++)
      for (size_t c = data->column_count; c-- != 0;) {
        const egb_place one = egb_dataset_place(data, p, c, u), other = egb_cell_places_at(&places, p, c, u);
        agree = agree && other.source == one.source && other.offset == one.offset && other.length == one.length;
      }
  egb_arena_free(arena);
  return agree;
}

static inline void loaded_units(egb_buffer *out, const egb_dataset *data) {
  for (size_t u = 0; u < data->unit_count; u++) {
    egb_buffer_format(out, "unit %s", data->unit[u].id);
    for (size_t i = 0; i < data->unit[u].name.count; i++)
      egb_buffer_format(out, " [%s] %s", data->unit[u].name.item[i].language, data->unit[u].name.item[i].text);
    egb_buffer_char(out, '\n');
  }
}

static inline void loaded_values(egb_buffer *out, const egb_dataset *data) {
  for (size_t p = 0; p < data->period_count; p++)
    for (size_t c = 0; c < data->column_count; c++)
      for (size_t u = 0; u < data->unit_count; u++) {
        const egb_place place = egb_dataset_place(data, p, c, u);
        const double value = egb_dataset_values(data, p, c)[u];
        egb_buffer_format(out, "%s %zu %zu: %a at %" PRIu32 " of %" PRIu32 "\n", data->period[p], c, u,
                          isnan(value) ? -1e300 : value, place.offset, place.length);
      }
}

static inline void loaded_messages(egb_buffer *out, const egb_diag *diag) {
  for (size_t i = 0; i < egb_diag_kept(diag); i++) {
    const egb_message *m = egb_diag_message(diag, i);
    egb_buffer_format(out, "%s %d %s %zu:%zu+%zu %s | %s | %s\n", m->code, (int)m->severity,
                      m->file != NULL ? m->file : "-", m->line, m->column, m->width, m->text,
                      m->hint != NULL ? m->hint : "-", m->source_line != NULL ? m->source_line : "-");
  }
}

/* What was read. false: places disagree, or memory ran out. */
static inline bool loaded(egb_buffer *out, const egb_index *index, const egb_data_options *options, egb_load_how how) {
  egb_diag *diag = egb_diag_new();
  egb_dataset *data = NULL;
  bool fine = diag != NULL;
  if (fine) {
    const egb_status status = egb_dataset_load_pieces(index, options, how, diag, &data);
    egb_buffer_format(out, "status %d\n", (int)status);
    fine = status != EGB_NO_MEMORY;
  }
  if (data != NULL) {
    fine = loaded_places_agree(data);
    loaded_units(out, data);
    loaded_values(out, data);
  }
  if (diag != NULL)
    loaded_messages(out, diag);
  egb_dataset_free(data);
  egb_diag_free(diag);
  return fine && !out->failed;
}

/* The same of a text from standard input. */
static inline bool loaded_text(egb_buffer *out, const egb_index *index, const char *text, size_t length,
                               egb_load_how how) {
  const egb_data_options options = {.size = sizeof options, .stdin_text = text, .stdin_length = length};
  return loaded(out, index, &options, how);
}

#endif
