#include "base/source.h"

#include <string.h>

/* The quote that closes a field; two of them are one of its text. */
static size_t closing_quote(const egb_source *source, size_t at) {
  while (at < source->length && (source->text[at] != '"' || (at + 1 < source->length && source->text[at + 1] == '"')))
    at += source->text[at] == '"' ? 2 : 1;
  return at < source->length ? at : source->length;
}

static size_t plain_end(const egb_record *record) {
  const egb_source *source = record->source;
  size_t at = record->at;
  while (at < source->length && source->text[at] != record->delimiter && source->text[at] != '\n' &&
         source->text[at] != '\r')
    at++;
  return at;
}

/* A text that is lost has zeros in its place, and no field ends in them. */
egb_record egb_record_at(const egb_source *source, size_t at, char delimiter) {
  (void)egb_source_text(source);
  return (egb_record){source, at, delimiter};
}

egb_place egb_record_field(egb_record *record) {
  const egb_source *source = record->source;
  const bool quoted = record->at < source->length && source->text[record->at] == '"';
  const size_t start = record->at + quoted, end = quoted ? closing_quote(source, start) : plain_end(record);
  record->at = end + quoted < source->length ? end + quoted : source->length;
  if (record->at < source->length && source->text[record->at] == record->delimiter)
    record->at++;
  return (egb_place){source, (uint32_t)(start < end ? start : end), (uint32_t)(start < end ? end - start : 0)};
}
