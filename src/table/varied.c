#include "table/varied.h"

#include "table/common.h"

#include <string.h>

#define LEAVE_OUT "leave-out" /* has an alternative per indicator: in words they are one */

/* The alternatives [from, to) of one assumption. */
typedef struct varied_group {
  const egb_uncertainty *uncertainty;
  const char *factor;
  size_t from, to;
} varied_group;

static varied_group next_group(const egb_uncertainty *uncertainty, size_t from) {
  varied_group group = {uncertainty, egb_uncertainty_varied(uncertainty, from)->factor, from, from};
  while (group.to < egb_uncertainty_varied_count(uncertainty) &&
         strcmp(egb_uncertainty_varied(uncertainty, group.to)->factor, group.factor) == 0)
    group.to++;
  return group;
}

static void put_names(const varied_group *group, egb_buffer *out) {
  egb_buffer_text(out, group->factor);
  for (size_t i = group->from; i < group->to && strcmp(group->factor, LEAVE_OUT) != 0; i++)
    egb_buffer_format(out, "%s%s", i == group->from ? " " : ", ",
                      egb_uncertainty_varied(group->uncertainty, i)->alternative);
}

static void put_left_out(const varied_group *group, egb_buffer *out) {
  size_t least = SIZE_MAX, most = 0;
  for (size_t i = group->from; i < group->to; i++) {
    const size_t drawn = egb_uncertainty_varied(group->uncertainty, i)->drawn;
    least = drawn < least ? drawn : least;
    most = drawn > most ? drawn : most;
  }
  egb_buffer_format(out, "nothing or one of %zu, each in %zu to %zu draws", group->to - group->from - 1, least, most);
}

static void put_draws(const varied_group *group, egb_buffer *out) {
  egb_buffer_format(out, "%s: ", group->factor);
  if (strcmp(group->factor, LEAVE_OUT) == 0) {
    put_left_out(group, out);
    return;
  }
  for (size_t i = group->from; i < group->to; i++) {
    const egb_varied *varied = egb_uncertainty_varied(group->uncertainty, i);
    egb_buffer_format(out, "%s%s in %zu draws", i == group->from ? "" : ", ", varied->alternative, varied->drawn);
    if (varied->nodes == 0)
      continue;
    egb_buffer_text(out, " (on ");
    egb_report_count(out, varied->nodes, strcmp(group->factor, "aggregate") == 0 ? "aggregate" : "indicator");
    egb_buffer_char(out, ')');
  }
}

static void put_facts(const varied_group *group, egb_buffer *out) {
  for (size_t i = group->from; i < group->to; i++) {
    const egb_varied *varied = egb_uncertainty_varied(group->uncertainty, i);
    egb_buffer_format(out, "%s%s=%s: %zu", i == group->from ? "" : "; ", varied->factor, varied->alternative,
                      varied->drawn);
  }
}

void egb_varied_words(const egb_uncertainty *uncertainty, egb_varied_style style, egb_buffer *out) {
  static void (*const put[])(const varied_group *, egb_buffer *) = {
      [EGB_VARIED_NAMES] = put_names, [EGB_VARIED_DRAWS] = put_draws, [EGB_VARIED_FACTS] = put_facts};
  const size_t count = egb_uncertainty_varied_count(uncertainty);
  for (size_t from = 0; from < count;) {
    const varied_group group = next_group(uncertainty, from);
    egb_buffer_text(out, from == 0 ? "" : "; ");
    put[style](&group, out);
    from = group.to;
  }
}
