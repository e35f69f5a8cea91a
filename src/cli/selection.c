#include "selection.h"

#include "commands.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

/* "Bonaire, Sint Eustatius and Saba" has two; a name of more can stand alone in a --units. */
#define PIECES 4

static bool is_unit(const egb_dataset *data, const char *text) {
  return egb_dataset_find_unit(data, text) != SIZE_MAX;
}

/* Bytes of the next unit in a list where names may hold commas themselves ("EST,Congo, Dem. Rep.,JPN"): the fewest
 * pieces that are a unit together, else one piece. */
static size_t next_unit(const egb_dataset *data, const char *text) {
  const size_t first = strcspn(text, ",");
  size_t end = first;
  for (int i = 0; i < PIECES; i++) {
    char *piece = cli_format("%.*s", (int)end, text);
    const bool found = piece != NULL && is_unit(data, piece);
    free(piece);
    if (found)
      return end;
    if (text[end] == '\0')
      break;
    end += 1 + strcspn(text + end + 1, ",");
  }
  return first;
}

static egb_status add_copy(cli_list *out, const char *text, size_t length) {
  while (length != 0 && *text == ' ') {
    text++;
    length--;
  }
  while (length != 0 && text[length - 1] == ' ')
    length--;
  return cli_list_own(out, cli_format("%.*s", (int)length, text)) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status cli_split_units(const cli_session *session, cli_list *out) {
  const cli_list *given = &session->arguments->value[OPTION_UNITS].list;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < given->count; i++) {
    const char *text = given->item[i];
    if (is_unit(session->data, text)) {
      status = add_copy(out, text, strlen(text));
      continue;
    }
    for (size_t length; status == EGB_OK; text += length + 1) {
      length = next_unit(session->data, text);
      status = add_copy(out, text, length);
      if (text[length] == '\0')
        break;
    }
  }
  return status;
}

/* "region,income" are two groupings; the commas of "region=Middle East, North Africa" belong to the group. */
egb_status cli_split_groups(const cli_session *session, cli_list *out) {
  const cli_list *given = &session->arguments->value[OPTION_GROUP].list;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < given->count && status == EGB_OK; i++) {
    const char *text = given->item[i];
    for (size_t length; status == EGB_OK; text += length + 1) {
      length = strchr(text, '=') != NULL ? strlen(text) : strcspn(text, ",");
      status = add_copy(out, text, length);
      if (text[length] == '\0')
        break;
    }
  }
  return status;
}

/* What is known about the text, else what is near: ids and names, in the languages asked for and as written, are what a
 * slip is compared with. */
egb_status cli_refuse_unit(cli_session *session, const char *typed) {
  const egb_status known = egb_dataset_explain_unit(session->data, typed, session->diag);
  if (known != EGB_OK)
    return known;
  cli_list names = {0}, indices = {0};
  char hint[CLI_HINT_MAX];
  const size_t count = egb_dataset_unit_count(session->data);
  bool whole = true;
  for (size_t unit = 0; unit < count && whole; unit++) {
    whole = cli_list_add(&names, egb_dataset_unit_id(session->data, unit)) &&
            cli_list_add(&names, egb_dataset_unit_name(session->data, unit, NULL));
    if (whole && cli_languages(session) != NULL)
      whole = cli_list_add(&names, egb_dataset_unit_name(session->data, unit, cli_languages(session)));
  }
  /* The second word of `explain A B` may have been meant as an index. */
  if (whole && session->arguments->command->operand[1] != NULL && session->arguments->operands.count == 2)
    whole = cli_home_indices(&session->home, &indices);
  for (size_t i = 0; i < indices.count && whole; i++)
    whole = cli_list_add(&names, indices.item[i]);
  if (whole)
    cli_error(session->diag, CLI_E_USAGE,
              cli_nearest(typed, names.item, names.count, "`egovbench rank` lists the units with their codes", hint),
              "no unit is called `%.200s`", typed);
  cli_list_free(&names);
  cli_list_free(&indices);
  return whole ? EGB_USAGE : EGB_NO_MEMORY;
}
