/* data.gov.tw: the description of a data set that agencies send (data.gov.tw/about/doc?chapter=31) and the six marks of
 * its automatic check (chapter=77): linkable, downloadable, structure, encoding_match, desc_match, csv. Every table
 * whose columns are known is one of its resources; the names of their fields are the header, letter for letter. */
#include "base/utf8.h"
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/metadata.h"
#include "metadata/portal.h"
#include "metadata/vocabulary.h"

#include <stdio.h>
#include <string.h>

/* ---- the description ------------------------------------------------------------------------- */

static void put_count_text(egb_json *json, const char *key, size_t count) {
  char text[24];
  (void)snprintf(text, sizeof text, "%zu", count);
  egb_json_put(json, key, text);
}

static void put_frequency(egb_json *json, const char *frequency) {
  char unit = 'D';
  const size_t count = egb_vocabulary_interval(frequency, &unit);
  if (frequency == NULL)
    return;
  egb_json_open(json, "updateFrequency", '{');
  egb_json_put(json, "regularupdate", count > 0 ? "1" : "0");
  if (count > 0) {
    put_count_text(json, "Frequency", count);
    egb_json_put(json, "unittime", unit == 'D' ? "日" : unit == 'M' ? "月" : "年");
  }
  egb_json_close(json, '}');
}

static void put_address(egb_json *json, const egb_bundle_about *about, const char *path) {
  egb_json_put_two(json, "resourceDownloadUrl", about->address != NULL ? about->address : "", path);
}

static void put_resource(egb_json *json, const egb_bundle *bundle, const egb_bundle_file *file) {
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "resourceDescription", file->description != NULL ? file->description : file->title);
  egb_json_open(json, "resourceField", '[');
  for (size_t i = 0; i < egb_bundle_column_count(file); i++) {
    const egb_bundle_column column = egb_bundle_column_at(file, i);
    egb_json_open(json, NULL, '{');
    egb_json_put(json, "name", column.name);
    egb_json_put(json, "description", column.description != NULL ? column.description : column.title);
    egb_json_close(json, '}');
  }
  egb_json_close(json, ']');
  egb_json_put(json, "resourceFormat", "CSV");
  egb_json_put(json, "resourceCharacterEncoding", "UTF-8");
  put_address(json, &bundle->about, file->path);
  egb_json_close(json, '}');
}

static void put_publisher(egb_json *json, const egb_bundle_about *about) {
  egb_buffer id = {0};
  if (about->publisher_id != NULL) {
    egb_buffer_text(&id, about->publisher_id);
    if (about->publisher != NULL)
      egb_buffer_format(&id, "|%s", about->publisher);
  }
  json->out->failed = json->out->failed || id.failed;
  egb_json_put(json, "publisherOID", egb_buffer_string(&id));
  egb_buffer_clear(&id);
  egb_json_put(json, "publisherContactName", about->contact_name);
  egb_json_put(json, "publisherContactPhone", about->contact_phone);
  egb_json_put(json, "publisherContactEmail", about->contact_email);
}

static void put_head(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  char first[11], last[11];
  egb_buffer text = {0};
  const char *title = egb_bundle_text_in(about->title, about->title_count, "zh-Hant");
  egb_bundle_describe(bundle, "zh-Hant", &text);
  json->out->failed = json->out->failed || text.failed;
  egb_json_put(json, "categoryService", about->category);
  egb_json_put(json, "title", title != NULL ? title : about->id);
  egb_json_put(json, "description", egb_buffer_string(&text));
  egb_json_put(json, "type", "rawData");
  if (about->licence != NULL)
    egb_json_put(json, "license", strcmp(about->licence, "OGDL-Taiwan-1.0") == 0 ? "1" : about->licence);
  egb_json_put(json, "cost", "free");
  put_publisher(json, about);
  put_frequency(json, about->frequency);
  if (egb_vocabulary_days(about->period, first, last)) {
    egb_json_put(json, "coverageStartedDate", first);
    egb_json_put(json, "coverageEndedDate", last);
  }
  egb_json_put(json, "publishedDate", about->when);
  egb_json_put(json, "spatialCoverage", about->spatial);
  egb_json_put(json, "language", egb_bundle_speaks(about->title, about->title_count, "zh-Hant") ? "zh" : "en");
  egb_json_put(json, "relatedUrl", about->address);
  egb_buffer_clear(&text);
}

static bool write_tw(const egb_bundle *bundle, egb_buffer *out) {
  egb_json json = {.out = out};
  egb_json_open(&json, NULL, '{');
  put_head(&json, bundle);
  egb_json_open(&json, "distribution", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    if (egb_bundle_is_described(&bundle->file[i]))
      put_resource(&json, bundle, &bundle->file[i]);
  egb_json_close(&json, ']');
  egb_json_close(&json, '}');
  return !out->failed;
}

static const egb_bundle_metadata file = {.path = "data.gov.tw.json",
                                         .media_type = "application/json",
                                         .title = "Description for data.gov.tw",
                                         .description = "The data set and its resources, as data.gov.tw takes them.",
                                         .write = write_tw};

/* ---- its marks ------------------------------------------------------------------------------- */

/* A record of comma-separated cells from `at`: how many there are, and whether each is the name of its column. */
typedef struct record {
  size_t cells, end;
  bool named;
} record;

static bool is_name(const egb_bundle_file *of, size_t column, const egb_buffer *cell) {
  if (column >= egb_bundle_column_count(of))
    return false;
  const char *name = egb_bundle_column_at(of, column).name;
  return strlen(name) == cell->length && memcmp(name, egb_buffer_string(cell), cell->length) == 0;
}

/* Appends a cell; returns where it ends. */
static size_t read_cell(const egb_bundle_file *of, size_t at, egb_buffer *cell) {
  const char *text = of->bytes;
  bool quoted = at < of->length && text[at] == '"';
  at += quoted;
  for (; at < of->length; at++) {
    if (quoted && text[at] == '"' && !(at + 1 < of->length && text[at + 1] == '"')) {
      quoted = false;
      continue;
    }
    if (!quoted && (text[at] == ',' || text[at] == '\n' || text[at] == '\r'))
      break;
    at += quoted && text[at] == '"';
    egb_buffer_add(cell, text + at, 1);
  }
  return at;
}

static bool read_record(const egb_bundle_file *of, size_t at, record *out) {
  egb_buffer cell = {0};
  *out = (record){.named = true};
  for (bool more = true; more; out->cells++) {
    at = read_cell(of, at, &cell);
    out->named = out->named && is_name(of, out->cells, &cell);
    more = at < of->length && of->bytes[at] == ',';
    at += more;
    cell.length = 0;
  }
  at += at < of->length && of->bytes[at] == '\r';
  out->end = at + (at < of->length && of->bytes[at] == '\n');
  const bool fine = !cell.failed;
  egb_buffer_clear(&cell);
  return fine;
}

static bool is_unicode(const egb_bundle_file *of) {
  for (size_t at = 0, size; at < of->length; at += size)
    if (egb_utf8_next(of->bytes + at, of->length - at, &size) < 0)
      return false;
  return true;
}

typedef struct found {
  const egb_bundle_file *encoding, *header, *rows; /* the first file with such a fault; NULL: none */
  size_t count;
} found;

static bool look(const egb_bundle *bundle, found *f) {
  for (size_t i = 0; i < bundle->file_count; i++) {
    const egb_bundle_file *of = &bundle->file[i];
    record first, next;
    if (!egb_bundle_is_described(of))
      continue;
    f->count++;
    if (!read_record(of, 0, &first))
      return false;
    f->encoding = f->encoding == NULL && !is_unicode(of) ? of : f->encoding;
    f->header = f->header == NULL && (!first.named || first.cells != egb_bundle_column_count(of)) ? of : f->header;
    for (size_t at = first.end; at < of->length && f->rows != of; at = next.end) {
      if (!read_record(of, at, &next))
        return false;
      f->rows = f->rows == NULL && next.cells != first.cells ? of : f->rows;
      if (next.end <= at)
        break;
    }
  }
  return true;
}

static void mark_file(egb_marks *marks, const char *name, const egb_bundle_file *fault, size_t count, const char *why,
                      const char *what) {
  char text[300];
  if (count == 0)
    (void)snprintf(text, sizeof text, "no table has a description of its columns: write `columns:` in NAME.meta.yaml");
  else if (fault != NULL)
    (void)snprintf(text, sizeof text, "%.150s %s", fault->path, what);
  else
    (void)snprintf(text, sizeof text, "%s", why);
  egb_mark(marks, name, count > 0 && fault == NULL ? EGB_MARK_PASSES : EGB_MARK_FAILS, text);
}

static size_t mark_all(const egb_bundle *bundle, egb_arena *arena, egb_bundle_mark *mark) {
  egb_marks marks = {.bundle = bundle, .arena = arena, .mark = mark};
  const egb_mark_state answers = bundle->about.address != NULL ? EGB_MARK_UNKNOWN : EGB_MARK_FAILS;
  const char *advice = bundle->about.address != NULL
                           ? "it must answer once the bundle is there"
                           : "write where the bundle will be as `address:` under `publication:`";
  found f = {0};
  if (!look(bundle, &f))
    return 0;
  egb_mark(&marks, "linkable", answers, advice);
  egb_mark(&marks, "downloadable", answers, advice);
  mark_file(&marks, "structure", NULL, f.count, "CSV is a structured format", "");
  mark_file(&marks, "encoding_match", f.encoding, f.count, "every table is in UTF-8, as declared",
            "is not in UTF-8: write it anew in UTF-8");
  mark_file(&marks, "desc_match", f.header, f.count, "declared fields are the headers, in their order",
            "has another header than declared");
  mark_file(&marks, "csv", f.rows, f.count, "every row has as many cells as the header",
            "has rows with other numbers of cells than its header");
  return marks.count;
}

const egb_bundle_portal egb_portal_data_gov_tw = {.name = "data.gov.tw",
                                                  .summary = "the open-data platform of Taiwan",
                                                  .reference = "data.gov.tw/about/doc, chapters 31 and 77",
                                                  .file = &file,
                                                  .marks = mark_all};
