#include "model/statement.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "model/grammar.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum comparison { NOTHING, AT_LEAST, AT_MOST, EQUAL } comparison;

/* A share (node EGB_NONE), or a node with its factor. */
typedef struct term {
  size_t node;
  double value;
  size_t at, length;
} term;

typedef struct reader {
  const egb_index *index;
  const char *text; /* the copy that comparisons keep */
  size_t at;
  egb_place place;
  egb_diag *diag;
  size_t first; /* node named first; EGB_NONE: none yet */
  egb_statement_list *list;
} reader;

/* ---- faults ---------------------------------------------------------------------------------- */

static bool refuse(const reader *r, const char *code, size_t at, size_t length, const char *format, ...)
    EGB_PRINTF(5, 6);

/* Always false. Without a file the statement itself is part of the message. */
static bool refuse(const reader *r, const char *code, size_t at, size_t length, const char *format, ...) {
  char what[400];
  egb_place place = r->place;
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  if (place.source == NULL) {
    egb_diag_say(r->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the statement `%.200s`: %s", r->text, what);
    return false;
  }
  /* Inside the text only where the file has it byte for byte, behind a quote or without. */
  const size_t bytes = strlen(r->text);
  for (uint32_t quote = 0; quote < 2; quote++)
    if (place.offset + quote + bytes <= place.source->length &&
        memcmp(place.source->text + place.offset + quote, r->text, bytes) == 0) {
      place.offset += quote + (uint32_t)at;
      place.length = (uint32_t)length;
      break;
    }
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, code, place, "%s", what);
  return false;
}

static bool refuse_word(const reader *r, const char *wanted) {
  const size_t length = strcspn(r->text + r->at, " ");
  if (r->text[r->at] == '\0')
    (void)refuse(r, EGB_E_KEY_VALUE, r->at > 0 ? r->at - 1 : 0, 1, "%s is missing at the end", wanted);
  else
    (void)refuse(r, EGB_E_KEY_VALUE, r->at, length, "%s is missing before `%.60s`", wanted, r->text + r->at);
  egb_diag_hint(r->diag, "write for instance `A >= B`, `A >= 2 * B`, `A <= 30%%` or `10%% <= A <= 25%%`");
  return false;
}

static bool refuse_id(const reader *r, const char *id, size_t at) {
  (void)refuse(r, EGB_E_ID_UNKNOWN, at, strlen(id), "no node has the id `%s`", id);
  const size_t count = r->index->node_count;
  const char **ids = malloc((count + 1) * sizeof(const char *));
  const char *near;
  for (size_t i = 0; ids != NULL && i < count; i++)
    ids[i] = r->index->node[i].id;
  if (ids != NULL && egb_suggest(id, ids, count, &near, 1) == 1)
    egb_diag_hint(r->diag, "did you mean `%s`?", near);
  else
    egb_diag_hint(r->diag, "weights are named by the `id:` of a node of the tree");
  free((void *)ids);
  return false;
}

/* ---- words ----------------------------------------------------------------------------------- */

static void skip_blanks(reader *r) {
  while (r->text[r->at] == ' ' || r->text[r->at] == '\t')
    r->at++;
}

static size_t word_length(const char *text) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  if (text[0] == '\0' || strchr(letters, text[0]) == NULL)
    return 0;
  size_t length = 1;
  while (text[length] != '\0' && (strchr(letters, text[length]) != NULL || strchr("._-", text[length]) != NULL))
    length++;
  return length;
}

static comparison read_comparison(reader *r) {
  static const struct {
    const char *sign;
    comparison means;
  } signs[] = {{">=", AT_LEAST},
               {"<=", AT_MOST},
               {">", AT_LEAST},
               {"<", AT_MOST},
               {"==", EQUAL},
               {"=", EQUAL},
               {"\xE2\x89\xA5", AT_LEAST},
               {"\xE2\x89\xA4", AT_MOST},
               {"\xE2\x89\xA7", AT_LEAST},
               {"\xE2\x89\xA6", AT_MOST}};
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    if (strncmp(r->text + r->at, signs[i].sign, strlen(signs[i].sign)) == 0) {
      r->at += strlen(signs[i].sign);
      return signs[i].means;
    }
  return NOTHING;
}

/* ---- terms ----------------------------------------------------------------------------------- */

static bool read_id(reader *r, term *out) {
  char id[EGB_ID_MAX + 1] = {0};
  const size_t length = word_length(r->text + r->at), at = r->at;
  const egb_node *nodes = r->index->node;
  if (length == 0)
    return refuse_word(r, "the id of a part");
  memcpy(id, r->text + at, length < EGB_ID_MAX ? length : EGB_ID_MAX);
  out->node = egb_index_find(r->index, id);
  r->at += length;
  if (out->node == EGB_NONE || length > EGB_ID_MAX)
    return refuse_id(r, id, at);
  if (out->node == 0) {
    (void)refuse(r, EGB_E_KEY_VALUE, at, length, "`%s` is the index itself, which has no weight", id);
    egb_diag_hint(r->diag, "name its parts, or nodes below them");
    return false;
  }
  if (r->first == EGB_NONE)
    r->first = out->node;
  if (nodes[out->node].parent == nodes[r->first].parent)
    return true;
  (void)refuse(r, EGB_E_KEY_VALUE, at, length, "`%s` is not a sibling of `%s`", id, nodes[r->first].id);
  egb_diag_hint(r->diag,
                "weights are shares among siblings, here those below `%s`; make a statement of its own for other nodes",
                nodes[nodes[r->first].parent].id);
  return false;
}

static bool read_factor(reader *r, term *out) {
  if (out->value >= 1 / EGB_STATEMENT_FACTOR_MAX && out->value <= EGB_STATEMENT_FACTOR_MAX) {
    if (r->text[r->at] == '*')
      r->at++;
    skip_blanks(r);
    return read_id(r, out);
  }
  (void)refuse(r, EGB_E_KEY_VALUE, out->at, r->at - out->at, "a factor must be from 0.000001 to 1000000");
  egb_diag_hint(r->diag, "write a number such as 2 or 1.5 before the `*`");
  return false;
}

static bool read_term(reader *r, term *out) {
  skip_blanks(r);
  *out = (term){.node = EGB_NONE, .value = 1, .at = r->at};
  const size_t length = word_length(r->text + r->at);
  double number = 0;
  bool done;
  if (length == 0)
    return refuse_word(r, "an id or a share");
  if (egb_number_parse(r->text + r->at, length, &number) != EGB_NUMBER_OK) {
    done = read_id(r, out);
  } else {
    size_t end = r->at += length;
    skip_blanks(r);
    const bool percent = r->text[r->at] == '%';
    if (percent)
      end = ++r->at;
    out->value = percent ? number / 100 : number;
    if (!percent && (r->text[r->at] == '*' || word_length(r->text + r->at) > 0)) {
      done = read_factor(r, out);
    } else {
      done = out->value <= 1 || refuse(r, EGB_E_KEY_VALUE, out->at, end - out->at, "a share is at most 1, or 100%%");
      if (!done)
        egb_diag_hint(r->diag, "write the share of all siblings together that one has, such as 0.3 or 30%%");
      r->at = end;
    }
  }
  out->length = r->at - out->at;
  return done;
}

/* ---- comparisons ----------------------------------------------------------------------------- */

/* There is room: a comparison takes at least one byte of the text and adds at most two. */
static void put(reader *r, size_t node, size_t than, bool at_most, double value) {
  r->list->item[r->list->count++] = (egb_weight_statement){
      .node = node, .than = than, .at_most = at_most, .value = value, .text = r->text, .place = r->place};
}

/* large >= small. */
static bool compare(reader *r, const term *large, const term *small) {
  const size_t from = large->at < small->at ? large->at : small->at;
  const size_t to = large->at < small->at ? small->at + small->length : large->at + large->length;
  if (large->node == EGB_NONE && small->node == EGB_NONE) {
    (void)refuse(r, EGB_E_KEY_VALUE, from, to - from, "two numbers are compared");
    egb_diag_hint(r->diag, "put the id of a part on one side");
    return false;
  }
  if (large->node == small->node) {
    (void)refuse(r, EGB_E_KEY_VALUE, from, to - from, "`%s` is compared with itself", r->index->node[large->node].id);
    egb_diag_hint(r->diag, "put another part, or a share such as 30%%, on one side");
    return false;
  }
  if (small->node == EGB_NONE)
    put(r, large->node, EGB_NONE, false, small->value / large->value);
  else if (large->node == EGB_NONE)
    put(r, small->node, EGB_NONE, true, large->value / small->value);
  else
    put(r, large->node, small->node, false, small->value / large->value);
  return true;
}

static bool read_chain(reader *r) {
  term left, right;
  comparison way = EQUAL;
  if (!read_term(r, &left))
    return false;
  for (size_t i = 0;; i++, left = right) {
    skip_blanks(r);
    const size_t before = r->at;
    const comparison sign = read_comparison(r);
    if (sign == NOTHING && i > 0 && r->text[r->at] == '\0')
      return true;
    if (sign == NOTHING)
      return refuse_word(r, "a comparison such as >=");
    if (sign != EQUAL && way != EQUAL && sign != way) {
      (void)refuse(r, EGB_E_KEY_VALUE, before, r->at - before, "the comparisons point both ways");
      egb_diag_hint(r->diag, "make two statements of it");
      return false;
    }
    way = sign == EQUAL ? way : sign;
    if (!read_term(r, &right))
      return false;
    if ((sign != AT_MOST && !compare(r, &left, &right)) || (sign != AT_LEAST && !compare(r, &right, &left)))
      return false;
  }
}

static bool make_room(egb_statement_list *list, egb_arena *arena, size_t more) {
  if (list->room - list->count >= more)
    return true;
  const size_t room = 2 * list->count + more;
  egb_weight_statement *item = egb_arena_array(arena, room, sizeof *item);
  if (item == NULL)
    return false;
  for (size_t i = 0; i < list->count; i++)
    item[i] = list->item[i];
  list->item = item;
  list->room = room;
  return true;
}

egb_status egb_statement_read(const egb_index *index, const char *text, egb_place place, egb_arena *arena,
                              egb_diag *diag, egb_statement_list *list) {
  const size_t length = strlen(text), before = list->count;
  reader r = {.index = index, .place = place, .diag = diag, .first = EGB_NONE, .list = list};
  r.text = egb_arena_text(arena, text, length < EGB_STATEMENT_BYTES_MAX ? length : EGB_STATEMENT_BYTES_MAX);
  if (r.text == NULL)
    return EGB_NO_MEMORY;
  if (length > EGB_STATEMENT_BYTES_MAX) {
    (void)refuse(&r, EGB_E_KEY_VALUE, 0, 1, "it is longer than %d bytes", EGB_STATEMENT_BYTES_MAX);
    egb_diag_hint(diag, "make several statements of it");
    return EGB_REFUSED;
  }
  if (!make_room(list, arena, length + 1))
    return EGB_NO_MEMORY;
  if (read_chain(&r))
    return EGB_OK;
  list->count = before;
  return EGB_REFUSED;
}
