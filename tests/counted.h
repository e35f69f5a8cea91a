/* counted.h - counts how often the text of a data file is asked for, as every walk along one of its records does. */
#ifndef EGB_TESTS_COUNTED_H
#define EGB_TESTS_COUNTED_H

#include "small.h"

typedef struct counted {
  egb_again again; /* first: what the source knows of it */
  size_t asked;
} counted;

static inline bool counted_read(const egb_source *source) {
  ((counted *)source->again)->asked++;
  return true;
}

/* From now on; the data is one table, whose cells are found by their records. */
static inline void count_text(const small *s, counted *count) {
  assert_non_null(s->data->records);
  *count = (counted){.again = {.read = counted_read}};
  ((egb_source *)s->data->file[s->data->records->file].source)->again = &count->again;
}

#endif
