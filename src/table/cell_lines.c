#include "table/cell_lines.h"

bool egb_cell_lines_begin(const egb_dataset *data, egb_arena *arena, egb_cell_lines *out) {
  *out = (egb_cell_lines){data, arena, egb_arena_array(arena, data->file_count, sizeof *out->file)};
  return out->file != NULL;
}

bool egb_cell_lines_find(egb_cell_lines *lines) {
  bool done = true;
  for (size_t i = 0; i < lines->data->file_count && done; i++)
    done = lines->file[i].start != NULL ||
           egb_line_starts_find(lines->data->file[i].source, lines->arena, &lines->file[i]);
  return done;
}

bool egb_cell_lines_fork(const egb_cell_lines *lines, egb_arena *arena, egb_cell_lines *out) {
  *out = (egb_cell_lines){lines->data, arena,
                          egb_arena_duplicate(arena, lines->file, lines->data->file_count, sizeof *out->file)};
  return out->file != NULL;
}

/* A cell is in a file of the data; what is in no such file has no number. */
static size_t number_of(const egb_dataset *data, const egb_source *source) {
  size_t file = 0;
  while (file < data->file_count && data->file[file].source != source)
    file++;
  return file;
}

const char *egb_cell_lines_text(egb_cell_lines *lines, egb_place place, const char *name) {
  const size_t file = number_of(lines->data, place.source);
  size_t line = 0, column = 0;
  if (file < lines->data->file_count) {
    egb_line_starts *starts = &lines->file[file];
    if (starts->start == NULL && !egb_line_starts_find(place.source, lines->arena, starts))
      return NULL;
    egb_line_starts_place(starts, place.offset, &line, &column);
  }
  return line == 0 ? egb_arena_copy(lines->arena, name)
                   : egb_arena_format(lines->arena, "%s:%zu:%zu", name, line, column);
}
