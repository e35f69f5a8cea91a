#include "table/intervals.h"

#include "base/number.h"
#include "table/varied.h"

#include <stdio.h>

const char *egb_intervals_heading(const egb_uncertainty *uncertainty, egb_arena *arena) {
  char percent[EGB_NUMBER_MAX];
  (void)egb_number_shortest(egb_uncertainty_percent(uncertainty), percent);
  return egb_arena_format(arena, "%s %% from", percent);
}

void egb_intervals_words(const egb_uncertainty *uncertainty, egb_buffer *out) {
  char percent[EGB_NUMBER_MAX];
  (void)egb_number_shortest(egb_uncertainty_percent(uncertainty), percent);
  egb_buffer_format(out, "the middle %s %% of %zu draws; varied: ", percent, egb_uncertainty_draws(uncertainty));
  egb_varied_words(uncertainty, EGB_VARIED_NAMES, out);
}

void egb_intervals_failed(const egb_uncertainty *uncertainty, egb_buffer *out) {
  if (egb_uncertainty_failed(uncertainty) > 0)
    egb_buffer_format(out, " %zu more draws could not be scored.", egb_uncertainty_failed(uncertainty));
}

bool egb_intervals_facts(const egb_uncertainty *uncertainty, egb_table *table) {
  char text[32], percent[EGB_NUMBER_MAX];
  egb_buffer varied = {0};
  egb_varied_words(uncertainty, EGB_VARIED_NAMES, &varied);
  (void)egb_number_shortest(egb_uncertainty_percent(uncertainty), percent);
  (void)snprintf(text, sizeof text, "%llu", (unsigned long long)egb_uncertainty_seed(uncertainty));
  bool done = !varied.failed && egb_table_add_fact(table, "seed", text) &&
              egb_table_add_fact(table, "level", percent) &&
              egb_table_add_fact(table, "varied", varied.text == NULL ? "" : varied.text);
  (void)snprintf(text, sizeof text, "%zu", egb_uncertainty_draws(uncertainty));
  done = done && egb_table_add_fact(table, "draws", text);
  egb_buffer_clear(&varied);
  return done;
}
