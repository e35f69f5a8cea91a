/* merge_lines.h - three texts of lines into one. */
#ifndef EGB_EDIT_MERGE_LINES_H
#define EGB_EDIT_MERGE_LINES_H

#include "base/buffer.h"
#include "egovbench.h"

#include <stdint.h>

typedef struct egb_lines {
  const char *text;
  size_t length;
} egb_lines;

/* What both changed of base, appended to out; of lines that both changed in different ways it has ours. *conflicts: how
 * many such places; *first: the line of the first one in ours, from 1. EGB_NO_MEMORY. */
egb_status egb_merge_lines(egb_lines base, egb_lines ours, egb_lines theirs, egb_buffer *out, size_t *conflicts,
                           size_t *first);

#endif
