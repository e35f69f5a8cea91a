#include "load/data_start.h"

#include "base/codes.h"
#include "base/source_again.h"

#include <string.h>

#define LINES_LEAST 64
#define HEADER_LINES (LINES_LEAST / 2)

bool egb_start_is_enough(const egb_source *source) {
  const egb_again *again = source->again;
  size_t lines = 0;
  if (!egb_again_is_open(source))
    return true;
  for (size_t i = 0; i < again->head / again->block; i++)
    lines += again->lines[i];
  return again->utf8 && lines >= LINES_LEAST;
}

/* A line whose quotes are closed ends where it ends. Returns where the next one begins, 0: they are not. */
static size_t closed_line(const egb_source *source, size_t at) {
  bool quoted = false;
  for (; source->text[at] != '\n'; at++)
    quoted ^= source->text[at] == '"';
  return quoted ? 0 : at + 1;
}

/* Each line of the header, and the one behind it, is a record of its own; where nothing says which they are, the first
 * line is no blank one. */
bool egb_start_has_header(const egb_source *source, const egb_dialect *dialect) {
  const size_t last = dialect->header_last == 0 ? 1 : dialect->header_last;
  if (!egb_again_is_open(source))
    return true;
  bool closed = egb_start_is_enough(source) && dialect->as == NULL && last < HEADER_LINES &&
                strchr(" \t\r\n", source->text[0]) == NULL;
  for (size_t line = 0, at = 0; line <= last && closed; line++)
    closed = (at = closed_line(source, at)) != 0;
  return closed;
}

egb_status egb_start_refuse(const egb_source *source, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_CHANGED, "`%s` was changed while it was read", source->name);
  egb_diag_hint(diag, "run the command again once nothing writes to the file");
  return EGB_IO;
}
