/* Orders by need: everything once, after what it needs; circles are found as they are. */
#include "check.h"
#include "model/links.h"

#include <stdlib.h>

#define MOST 60

/* Things and needs at random from a seed; forward: only of things with a smaller number, so that there is no circle. */
static egb_links draw(unsigned *seed, size_t count, bool forward, size_t *first, size_t *needs) {
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    first[i] = at;
    for (size_t k = 0; k < 3; k++) {
      *seed = *seed * 1664525u + 1013904223u;
      if ((*seed >> 16) % 3 != 0)
        continue;
      *seed = *seed * 1664525u + 1013904223u;
      const size_t need = (*seed >> 16) % (forward ? i + 1 : count);
      if (!forward || need < i)
        needs[at++] = need;
    }
  }
  first[count] = at;
  return (egb_links){count, first, needs};
}

static bool needs_it(const egb_links *links, size_t thing, size_t need) {
  for (size_t k = links->first[thing]; k < links->first[thing + 1]; k++)
    if (links->needs[k] == need)
      return true;
  return false;
}

/* By taking away what needs nothing that is left (A. B. Kahn, CACM 5, 1962): whether nothing remains. */
static bool has_order(const egb_links *links) {
  bool taken[MOST] = {false};
  size_t left = links->count;
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < links->count; i++) {
      bool ready = !taken[i];
      for (size_t k = links->first[i]; ready && k < links->first[i + 1]; k++)
        ready = taken[links->needs[k]];
      if (ready) {
        taken[i] = more = true;
        left--;
      }
    }
  }
  return left == 0;
}

static void everything_comes_after_what_it_needs(void **state) {
  (void)state;
  size_t first[MOST + 1], needs[3 * MOST], order[MOST], scratch[3 * MOST], circles = 0;
  unsigned seed = 5;
  for (size_t i = 0; i < 4000; i++) {
    const size_t count = 1 + i % MOST;
    const egb_links links = draw(&seed, count, i % 2 == 0, first, needs);
    const size_t circle = egb_links_order(&links, i % 3 == 0, order, scratch);
    assert_int_equal(circle == 0, has_order(&links));
    circles += circle > 0;
    for (size_t k = 0; k < circle; k++)
      assert_true(needs_it(&links, scratch[k], scratch[(k + 1) % circle]));
    size_t place[MOST], seen = 0;
    for (size_t k = 0; circle == 0 && k < count; k++, seen++)
      place[order[k]] = k;
    for (size_t thing = 0; circle == 0 && thing < count; thing++)
      for (size_t k = first[thing]; k < first[thing + 1]; k++)
        assert_true(place[needs[k]] < place[thing]);
    assert_int_equal(seen, circle == 0 ? count : 0);
  }
  assert_in_range(circles, 500, 2500);
}

static void without_needs_the_order_stays(void **state) {
  (void)state;
  const size_t first[] = {0, 0, 0, 0}, needs[1] = {0};
  const egb_links links = {3, first, needs};
  size_t order[3], scratch[9];
  assert_int_equal(egb_links_order(&links, false, order, scratch), 0);
  assert_true(order[0] == 0 && order[1] == 1 && order[2] == 2);
  assert_int_equal(egb_links_order(&links, true, order, scratch), 0);
  assert_true(order[0] == 2 && order[1] == 1 && order[2] == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(everything_comes_after_what_it_needs),
                                     cmocka_unit_test(without_needs_the_order_stays)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
