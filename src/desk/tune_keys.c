#include "tune_keys.h"

#include "base/suggest.h"
#include "base/text.h"
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

/* ASCII letters in both cases; others as they are. */
static bool starts_with(const char *text, const char *with) {
  for (; *with != '\0'; text++, with++) {
    if (egb_lower(*text) != egb_lower(*with))
      return false;
  }
  return true;
}

static bool holds(const char *text, const char *part) {
  for (; *text != '\0'; text++)
    if (starts_with(text, part))
      return true;
  return false;
}

/* The name nearest to what was typed, accents and slips aside. */
static size_t find_near(const tune_desk *desk, const char *typed) {
  cli_list names = {0};
  const char *near = NULL;
  bool whole = true;
  for (size_t i = 0; whole && i < desk->model.unit_count; i++)
    whole = cli_list_add(&names, egb_dataset_unit_name(desk->model.data, i, desk->languages));
  const size_t found = whole ? egb_suggest(typed, names.item, names.count, &near, 1) : 0;
  cli_list_free(&names);
  return found != 0 ? egb_dataset_find_unit(desk->model.data, near) : SIZE_MAX;
}

/* The unit of this code or name; else the best ranked whose name begins so; else one that holds the text; else the
 * nearest. */
static size_t find_unit(const tune_desk *desk, const char *typed) {
  const tune_model *model = &desk->model;
  size_t found = egb_dataset_find_unit(model->data, typed);
  for (int way = 0; way < 2 && found == SIZE_MAX; way++)
    for (size_t i = 0; i < model->unit_count && found == SIZE_MAX; i++) {
      const size_t unit = egb_results_order(model->results, i);
      const char *shown = egb_dataset_unit_name(model->data, unit, desk->languages);
      const char *written = egb_dataset_unit_name(model->data, unit, NULL);
      if (way == 0 ? starts_with(shown, typed) || starts_with(written, typed)
                   : holds(shown, typed) || holds(written, typed))
        found = unit;
    }
  return found != SIZE_MAX ? found : find_near(desk, typed);
}

static void find(tune_desk *desk) {
  const size_t unit = desk->prompt.text[0] == '\0' ? SIZE_MAX : find_unit(desk, desk->prompt.text);
  if (unit == SIZE_MAX && desk->prompt.text[0] != '\0')
    (void)snprintf(desk->message, sizeof desk->message, "no unit is called `%s`", desk->prompt.text);
  if (unit != SIZE_MAX) {
    desk->unit = unit;
    desk->in_ranking = true;
  }
  desk->prompt.label = NULL;
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
    say(desk, "this is an indicator: it has no parts");
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
