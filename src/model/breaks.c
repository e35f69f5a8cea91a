#include "model/breaks.h"

#include "model/period.h"

#include <string.h>

#define NAMED 5

static int compare(const char *a, const char *b) {
  double left, right;
  if (egb_period_time(a, &left) && egb_period_time(b, &right))
    return (left > right) - (left < right);
  return strcmp(a, b);
}

bool egb_break_parts(const egb_break *of, const char *from, const char *to) {
  return compare(from, of->period) < 0 && compare(of->period, to) <= 0;
}

size_t egb_results_breaks(const egb_results *results, const char *from, const char *to, egb_buffer *out) {
  const bool forth = compare(from, to) <= 0;
  size_t count = 0;
  for (size_t i = 0; i < results->node_count; i++) {
    const egb_node *node = &results->index->node[i];
    for (size_t k = 0; results->active[i] && k < node->break_count; k++) {
      if (!egb_break_parts(&node->breaks[k], forth ? from : to, forth ? to : from))
        continue;
      if (out != NULL && count < NAMED)
        egb_buffer_format(out, "%s%s in %s: %s", count > 0 ? "; " : "", node->id, node->breaks[k].period,
                          node->breaks[k].text);
      count++;
    }
  }
  if (out != NULL && count > NAMED)
    egb_buffer_format(out, "; and %zu more", count - NAMED);
  return count;
}
