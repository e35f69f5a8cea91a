#include "table/intervals.h"

#include "base/number.h"

#include <stdio.h>
#include <string.h>

static void put_varied(const egb_uncertainty *u, egb_buffer *out) {
  const char *factor = NULL;
  size_t count = 0;
  for (size_t i = 0; i < u->varied_count; i++) {
    const egb_varied *varied = &u->varied[i];
    const bool next = factor == NULL || strcmp(factor, varied->factor) != 0;
    if (!next && strcmp(factor, "leave-out") == 0)
      continue;
    egb_buffer_format(out, "%s%s", count++ == 0 ? "" : next ? "; " : ", ", next ? varied->factor : "");
    if (strcmp(varied->factor, "leave-out") != 0)
      egb_buffer_format(out, "%s%s", next ? " " : "", varied->alternative);
    factor = varied->factor;
  }
}

const char *egb_intervals_heading(const egb_uncertainty *uncertainty, egb_arena *arena) {
  char percent[EGB_NUMBER_MAX];
  (void)egb_number_shortest(uncertainty->about.percent, percent);
  return egb_arena_format(arena, "%s %% from", percent);
}

void egb_intervals_words(const egb_uncertainty *uncertainty, egb_buffer *out) {
  char percent[EGB_NUMBER_MAX];
  (void)egb_number_shortest(uncertainty->about.percent, percent);
  egb_buffer_format(out, "the middle %s %% of %zu draws; varied: ", percent, uncertainty->about.draws);
  put_varied(uncertainty, out);
}

void egb_intervals_failed(const egb_uncertainty *uncertainty, egb_buffer *out) {
  if (uncertainty->about.failed > 0)
    egb_buffer_format(out, " %zu more draws could not be scored.", uncertainty->about.failed);
}

bool egb_intervals_facts(const egb_uncertainty *uncertainty, egb_table *table) {
  char text[32], percent[EGB_NUMBER_MAX];
  egb_buffer varied = {0};
  put_varied(uncertainty, &varied);
  (void)egb_number_shortest(uncertainty->about.percent, percent);
  (void)snprintf(text, sizeof text, "%llu", (unsigned long long)uncertainty->about.seed);
  bool done = !varied.failed && egb_table_add_fact(table, "seed", text) &&
              egb_table_add_fact(table, "level", percent) &&
              egb_table_add_fact(table, "varied", varied.text == NULL ? "" : varied.text);
  (void)snprintf(text, sizeof text, "%zu", uncertainty->about.draws);
  done = done && egb_table_add_fact(table, "draws", text);
  egb_buffer_clear(&varied);
  return done;
}
