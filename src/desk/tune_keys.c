#include "tune_keys.h"

#include "base/suggest.h"
#include "base/text.h"
#include "base/utf8.h"
#include "tune_pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIND "find:"
#define SAVE "save as scenario:"

static void say(tune_desk *desk, const char *text) {
  (void)snprintf(desk->message, sizeof desk->message, "%s", text);
}

/* ---- typing a line --------------------------------------------------------------------------- */

static void drop_last(char *text) {
  size_t length = strlen(text);
  while (length > 0 && ((unsigned char)text[length - 1] & 0xC0U) == 0x80U)
    length--;
  text[length > 0 ? length - 1 : 0] = '\0';
}

static void begin_prompt(tune_desk *desk, const char *label) {
  desk->prompt = (tune_prompt){.label = label};
  desk->message[0] = '\0';
}

/* Where the key of a text begins with that of what was typed, or holds it: egb_utf8_fold. */
static bool matches(const char *text, const egb_buffer *typed, bool anywhere) {
  egb_buffer key = {0};
  egb_utf8_fold(&key, text, strlen(text));
  bool found = false;
  const size_t last = !key.failed && key.length >= typed->length ? key.length - typed->length : 0;
  for (size_t at = 0; !key.failed && key.length >= typed->length && !found && at <= (anywhere ? last : 0); at++)
    found = memcmp(key.text + at, typed->text, typed->length) == 0;
  egb_buffer_clear(&key);
  return found;
}

/* The best ranked whose name begins so, else one that holds the text; SIZE_MAX: none. */
static size_t find_part(const tune_desk *desk, const char *typed) {
  const tune_model *model = &desk->model;
  egb_buffer key = {0};
  size_t found = SIZE_MAX;
  egb_utf8_fold(&key, typed, strlen(typed));
  for (int way = 0; way < 2 && found == SIZE_MAX && !key.failed && key.length > 0; way++)
    for (size_t i = 0; i < model->unit_count && found == SIZE_MAX; i++) {
      const size_t unit = egb_results_order(model->results, i);
      if (matches(egb_dataset_unit_name(model->data, unit, desk->languages), &key, way == 1) ||
          matches(egb_dataset_unit_name(model->data, unit, NULL), &key, way == 1))
        found = unit;
    }
  egb_buffer_clear(&key);
  return found;
}

/* Says which unit or units the text is known for, though it is none of the data; false: nothing is known. */
static bool say_meaning(tune_desk *desk, const char *typed) {
  egb_diag *diag = egb_diag_new();
  const bool known =
      diag != NULL && egb_dataset_explain_unit(desk->model.data, typed, diag) == EGB_USAGE && egb_diag_kept(diag) != 0;
  if (known)
    say(desk, egb_diag_message(diag, 0)->text);
  egb_diag_free(diag);
  return known;
}

/* The name nearest to what was typed is proposed, never taken. */
static void propose(tune_desk *desk, const char *typed) {
  cli_list names = {0};
  const char *near = NULL;
  bool whole = true;
  for (size_t i = 0; whole && i < desk->model.unit_count; i++)
    whole = cli_list_add(&names, egb_dataset_unit_name(desk->model.data, i, desk->languages));
  const bool found = whole && egb_suggest(typed, names.item, names.count, &near, 1) != 0;
  (void)snprintf(desk->message, sizeof desk->message, "no unit is called `%.100s`%s%.100s%s", typed,
                 found ? ": did you mean `" : "", found ? near : "", found ? "`?" : "");
  cli_list_free(&names);
}

/* By code or name, as explain has it; what is known to mean something else is never taken for the part of a name. */
static void find(tune_desk *desk) {
  const char *typed = desk->prompt.text;
  desk->prompt.label = NULL;
  if (typed[0] == '\0')
    return;
  size_t unit = egb_dataset_find_unit(desk->model.data, typed);
  if (unit == SIZE_MAX && say_meaning(desk, typed))
    return;
  if (unit == SIZE_MAX)
    unit = find_part(desk, typed);
  if (unit == SIZE_MAX) {
    propose(desk, typed);
    return;
  }
  desk->unit = unit;
  desk->in_ranking = true;
}

static tune_wish type(tune_desk *desk, const tune_event *event) {
  tune_prompt *prompt = &desk->prompt;
  const size_t length = strlen(prompt->text), more = strlen(event->text);
  if (event->key == TUNE_KEY_ESCAPE)
    prompt->label = NULL;
  else if (event->key == TUNE_KEY_BACKSPACE)
    drop_last(prompt->text);
  else if (event->key == TUNE_TEXT && length + more < sizeof prompt->text)
    memcpy(prompt->text + length, event->text, more + 1);
  if (event->key != TUNE_KEY_ENTER)
    return TUNE_GO_ON;
  if (strcmp(prompt->label, FIND) == 0) {
    find(desk);
    return TUNE_GO_ON;
  }
  prompt->label = NULL;
  if (egb_text_is_id(prompt->text))
    return TUNE_SAVE;
  say(desk, "a scenario is named with letters, digits, - _ and . only");
  return TUNE_GO_ON;
}

/* ---- moving about ---------------------------------------------------------------------------- */

static size_t moved(size_t at, size_t count, long by) {
  if (count == 0)
    return 0;
  if (by < 0)
    return at > (size_t)-by ? at - (size_t)-by : 0;
  return (size_t)by > count - 1 - at ? count - 1 : at + (size_t)by;
}

static void move_by(tune_desk *desk, long by) {
  const size_t units = desk->model.unit_count;
  if (!desk->in_ranking) {
    desk->chosen = moved(desk->chosen, desk->lines, by);
    return;
  }
  const size_t position = tune_desk_position(desk);
  desk->unit = egb_results_order(desk->model.results, position == SIZE_MAX ? 0 : moved(position, units, by));
}

static void change_side(tune_desk *desk) {
  desk->in_ranking = !desk->in_ranking;
  if (desk->in_ranking && desk->unit == SIZE_MAX)
    desk->unit = egb_results_order(desk->model.results, desk->ranking_top);
}

static void open_node(tune_desk *desk) {
  const size_t node = desk->lines == 0 ? 0 : desk->line[desk->chosen];
  if (desk->in_ranking || node == 0)
    return;
  if (egb_index_node_is_indicator(desk->model.index, node)) {
    say(desk, "this is an indicator: it has no children");
    return;
  }
  desk->open[node] = !desk->open[node];
  tune_desk_list(desk);
}

static void explain(tune_desk *desk) {
  if (desk->unit == SIZE_MAX || (!desk->in_ranking && desk->other == SIZE_MAX)) {
    desk->in_ranking = true;
    if (desk->unit == SIZE_MAX)
      desk->unit = egb_results_order(desk->model.results, desk->ranking_top);
    say(desk, "choose a unit here, or find one with /, and press e");
  } else if (desk->other == SIZE_MAX) {
    desk->other = desk->unit;
    say(desk, "and now the other unit: e explains the pair");
  } else if (desk->other == desk->unit) {
    desk->other = SIZE_MAX;
  } else {
    tune_pair_open(desk);
  }
}

/* ---- the keys -------------------------------------------------------------------------------- */

static void change_weight(tune_desk *desk, double step) {
  if (desk->in_ranking || desk->lines == 0)
    say(desk, "tab moves to the weights");
  else if (!tune_model_step(&desk->model, desk->line[desk->chosen], step))
    say(desk, desk->model.problem);
}

static void toggle_lock(tune_desk *desk) {
  if (desk->lines != 0 && !desk->in_ranking)
    desk->model.locked[desk->line[desk->chosen]] = !desk->model.locked[desk->line[desk->chosen]];
}

static tune_wish take_letter(tune_desk *desk, char letter) {
  tune_model *model = &desk->model;
  bool done = true;
  if (letter == 'q')
    return TUNE_QUIT;
  if (letter == 'w')
    return TUNE_WRITE;
  if (letter == '<' || letter == ',')
    change_weight(desk, -0.001);
  else if (letter == '>' || letter == '.')
    change_weight(desk, 0.001);
  else if (letter == ' ')
    toggle_lock(desk);
  else if (letter == '=')
    done = desk->lines != 0 && tune_model_equalise(model, desk->line[desk->chosen]);
  else if (letter == 'u')
    done = tune_model_undo(model);
  else if (letter == 'r')
    done = tune_model_redo(model);
  else if (letter == '/')
    begin_prompt(desk, FIND);
  else if (letter == 's')
    begin_prompt(desk, SAVE);
  else if (letter == 'e')
    explain(desk);
  else if (letter == '?')
    desk->page = TUNE_HELP;
  else
    say(desk, "? shows the keys");
  if (!done)
    say(desk, model->problem);
  return TUNE_GO_ON;
}

tune_wish tune_take_key(tune_desk *desk, const tune_event *event) {
  const long page = (long)(desk->ranking_rows > 1 ? desk->ranking_rows - 1 : 1);
  if (desk->prompt.label != NULL)
    return type(desk, event);
  if (event->key == TUNE_RESIZED || event->key == TUNE_PAUSE)
    return TUNE_GO_ON;
  desk->message[0] = '\0';
  if (desk->page != TUNE_DESK) {
    if (desk->page == TUNE_PAIR)
      tune_pair_close(desk);
    desk->page = TUNE_DESK;
    return TUNE_GO_ON;
  }
  switch (event->key) {
  case TUNE_TEXT:
    return take_letter(desk, event->text[0]);
  case TUNE_KEY_UP:
    move_by(desk, -1);
    break;
  case TUNE_KEY_DOWN:
    move_by(desk, 1);
    break;
  case TUNE_KEY_PAGE_UP:
    move_by(desk, -page);
    break;
  case TUNE_KEY_PAGE_DOWN:
    move_by(desk, page);
    break;
  case TUNE_KEY_HOME:
    move_by(desk, -1000000000);
    break;
  case TUNE_KEY_END:
    move_by(desk, 1000000000);
    break;
  case TUNE_KEY_LEFT:
    change_weight(desk, -0.01);
    break;
  case TUNE_KEY_RIGHT:
    change_weight(desk, 0.01);
    break;
  case TUNE_KEY_FINE_LEFT:
    change_weight(desk, -0.001);
    break;
  case TUNE_KEY_FINE_RIGHT:
    change_weight(desk, 0.001);
    break;
  case TUNE_KEY_TAB:
    change_side(desk);
    break;
  case TUNE_KEY_ENTER:
    open_node(desk);
    break;
  default:
    break;
  }
  return TUNE_GO_ON;
}
