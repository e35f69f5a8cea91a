#include "read/csv.h"

#include "base/codes.h"
#include "base/utf8.h"

#include <string.h>

#define FIELDS_FIRST 64

static egb_place place_at(const egb_csv *csv, size_t offset, size_t length) {
  return (egb_place){csv->source, (uint32_t)offset, (uint32_t)length};
}

static void fault(egb_csv *csv, egb_diag *diag, const char *code, egb_place place, const char *text, const char *hint) {
  csv->failed = true;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, code, place, "%s", text);
  egb_diag_hint(diag, "%s", hint);
}

/* ---- encoding -------------------------------------------------------------------------------- */

static bool is_utf16(const egb_source *source) {
  return source->length >= 2 && (memcmp(source->text, "\xFF\xFE", 2) == 0 || memcmp(source->text, "\xFE\xFF", 2) == 0);
}

static bool check_encoding(egb_csv *csv, egb_diag *diag) {
  const egb_source *source = csv->source;
  if (is_utf16(source)) {
    fault(csv, diag, EGB_E_CSV_ENCODING, place_at(csv, 0, 1), "the file is UTF-16, not UTF-8",
          "save it again as `CSV UTF-8`");
    return false;
  }
  const bool known = source->again != NULL && source->again->utf8;
  const size_t bad = known ? source->length : egb_utf8_check(source->text, source->length);
  if (bad == source->length)
    return true;
  if (source->text[bad] == '\0')
    fault(csv, diag, EGB_E_CSV_NUL, place_at(csv, bad, 1), "a NUL byte in a text file",
          "remove it; if the file is not a table in text form, export it as CSV first");
  else
    fault(csv, diag, EGB_E_CSV_ENCODING, place_at(csv, bad, 1), "this is not UTF-8 text",
          "save the file as UTF-8 (spreadsheets call it `CSV UTF-8`)");
  return false;
}

egb_status egb_csv_open(egb_csv *csv, egb_arena *arena, const egb_source *source, char delimiter, egb_diag *diag) {
  *csv = (egb_csv){.arena = arena, .source = source, .delimiter = delimiter};
  if (!check_encoding(csv, diag))
    return EGB_REFUSED;
  if (source->length >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0)
    csv->at = 3;
  csv->ends[(unsigned char)delimiter] = 1;
  csv->ends['\n'] = csv->ends['\r'] = csv->ends['"'] = 1;
  csv->field = egb_arena_array(arena, FIELDS_FIRST, sizeof *csv->field);
  csv->field_room = FIELDS_FIRST;
  return csv->field != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* ---- one record ------------------------------------------------------------------------------ */

typedef enum outcome { OUTCOME_FIELD, OUTCOME_RECORD, OUTCOME_FAULT, OUTCOME_MEMORY } outcome;

static void skip_line(egb_csv *csv, size_t from) {
  const char *text = csv->source->text;
  const char *end = memchr(text + from, '\n', csv->source->length - from);
  csv->at = end != NULL ? (size_t)(end - text) + 1 : csv->source->length;
}

/* Room for one more field, which begins at this byte. */
static outcome make_room(egb_csv *csv, size_t start, size_t length, egb_diag *diag) {
  if (csv->field_room == EGB_CSV_FIELDS) {
    fault(csv, diag, EGB_E_CSV_SIZE, place_at(csv, start, length), "more than 65535 fields in one row",
          "the delimiter may be wrong, or the table may be transposed: one row per unit is expected");
    skip_line(csv, csv->at);
    return OUTCOME_FAULT;
  }
  const size_t room = csv->field_room < EGB_CSV_FIELDS / 2 ? csv->field_room * 2 : EGB_CSV_FIELDS;
  egb_csv_field *larger = egb_arena_array(csv->arena, room, sizeof *larger);
  if (larger == NULL)
    return OUTCOME_MEMORY;
  memcpy(larger, csv->field, csv->field_count * sizeof *larger);
  csv->field = larger;
  csv->field_room = room;
  return OUTCOME_FIELD;
}

/* The next field of the record, as it is written. */
static inline outcome add_field(egb_csv *csv, size_t start, size_t length, bool quoted, egb_diag *diag) {
  if (csv->field_count == csv->field_room) {
    const outcome made = make_room(csv, start, length, diag);
    if (made != OUTCOME_FIELD)
      return made;
  }
  egb_csv_field *field = &csv->field[csv->field_count++]; /* member by member: copies of a structure just made stall */
  field->text = csv->source->text + start;
  field->length = length;
  field->place = place_at(csv, start, length);
  field->quoted = quoted;
  return OUTCOME_FIELD;
}

static outcome too_long(egb_csv *csv, egb_diag *diag, size_t start, const char *hint) {
  fault(csv, diag, EGB_E_CSV_SIZE, place_at(csv, start, 1), "a field longer than 1 MiB", hint);
  skip_line(csv, start);
  return OUTCOME_FAULT;
}

/* Behind a field: the delimiter, the end of the line or of the file. A lone CR ends the record too, so that a file
 * with nothing else is reported once and skipped. */
static inline outcome end_field(egb_csv *csv, egb_diag *diag) {
  const egb_source *source = csv->source;
  if (csv->at == source->length)
    return OUTCOME_RECORD;
  const char c = source->text[csv->at];
  if (c == csv->delimiter) {
    csv->at++;
    return OUTCOME_FIELD;
  }
  if (c == '\r' && (csv->at + 1 == source->length || source->text[csv->at + 1] != '\n') && !csv->lone_cr_told) {
    csv->lone_cr_told = true;
    fault(csv, diag, EGB_E_CSV_ENCODING, place_at(csv, csv->at, 1), "a carriage return without a line feed",
          "save the file with LF or CRLF line ends; put quotes around a text that holds line breaks");
  }
  csv->at += c == '\r' && csv->at + 1 < source->length && source->text[csv->at + 1] == '\n' ? 2 : 1;
  return OUTCOME_RECORD;
}

static outcome read_plain(egb_csv *csv, egb_diag *diag) {
  const char *text = csv->source->text;
  const size_t length = csv->source->length, start = csv->at;
  size_t at = start;
  while (at < length && csv->ends[(unsigned char)text[at]] == 0)
    at++;
  if (at < length && text[at] == '"') {
    fault(csv, diag, EGB_E_CSV_QUOTE, place_at(csv, at, 1), "a quote inside a field that does not begin with one",
          "put the whole field in quotes and double the quotes inside: \"a \"\"b\"\" c\"");
    skip_line(csv, at);
    return OUTCOME_FAULT;
  }
  if (at - start > EGB_CSV_FIELD)
    return too_long(csv, diag, start, "is this a table?");
  csv->at = at;
  const outcome added = add_field(csv, start, at - start, false, diag);
  return added == OUTCOME_FIELD ? end_field(csv, diag) : added;
}

/* The text between quotes with its doubled quotes made single. */
static const char *unescape(egb_arena *arena, const char *text, size_t length, size_t doubled) {
  char *copy = egb_arena_array(arena, length - doubled + 1, 1);
  if (copy == NULL)
    return NULL;
  size_t to = 0;
  for (size_t from = 0; from < length; from++) {
    copy[to++] = text[from];
    if (text[from] == '"')
      from++;
  }
  return copy;
}

/* ="004", as spreadsheets keep a text that they would change: the text is 004. Written so, every quote inside is
 * doubled; anything else that begins so is a text like others. */
static bool keep_text(egb_csv *csv, egb_csv_field *field) {
  const size_t length = field->length;
  if (length < 3 || memcmp(field->text, "=\"", 2) != 0 || field->text[length - 1] != '"')
    return true;
  size_t doubled = 0;
  for (size_t at = 2; at + 1 < length; at++)
    if (field->text[at] == '"') {
      if (++at + 1 >= length || field->text[at] != '"')
        return true;
      doubled++;
    }
  field->text = doubled == 0 ? field->text + 2 : unescape(csv->arena, field->text + 2, length - 3, doubled);
  field->length = length - 3 - doubled;
  return field->text != NULL;
}

static bool make_single(egb_csv *csv, egb_csv_field *field, size_t doubled) {
  field->text = unescape(csv->arena, field->text, field->length, doubled);
  field->length -= doubled;
  return field->text != NULL && keep_text(csv, field);
}

static outcome never_closed(egb_csv *csv, egb_diag *diag, size_t quote) {
  fault(csv, diag, EGB_E_CSV_QUOTE, place_at(csv, quote, 1), "this quote is never closed",
        "close it with \" before the next comma, or write \"\" for a quote inside a quoted field");
  skip_line(csv, quote);
  return OUTCOME_FAULT;
}

static outcome read_quoted(egb_csv *csv, egb_diag *diag) {
  const char *text = csv->source->text;
  const size_t length = csv->source->length, quote = csv->at, start = quote + 1;
  size_t at = start, doubled = 0;
  for (;;) {
    const char *found = memchr(text + at, '"', length - at);
    if (found == NULL)
      return never_closed(csv, diag, quote);
    at = (size_t)(found - text);
    if (at + 1 == length || text[at + 1] != '"')
      break;
    doubled++;
    at += 2;
  }
  if (at - start > EGB_CSV_FIELD)
    return too_long(csv, diag, quote, "is its quote closed where it should be?");
  csv->at = at + 1;
  if (csv->at < length && text[csv->at] != csv->delimiter && text[csv->at] != '\n' && text[csv->at] != '\r') {
    fault(csv, diag, EGB_E_CSV_QUOTE, place_at(csv, csv->at, 1), "text after a closing quote",
          "write \"\" for a quote inside a quoted field, or a comma between two fields");
    skip_line(csv, csv->at);
    return OUTCOME_FAULT;
  }
  const outcome added = add_field(csv, start, at - start, true, diag);
  if (added == OUTCOME_FIELD && doubled != 0 && !make_single(csv, &csv->field[csv->field_count - 1], doubled))
    return OUTCOME_MEMORY;
  return added == OUTCOME_FIELD ? end_field(csv, diag) : added;
}

static void skip_blank_lines(egb_csv *csv) {
  const char *text = csv->source->text;
  while (csv->at < csv->source->length) {
    if (text[csv->at] == '\r' && csv->at + 1 < csv->source->length && text[csv->at + 1] == '\n')
      csv->at += 2;
    else if (text[csv->at] == '\n' || (text[csv->at] == '\r' && csv->lone_cr_told))
      csv->at++;
    else
      return;
  }
}

egb_status egb_csv_next(egb_csv *csv, egb_diag *diag, bool *more) {
  *more = false;
  for (;;) {
    skip_blank_lines(csv);
    if (csv->at >= csv->source->length)
      return EGB_OK;
    const size_t start = csv->at;
    outcome result = OUTCOME_FIELD;
    csv->field_count = 0;
    while (result == OUTCOME_FIELD) {
      const bool quoted = csv->at < csv->source->length && csv->source->text[csv->at] == '"';
      result = quoted ? read_quoted(csv, diag) : read_plain(csv, diag);
    }
    if (result == OUTCOME_MEMORY)
      return EGB_NO_MEMORY;
    if (result == OUTCOME_FAULT)
      continue;
    const egb_csv_field *last = &csv->field[csv->field_count - 1];
    csv->record_place = place_at(csv, start, last->place.offset + last->place.length + last->quoted - start);
    *more = true;
    return EGB_OK;
  }
}
