/* manual.h - egovbench-definition(5), the grammar of definitions as a man page, and its parts. */
#ifndef EGB_DESCRIBE_MANUAL_H
#define EGB_DESCRIBE_MANUAL_H

#include "base/buffer.h"

/* The whole page in roff, to be released with egb_free; NULL when memory ran out. */
char *egb_definition_manual(void);

/* A text as it is: what roff would read as a command or an escape is made plain. */
void egb_manual_text(egb_buffer *out, const char *text);
void egb_manual_line(egb_buffer *out, const char *text);
void egb_manual_heading(egb_buffer *out, const char *text);
/* A name in bold; its text follows. The rest of the line is the caller's. */
void egb_manual_term(egb_buffer *out, const char *name);
void egb_manual_number(egb_buffer *out, double value);
/* "One of a, b, c." */
void egb_manual_words(egb_buffer *out, const char *before, const char *const *words);

/* The methods of all families and their parameters. */
void egb_manual_methods(egb_buffer *out);
/* manual_origins.c: the section with the publishers that `as:` knows. */
void egb_manual_origins(egb_buffer *out);

#endif
