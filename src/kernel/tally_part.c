/* Counts of ranks in the file of a part, row by row, however the table lies. */
#include "kernel/tally_part.h"

#include "kernel/tally_state.h"

static void put_row(egb_buffer *out, const egb_tally *tally, size_t row, uint32_t *line) {
  for (size_t i = 0; i < tally->lines; i++)
    line[i] = tally->table[i * tally->line_step + row * tally->row_step];
  egb_part_put_all(out, line, tally->lines);
}

egb_status egb_tally_put(egb_buffer *out, const egb_tally *tally) {
  egb_arena *arena = egb_arena_new();
  uint32_t *line = arena != NULL ? egb_arena_array(arena, tally->lines, sizeof *line) : NULL;
  for (size_t row = 0; row < tally->rows && line != NULL; row++)
    put_row(out, tally, row, line);
  egb_part_put_all(out, tally->unranked, tally->rows);
  if (tally->width > 1) {
    egb_part_put_all(out, tally->head, EGB_TALLY_HEAD * tally->rows);
    egb_part_put_all_long(out, tally->sum, tally->rows);
    egb_part_put_all_long(out, tally->squares, tally->rows);
  }
  egb_arena_free(arena);
  return line == NULL || out->failed ? EGB_NO_MEMORY : EGB_OK;
}

/* The lines of a row are as many draws as it is ranked in. */
static void add_row(egb_part_reader *in, egb_tally *tally, size_t row, uint32_t *line, uint32_t draws,
                    uint32_t *ranked) {
  uint64_t sum = 0;
  for (size_t i = 0; i < tally->lines; i++)
    line[i] = 0;
  egb_part_add_all(in, line, tally->lines, draws);
  for (size_t i = 0; i < tally->lines; i++) {
    sum += line[i];
    tally->table[i * tally->line_step + row * tally->row_step] += line[i];
  }
  in->failed = in->failed || sum > draws;
  ranked[row] = (uint32_t)sum;
}

egb_status egb_tally_get(egb_part_reader *in, egb_tally *tally, uint32_t draws) {
  egb_arena *arena = egb_arena_new();
  uint32_t *line = arena != NULL ? egb_arena_array(arena, tally->lines, sizeof *line) : NULL;
  uint32_t *ranked = line != NULL ? egb_arena_array(arena, tally->rows, sizeof *ranked) : NULL;
  uint32_t *unranked = ranked != NULL ? egb_arena_array(arena, tally->rows, sizeof *unranked) : NULL;
  for (size_t row = 0; row < tally->rows && unranked != NULL && !in->failed; row++)
    add_row(in, tally, row, line, draws, ranked);
  if (unranked != NULL)
    egb_part_add_all(in, unranked, tally->rows, draws);
  for (size_t row = 0; row < tally->rows && unranked != NULL; row++) {
    in->failed = in->failed || unranked[row] != draws - ranked[row];
    tally->unranked[row] += unranked[row];
  }
  if (unranked != NULL && tally->width > 1) {
    egb_part_add_all(in, tally->head, EGB_TALLY_HEAD * tally->rows, draws);
    egb_part_add_all_long(in, tally->sum, tally->rows, UINT64_MAX);
    egb_part_add_all_long(in, tally->squares, tally->rows, UINT64_MAX);
  }
  tally->draws += draws;
  egb_arena_free(arena);
  return unranked == NULL ? EGB_NO_MEMORY : EGB_OK;
}

void egb_tally_put_fine(egb_buffer *out, const egb_tally *fine) {
  egb_part_put(out, fine->draws);
  egb_part_put_all(out, fine->unranked, fine->rows);
  egb_part_put_all(out, fine->fine, fine->blocks * fine->width);
}

void egb_tally_get_fine(egb_part_reader *in, egb_tally *fine, uint32_t most) {
  const uint32_t draws = (uint32_t)egb_part_get(in, most);
  fine->draws += draws;
  egb_part_add_all(in, fine->unranked, fine->rows, draws);
  egb_part_add_all(in, fine->fine, fine->blocks * fine->width, draws);
}

/* The ranks of a line are counted as often as the line is. */
static bool line_fits(const egb_tally *tally, const egb_tally *fine, size_t row, size_t cell) {
  uint64_t sum = 0;
  for (size_t i = 0; i < fine->width; i++)
    sum += fine->fine[fine->block[cell] * fine->width + i];
  return sum == tally->table[fine->line[cell] * tally->line_step + row * tally->row_step];
}

bool egb_tally_fine_fits(const egb_tally *tally, const egb_tally *fine) {
  bool fits = fine->draws == tally->draws;
  for (size_t row = 0; row < tally->rows && fits; row++) {
    fits = fine->unranked[row] == tally->unranked[row];
    for (size_t t = 0; t < fine->targets && fits; t++) {
      const size_t cell = t * fine->rows + row;
      fits = fine->line[cell] == UINT32_MAX || line_fits(tally, fine, row, cell);
    }
  }
  return fits;
}
