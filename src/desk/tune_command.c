#include "tune_command.h"

#include "cli/revision.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIKE 1e-9 /* of ratios: what arithmetic leaves of equal ones */

typedef struct family {
  const egb_index *index;
  const egb_plan *written, *wanted;
  size_t parent;
} family;

static bool belongs(const family *f, size_t node) {
  return egb_index_node_parent(f->index, node) == f->parent;
}

/* What became of a share; NaN: it was and is nothing, so it follows any ratio. */
static double ratio_of(const family *f, size_t node) {
  const double before = egb_plan_share(f->written, node), now = egb_plan_share(f->wanted, node);
  if (before > 0)
    return now / before;
  return now > 0 ? (double)INFINITY : (double)NAN;
}

static bool follows(double ratio, double common) {
  return isnan(ratio) || fabs(ratio - common) <= ALIKE * common;
}

/* The ratio above zero that most siblings have in common; of two equally frequent ones the smaller, so that a weight
 * that was raised is the one that is named. NaN: there is none. */
static double common_ratio(const family *f) {
  double best = (double)NAN;
  size_t most = 0;
  const size_t count = egb_index_node_count(f->index);
  for (size_t i = f->parent + 1; i < count; i++) {
    const double ratio = belongs(f, i) ? ratio_of(f, i) : (double)NAN;
    size_t same = 0;
    if (!(ratio > 0) || isinf(ratio))
      continue;
    for (size_t k = f->parent + 1; k < count; k++)
      same += belongs(f, k) && !isnan(ratio_of(f, k)) && follows(ratio_of(f, k), ratio) ? 1 : 0;
    if (same > most || (same == most && ratio < best)) {
      most = same;
      best = ratio;
    }
  }
  return best;
}

/* "ID=12.5%", with nine decimals at most. */
static bool add_setting(cli_list *out, const char *id, double share) {
  char number[64];
  (void)snprintf(number, sizeof number, "%.9f", share * 100);
  size_t length = strlen(number);
  while (length > 0 && number[length - 1] == '0')
    number[--length] = '\0';
  if (length > 0 && number[length - 1] == '.')
    number[length - 1] = '\0';
  return cli_list_own(out, cli_format("%s=%s%%", id, number));
}

static bool add_family(const family *f, cli_list *out) {
  const double common = common_ratio(f);
  for (size_t i = f->parent + 1; i < egb_index_node_count(f->index); i++)
    if (belongs(f, i) && !follows(ratio_of(f, i), common) &&
        !add_setting(out, egb_index_node_id(f->index, i), egb_plan_share(f->wanted, i)))
      return false;
  return true;
}

static bool is_changed(const family *f) {
  for (size_t i = f->parent + 1; i < egb_index_node_count(f->index); i++)
    if (belongs(f, i) && fabs(egb_plan_share(f->written, i) - egb_plan_share(f->wanted, i)) > ALIKE)
      return true;
  return false;
}

bool tune_settings(const egb_index *index, const egb_plan *written, const egb_plan *wanted, cli_list *out) {
  bool whole = true;
  for (size_t i = 0; whole && i < egb_index_node_count(index); i++) {
    const family f = {index, written, wanted, i};
    if (!egb_index_node_is_indicator(index, i) && is_changed(&f))
      whole = add_family(&f, out);
  }
  return whole;
}

static void put_word(const char *word, egb_buffer *out) {
  char *shown = cli_shell_word(word);
  out->failed = out->failed || shown == NULL;
  egb_buffer_text(out, shown == NULL ? "" : shown);
  free(shown);
}

void tune_command(const cli_session *session, const cli_list *settings, const char *scenario, egb_buffer *out) {
  const cli_list *operands = &session->arguments->operands;
  egb_buffer_text(out, "egovbench weights set");
  if (operands->count != 0) {
    egb_buffer_char(out, ' ');
    put_word(operands->item[0], out);
  }
  for (size_t i = 0; i < settings->count; i++) {
    egb_buffer_char(out, ' ');
    put_word(settings->item[i], out);
  }
  if (scenario != NULL) {
    egb_buffer_text(out, " --scenario ");
    put_word(scenario, out);
  }
}
