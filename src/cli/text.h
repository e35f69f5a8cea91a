/* text.h - lists of texts and messages of the command line. */
#ifndef EGB_CLI_TEXT_H
#define EGB_CLI_TEXT_H

#include "base/codes.h"
#include "egovbench.h"

#define CLI_E_USAGE EGB_E_USAGE
#define CLI_E_MEMORY EGB_E_MEMORY
#define CLI_E_INTERNAL EGB_E_INTERNAL
#define CLI_E_READ EGB_E_FILE_READ
#define CLI_E_WRITE EGB_E_FILE_WRITE
#define CLI_E_EXISTS EGB_E_FILE_EXISTS
#define CLI_E_INPUT EGB_E_FILE_INPUT
#define CLI_W_NO_EFFECT EGB_W_NO_EFFECT
#define CLI_W_NO_DATA EGB_W_NO_DATA
#define CLI_W_LEFT_OUT EGB_W_LEFT_OUT
#define CLI_W_NO_INTERVALS EGB_W_NO_INTERVALS
#define CLI_W_NOT_KEPT EGB_W_NOT_KEPT
#define CLI_E_NO_PERIOD EGB_E_ALL_MISSING

/* What is said when there is none left. */
#define CLI_NO_MEMORY "out of memory"

#if defined(__GNUC__)
#define CLI_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define CLI_PRINTF(a, b)
#endif

/* Texts in order; item[count] is NULL, item itself is NULL while the list is empty. Texts are borrowed, but for those
 * added with cli_list_own: the list frees them, in whatever order the items are by then. */
typedef struct cli_list {
  const char **item;
  size_t count, room;
  char **owned;
  size_t owned_count, owned_room;
} cli_list;

bool cli_list_add(cli_list *list, const char *text); /* false: out of memory */
/* Adds a text from malloc that the list frees, or frees it at once; false: out of memory, or the text is NULL. */
bool cli_list_own(cli_list *list, char *text);
bool cli_list_has(const cli_list *list, const char *text);
/* A data file that is standard input, with keys of its own or without: -, -{decimal: comma}; one of a list. */
bool cli_is_stdin(const char *file);
bool cli_list_has_stdin(const cli_list *list);
void cli_list_free(cli_list *list);

/* printf into new memory, to be released with free(); NULL when memory ran out. */
char *cli_format(const char *format, ...) CLI_PRINTF(1, 2);

/* Reports an error, or a warning with its code; hint may be NULL. */
void cli_error(egb_diag *diag, const char *code, const char *hint, const char *format, ...) CLI_PRINTF(4, 5);
void cli_warn(egb_diag *diag, const char *code, const char *hint, const char *format, ...) CLI_PRINTF(4, 5);

/* Copies the first error reported since, and forgets all messages since. Its texts live as long as the diag. False:
 * there is none. */
bool cli_take_error(egb_diag *diag, egb_diag_point since, egb_message *out);

#define CLI_HINT_MAX 400
/* "did you mean `a` or `b`?" in out; when nothing is near, otherwise (may be NULL). Returns out or otherwise. */
const char *cli_nearest(const char *typed, const char *const *candidates, size_t count, const char *otherwise,
                        char out[CLI_HINT_MAX]);

#endif
