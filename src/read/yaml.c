#include "read/yaml.h"

#include "base/codes.h"
#include "base/utf8.h"
#include "read/yaml_duplicates.h"
#include "read/yaml_fault.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define BYTES_PER_NODE 32 /* of a definition, or a few less */

/* A list or map that is still open. */
typedef struct frame {
  size_t node, last;
  bool has_key, key_faulty;
  const char *key;
  egb_place key_place;
} frame;

typedef struct reader {
  egb_arena *arena;
  const egb_source *source;
  egb_diag *diag;
  size_t base;                    /* bytes of the byte order mark, which libyaml does not see */
  size_t cursor_index, cursor_at; /* a character and its byte */
  egb_yaml_node *node;            /* grows; copied into the arena when complete */
  size_t count, room;
  frame open[EGB_YAML_DEPTH];
  size_t depth;
  size_t documents;
  bool refused;
} reader;

/* libyaml counts characters, places count bytes. Marks come nearly in order, so the distance from the last one is
 * short. */
static size_t byte_of(reader *r, size_t index) {
  const char *text = r->source->text;
  while (r->cursor_index < index && r->cursor_at < r->source->length) {
    r->cursor_at++;
    while (r->cursor_at < r->source->length && ((unsigned char)text[r->cursor_at] & 0xC0) == 0x80)
      r->cursor_at++;
    r->cursor_index++;
  }
  while (r->cursor_index > index) {
    r->cursor_at--;
    while (((unsigned char)text[r->cursor_at] & 0xC0) == 0x80)
      r->cursor_at--;
    r->cursor_index--;
  }
  return r->cursor_at;
}

static egb_place span(const reader *r, size_t from, size_t to) {
  return (egb_place){r->source, (uint32_t)from, (uint32_t)(to > from ? to - from : 0)};
}

static egb_place start_of(reader *r, const yaml_event_t *event) {
  const size_t from = byte_of(r, event->start_mark.index);
  return span(r, from, from + 1);
}

static egb_status refuse(reader *r, const char *code, egb_place place, const char *text, const char *hint) {
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, code, place, "%s", text);
  egb_diag_hint(r->diag, "%s", hint);
  r->refused = true;
  return EGB_REFUSED;
}

/* The place of a scalar's text: inside its quotes, or behind the header line of a block. */
static egb_place scalar_place(reader *r, const yaml_event_t *event) {
  size_t from = byte_of(r, event->start_mark.index);
  size_t to = byte_of(r, event->end_mark.index);
  const char *text = r->source->text;
  switch (event->data.scalar.style) {
  case YAML_SINGLE_QUOTED_SCALAR_STYLE:
  case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
    return to - from >= 2 ? span(r, from + 1, to - 1) : span(r, from, to);
  case YAML_LITERAL_SCALAR_STYLE:
  case YAML_FOLDED_SCALAR_STYLE:
    while (from < to && text[from] != '\n')
      from++;
    while (from < to && strchr(" \r\n", text[from]) != NULL)
      from++;
    while (to > from && strchr(" \r\n", text[to - 1]) != NULL)
      to--;
    return span(r, from, to);
  default:
    return span(r, from, to);
  }
}

/* ---- nodes ----------------------------------------------------------------------------------- */

static egb_yaml_node *add_node(reader *r, egb_yaml_kind kind, egb_place place) {
  if (r->count == r->room) {
    const size_t room = r->room == 0 ? 64 + r->source->length / BYTES_PER_NODE : 2 * r->room;
    egb_yaml_node *grown = realloc(r->node, room * sizeof *grown);
    if (grown == NULL)
      return NULL;
    r->node = grown;
    r->room = room;
  }
  egb_yaml_node *fresh = &r->node[r->count];
  *fresh = (egb_yaml_node){
      .kind = kind, .text = "", .place = place, .parent = EGB_YAML_NONE, .next = EGB_YAML_NONE, .first = EGB_YAML_NONE};
  if (r->depth > 0) {
    frame *top = &r->open[r->depth - 1];
    fresh->parent = top->node;
    if (top->last == EGB_YAML_NONE)
      r->node[top->node].first = r->count;
    else
      r->node[top->last].next = r->count;
    top->last = r->count;
    r->node[top->node].count++;
    if (top->has_key) {
      fresh->key = top->key;
      fresh->key_place = top->key_place;
      fresh->faulty = top->key_faulty;
      top->has_key = false;
    }
  }
  r->count++;
  return fresh;
}

static egb_status room_for_node(reader *r, const yaml_event_t *event) {
  if (r->count < EGB_YAML_NODES)
    return EGB_OK;
  return refuse(r, EGB_E_YAML_SIZE, start_of(r, event), "the file holds more than 1048576 values",
                "split it, or write large tables as CSV");
}

/* Anchors and tags are reported and the value is kept as faulty. */
static bool is_decorated(reader *r, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag) {
  if (anchor != NULL)
    refuse(r, EGB_E_YAML_ALIAS, start_of(r, event), "an anchor: definitions do not use anchors",
           "remove the anchor and write the value out, or put a text that begins with `&` in quotes");
  else if (tag != NULL)
    refuse(r, EGB_E_YAML_ALIAS, start_of(r, event), "a tag: definitions do not use tags",
           "remove the tag, or put a text that begins with `!` in quotes");
  return anchor != NULL || tag != NULL;
}

/* True when the text cannot be used: the fault was reported. */
static bool is_bad_text(reader *r, const yaml_event_t *event, egb_place place) {
  const size_t length = event->data.scalar.length;
  if (length > EGB_YAML_SCALAR) {
    place.length = 1;
    refuse(r, EGB_E_YAML_SIZE, place, "a text longer than 65536 bytes", "shorten it");
    return true;
  }
  if (memchr(event->data.scalar.value, '\0', length) != NULL) {
    refuse(r, EGB_E_YAML_ENCODING, place, "a text with a NUL character in it", "remove the \\0");
    return true;
  }
  return false;
}

/* Whether the next thing is a key of the innermost open map. */
static bool wants_key(const reader *r) {
  if (r->depth == 0 || r->node == NULL)
    return false;
  const frame *top = &r->open[r->depth - 1];
  return r->node[top->node].kind == EGB_YAML_MAP && !top->has_key;
}

static egb_status take_key(reader *r, const yaml_event_t *event) {
  frame *top = &r->open[r->depth - 1];
  const egb_place place = scalar_place(r, event);
  const bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  top->has_key = true;
  top->key_faulty = is_decorated(r, event, event->data.scalar.anchor, event->data.scalar.tag);
  top->key_faulty = is_bad_text(r, event, place) || top->key_faulty;
  top->key_place = place;
  const size_t length = event->data.scalar.length < EGB_YAML_SCALAR ? event->data.scalar.length : EGB_YAML_SCALAR;
  const char *text = (const char *)event->data.scalar.value;
  if (plain && length == 2 && memcmp(text, "<<", 2) == 0) {
    refuse(r, EGB_E_YAML_ALIAS, place, "a merge key: definitions do not use `<<`", "write the keys out");
    top->key_faulty = true;
  } else if (plain && length == 0 && !top->key_faulty) {
    refuse(r, EGB_E_YAML_SYNTAX, start_of(r, event), "a `:` without a key before it", "write `key: value`");
    top->key_faulty = true;
  }
  top->key = egb_arena_text(r->arena, text, length);
  return top->key == NULL ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status take_scalar(reader *r, const yaml_event_t *event) {
  if (wants_key(r))
    return take_key(r, event);
  const egb_status room = room_for_node(r, event);
  if (room != EGB_OK)
    return room;
  const egb_place place = scalar_place(r, event);
  egb_yaml_node *fresh = add_node(r, EGB_YAML_SCALAR_NODE, place);
  if (fresh == NULL)
    return EGB_NO_MEMORY;
  fresh->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
  fresh->faulty |= is_decorated(r, event, event->data.scalar.anchor, event->data.scalar.tag);
  if (is_bad_text(r, event, place)) {
    fresh->faulty = true;
    return EGB_OK;
  }
  fresh->length = event->data.scalar.length;
  fresh->text = egb_arena_text(r->arena, (const char *)event->data.scalar.value, fresh->length);
  return fresh->text == NULL ? EGB_NO_MEMORY : EGB_OK;
}

/* An alias is never followed: it becomes an empty faulty value. */
static egb_status take_alias(reader *r, const yaml_event_t *event) {
  const egb_place place = span(r, byte_of(r, event->start_mark.index), byte_of(r, event->end_mark.index));
  refuse(r, EGB_E_YAML_ALIAS, place, "an alias: definitions do not use aliases",
         "write the value out, or put a text that begins with `*` in quotes");
  if (wants_key(r)) {
    frame *top = &r->open[r->depth - 1];
    top->has_key = true;
    top->key_faulty = true;
    top->key = "";
    top->key_place = place;
    return EGB_OK;
  }
  const egb_status room = room_for_node(r, event);
  if (room != EGB_OK)
    return room;
  egb_yaml_node *fresh = add_node(r, EGB_YAML_SCALAR_NODE, place);
  if (fresh == NULL)
    return EGB_NO_MEMORY;
  fresh->faulty = true;
  return EGB_OK;
}

static egb_status take_start(reader *r, const yaml_event_t *event, egb_yaml_kind kind) {
  const egb_place place = start_of(r, event);
  if (wants_key(r))
    return refuse(r, EGB_E_YAML_SYNTAX, place, "a key must be a text, not a list or a map",
                  "put a text that begins with a bracket in quotes");
  if (r->depth == EGB_YAML_DEPTH)
    return refuse(r, EGB_E_YAML_DEPTH, place, "lists and maps are nested more than 64 deep", "flatten the structure");
  const egb_status room = room_for_node(r, event);
  if (room != EGB_OK)
    return room;
  egb_yaml_node *fresh = add_node(r, kind, place);
  if (fresh == NULL)
    return EGB_NO_MEMORY;
  fresh->faulty |= kind == EGB_YAML_MAP
                       ? is_decorated(r, event, event->data.mapping_start.anchor, event->data.mapping_start.tag)
                       : is_decorated(r, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
  r->open[r->depth++] = (frame){.node = r->count - 1, .last = EGB_YAML_NONE};
  return EGB_OK;
}

static egb_status take_event(reader *r, const yaml_event_t *event, bool *done) {
  switch (event->type) {
  case YAML_DOCUMENT_START_EVENT:
    if (r->documents++ == 0)
      return EGB_OK;
    *done = true;
    return refuse(r, EGB_E_YAML_DOCUMENTS, start_of(r, event), "a second document begins here",
                  "keep one document per file, without `---` inside it");
  case YAML_SCALAR_EVENT:
    return take_scalar(r, event);
  case YAML_ALIAS_EVENT:
    return take_alias(r, event);
  case YAML_MAPPING_START_EVENT:
    return take_start(r, event, EGB_YAML_MAP);
  case YAML_SEQUENCE_START_EVENT:
    return take_start(r, event, EGB_YAML_LIST);
  case YAML_MAPPING_END_EVENT:
  case YAML_SEQUENCE_END_EVENT:
    r->depth--;
    return EGB_OK;
  case YAML_STREAM_END_EVENT:
    *done = true;
    return EGB_OK;
  default:
    return EGB_OK;
  }
}

static egb_status report_parser(reader *r, const yaml_parser_t *parser) {
  if (parser->error == YAML_MEMORY_ERROR)
    return EGB_NO_MEMORY;
  const bool reading = parser->error == YAML_READER_ERROR;
  const size_t problem_at = reading ? r->base + parser->problem_offset : byte_of(r, parser->problem_mark.index);
  const egb_yaml_fault fault = {.problem = parser->problem != NULL ? parser->problem : "unreadable",
                                .context = parser->context,
                                .problem_at = problem_at,
                                .context_at = byte_of(r, parser->context_mark.index)};
  egb_yaml_fault_report(r->source, &fault, r->diag);
  r->refused = true;
  return EGB_REFUSED;
}

static egb_status run(reader *r) {
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser))
    return EGB_NO_MEMORY;
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)r->source->text + r->base, r->source->length - r->base);
  egb_status status = EGB_OK;
  bool done = false;
  while (status == EGB_OK && !done) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      status = report_parser(r, &parser);
      break;
    }
    status = take_event(r, &event, &done);
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  /* What comes before a second document is complete. */
  return status == EGB_REFUSED && done ? EGB_OK : status;
}

/* ---- before and after ------------------------------------------------------------------------ */

static egb_status check_text(reader *r) {
  const unsigned char *text = (const unsigned char *)r->source->text;
  const size_t length = r->source->length;
  if (length > EGB_YAML_TEXT)
    return refuse(r, EGB_E_YAML_SIZE, span(r, 0, 0), "the file is larger than 64 MiB",
                  "split it, or write large tables as CSV");
  if (length >= 2 && ((text[0] == 0xFF && text[1] == 0xFE) || (text[0] == 0xFE && text[1] == 0xFF)))
    return refuse(r, EGB_E_YAML_ENCODING, span(r, 0, 0), "the file is UTF-16, not UTF-8", "save it as UTF-8");
  const size_t bad = egb_utf8_check(r->source->text, length);
  if (bad == length)
    return EGB_OK;
  if (text[bad] == '\0')
    return refuse(r, EGB_E_YAML_ENCODING, span(r, bad, bad + 1), "a NUL character",
                  "remove it: this is not a text file");
  return refuse(r, EGB_E_YAML_ENCODING, span(r, bad, bad + 1), "a byte that is not UTF-8", "save the file as UTF-8");
}

static egb_status finish(reader *r, egb_yaml *out) {
  const egb_yaml_node *root = r->node;
  if (r->count == 0 || (root->kind == EGB_YAML_SCALAR_NODE && root->length == 0 && !root->quoted && !root->faulty))
    return refuse(r, EGB_E_YAML_EMPTY, span(r, 0, 0), "the file is empty", "a definition begins with `egovbench: 1`");
  const egb_status status = egb_yaml_duplicates(r->node, r->count, r->diag, &r->refused);
  if (status != EGB_OK)
    return status;
  out->node = egb_arena_array(r->arena, r->count, sizeof *out->node);
  if (out->node == NULL)
    return EGB_NO_MEMORY;
  memcpy(out->node, r->node, r->count * sizeof *out->node);
  out->count = r->count;
  return r->refused ? EGB_REFUSED : EGB_OK;
}

egb_status egb_yaml_parse(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_yaml *out) {
  reader r = {.arena = arena, .source = source, .diag = diag};
  *out = (egb_yaml){.source = source};
  if (source->length >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0)
    r.base = r.cursor_at = 3;
  egb_status status = check_text(&r);
  if (status == EGB_OK)
    status = run(&r);
  if (status == EGB_OK)
    status = finish(&r, out);
  free(r.node);
  return status;
}

size_t egb_yaml_child(const egb_yaml *yaml, size_t map, const char *key) {
  if (yaml->node[map].kind != EGB_YAML_MAP)
    return EGB_YAML_NONE;
  for (size_t i = yaml->node[map].first; i != EGB_YAML_NONE; i = yaml->node[i].next)
    if (!yaml->node[i].faulty && yaml->node[i].key[0] == key[0] && strcmp(yaml->node[i].key, key) == 0)
      return i;
  return EGB_YAML_NONE;
}
