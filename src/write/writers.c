#include "write/writers.h"
#include "base/codes.h"
#include "base/diag.h"
#include "base/options.h"

#include "base/text.h"
#include "model/table.h"
#include "write/locales.h"
#include "write/stream.h"

#include <string.h>

#define EGB_WRITER(name) &egb_writer_##name,
static const egb_writer *const writers[] = {
#include "write/list.h"
};
#define WRITERS (sizeof writers / sizeof *writers)

/* A place in the list is a number of egb_format; those with a name there are fixed for ever. */
#define EGB_WRITER(name) PLACE_##name,
enum {
#include "write/list.h"
};
_Static_assert((int)EGB_FORMAT_TEXT == (int)PLACE_text, "the number of text is published");
_Static_assert((int)EGB_FORMAT_CSV == (int)PLACE_csv, "the number of csv is published");
_Static_assert((int)EGB_FORMAT_TSV == (int)PLACE_tsv, "the number of tsv is published");
_Static_assert((int)EGB_FORMAT_JSON == (int)PLACE_json, "the number of json is published");
_Static_assert((int)EGB_FORMAT_NDJSON == (int)PLACE_ndjson, "the number of ndjson is published");
_Static_assert((int)EGB_FORMAT_MARKDOWN == (int)PLACE_markdown, "the number of markdown is published");
_Static_assert((int)EGB_FORMAT_LATEX == (int)PLACE_latex, "the number of latex is published");

const egb_writer *egb_writer_of(egb_format format) {
  return (size_t)format < WRITERS ? writers[format] : NULL;
}

size_t egb_format_count(void) {
  return WRITERS;
}

const char *egb_format_name(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer == NULL ? "" : writer->name;
}

const char *egb_format_help(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer == NULL ? "" : writer->help;
}

bool egb_format_is_for_people(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->for_people;
}

bool egb_format_is_separated(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->is_separated;
}

bool egb_format_continues(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->continues;
}

bool egb_format_stacks(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->stacks;
}

bool egb_format_is_workbook(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->is_workbook;
}

const char *egb_format_extension(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->extensions[0] != NULL ? writer->extensions[0] : "";
}

bool egb_format_is_page(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->is_page;
}

egb_status egb_format_check(egb_format format, egb_diag *diag) {
  const egb_writer *writer = egb_writer_of(format);
  const char *lacking = writer == NULL || writer->lacks == NULL ? NULL : writer->lacks();
  if (writer == NULL)
    return egb_write_unknown("a table", format, diag);
  if (lacking == NULL)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s cannot be written: %s", writer->name, lacking);
  egb_diag_hint(diag, "or write another format, such as csv");
  return EGB_USAGE;
}

bool egb_format_takes_documents(egb_format format) {
  const egb_writer *writer = egb_writer_of(format);
  return writer != NULL && writer->document != NULL;
}

static bool has_extension(const egb_writer *writer, const char *extension) {
  for (size_t i = 0; i < EGB_EXTENSIONS && writer->extensions[i] != NULL; i++)
    if (egb_text_same(writer->extensions[i], extension))
      return true;
  return false;
}

bool egb_format_by_name(const char *name, egb_format *out) {
  for (size_t i = 0; i < WRITERS; i++) {
    if (egb_text_same(writers[i]->name, name) || has_extension(writers[i], name)) {
      *out = (egb_format)i;
      return true;
    }
  }
  return false;
}

bool egb_format_by_path(const char *path, egb_format *out) {
  const char *extension = egb_path_extension(path);
  for (size_t i = 0; i < WRITERS; i++) {
    if (has_extension(writers[i], extension)) {
      *out = (egb_format)i;
      return true;
    }
  }
  return false;
}

/* Not here: forms, data and stages, which are data again; ranks in long form, over the years, by draw or by removal,
 * weights by unit, and whatever else begins with a unit and columns that anybody may have. */
static const char *const known_headers[] = {"acceptability",
                                            "acceptability-pairs",
                                            "bounds",
                                            "crosswalk",
                                            "crosswalk-pairs",
                                            "difference",
                                            "dominance",
                                            "explain",
                                            "export-long",
                                            "export-wide",
                                            "methods",
                                            "panel",
                                            "profile",
                                            "ranking",
                                            "removals",
                                            "scenarios",
                                            "sensitivity",
                                            "stability",
                                            "swap",
                                            "sweep",
                                            "sweep-scenarios",
                                            "sweep-units",
                                            "switches",
                                            "tree",
                                            "uncertainty",
                                            "weights",
                                            "whatif"};

bool egb_table_header_is_known(const egb_table *table) {
  static const char maker[] = "egovbench.", version[] = "/1";
  const size_t begin = sizeof maker - 1;
  if (table->column_selected || strncmp(table->schema, maker, begin) != 0)
    return false;
  for (size_t i = 0; i < sizeof known_headers / sizeof known_headers[0]; i++) {
    const size_t length = strlen(known_headers[i]);
    if (strncmp(table->schema + begin, known_headers[i], length) == 0 &&
        strcmp(table->schema + begin + length, version) == 0)
      return true;
  }
  return false;
}

int egb_write_digits(const egb_write_options *options) {
  return options->digits == 0 ? -1 : options->digits < 0 ? 0 : options->digits;
}

egb_status egb_write_unknown(const char *what, egb_format format, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s cannot be written in format %d", what, (int)format);
  return EGB_USAGE;
}

/* What was asked for, once it is known that the format has it. */
static egb_status check(egb_format format, const egb_write_options *options, egb_diag *diag, egb_write_options *asked) {
  egb_status status = egb_options_take(asked, sizeof *asked, options, diag);
  if (status == EGB_OK)
    status = egb_format_check(format, diag);
  if (status != EGB_OK)
    return status;
  const egb_writer *writer = egb_writer_of(format);
  if (asked->excel && asked->locale != NULL && egb_locale_named(asked->locale) == NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "nothing is known about spreadsheets in `%.100s`",
                 asked->locale);
    egb_diag_hint(diag, "egb_spreadsheet_name lists the names, such as `de`");
    return EGB_USAGE;
  }
  return asked->continues && !writer->continues ? egb_write_unknown("the continuation of a table", format, diag)
                                                : EGB_OK;
}

/* A format that needs all rows at once. */
static egb_status write_whole(const egb_writer *writer, const egb_table *table, const egb_write_options *options,
                              egb_diag *diag, egb_buffer *out) {
  egb_table_piece all = {.made_room = 0};
  egb_status status = egb_table_piece_take(&all, table, 0, table->row_count, false) ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK && writer->check != NULL)
    status = writer->check(&all.table, diag);
  if (status == EGB_OK && (!writer->write(&all.table, options, out) || out->failed))
    status = EGB_NO_MEMORY;
  egb_table_piece_free(&all);
  return status;
}

static egb_status add(void *context, const char *bytes, size_t length) {
  egb_buffer *out = context;
  egb_buffer_add(out, bytes, length);
  return out->failed ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_table_write_to(const egb_table *table, egb_format format, const egb_write_options *options,
                              egb_diag *diag, egb_sink *sink, void *context) {
  egb_write_options asked;
  egb_status status = check(format, options, diag, &asked);
  if (status != EGB_OK)
    return status;
  const egb_writer *writer = egb_writer_of(format);
  if (writer->rows != NULL)
    return egb_stream(writer, table, &asked, egb_stream_rows(table), sink, context);
  egb_buffer text = {0};
  status = write_whole(writer, table, &asked, diag, &text);
  if (status == EGB_OK)
    status = sink(context, egb_buffer_string(&text), text.length);
  egb_buffer_clear(&text);
  return status;
}

egb_status egb_table_write(const egb_table *table, egb_format format, const egb_write_options *options, egb_diag *diag,
                           char **out, size_t *length) {
  egb_buffer text = {0};
  *out = NULL;
  *length = 0;
  const egb_status status = egb_table_write_to(table, format, options, diag, add, &text);
  if (status != EGB_OK) {
    egb_buffer_clear(&text);
    return status;
  }
  *out = egb_buffer_take(&text, length);
  return *out == NULL ? EGB_NO_MEMORY : EGB_OK;
}
