/* Indicators that share a choice are imputed together wherever they are among others, also among so many other choices
 * that the shared one is read anew: the order of the indicators is nothing. */
#include "base/buffer.h"
#include "small.h"

#include <math.h>

#define OTHERS 80 /* more than a plan remembers choices at once */

static void put_others(egb_buffer *out) {
  for (int i = 0; i < OTHERS; i++)
    egb_buffer_format(out, "  - {id: v%d, column: v, impute: {method: value, value: %d}}\n", i, i);
}

/* Two indicators with the choice of `defaults:`, side by side or on both ends of the others. */
static small score(bool apart) {
  egb_buffer text = {0};
  egb_buffer_text(&text,
                  "egovbench: 1\nid: t\ndefaults: {normalise: as-is, impute: row-mean}\nindicators:\n  - {id: r0}\n");
  if (apart)
    put_others(&text);
  egb_buffer_text(&text, "  - {id: r1}\n");
  if (!apart)
    put_others(&text);
  small s = small_score(text.text, "unit,r0,r1,v\nA,0,10,1\nB,,20,2\nC,8,30,\nD,4,,4\n");
  egb_buffer_clear(&text);
  return s;
}

static void order_is_nothing(void **state) {
  (void)state;
  small together = score(false), apart = score(true);
  /* By hand: B is half of the way in r1, 10 to 30, and so half of the way in r0, 0 to 8. */
  assert_true(is_near(small_node(&together, "r0", "B"), 4, 1e-12));
  small_same(&together, &apart, 1e-12);
  small_free(&together);
  small_free(&apart);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(order_is_nothing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
