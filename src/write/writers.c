#include "write/writers.h"

#include "base/text.h"
#include "model/table.h"

#include <string.h>

static const char *const text_extensions[] = {"txt", "text", NULL};
static const char *const csv_extensions[] = {"csv", NULL};
static const char *const tsv_extensions[] = {"tsv", "tab", NULL};
static const char *const json_extensions[] = {"json", NULL};
static const char *const ndjson_extensions[] = {"ndjson", "jsonl", NULL};
static const char *const markdown_extensions[] = {"md", "markdown", NULL};
static const char *const latex_extensions[] = {"tex", "latex", NULL};

const egb_writer egb_writers[] = {
    {EGB_FORMAT_TEXT, "text", text_extensions, egb_write_text},
    {EGB_FORMAT_CSV, "csv", csv_extensions, egb_write_csv},
    {EGB_FORMAT_TSV, "tsv", tsv_extensions, egb_write_tsv},
    {EGB_FORMAT_JSON, "json", json_extensions, egb_write_json},
    {EGB_FORMAT_NDJSON, "ndjson", ndjson_extensions, egb_write_ndjson},
    {EGB_FORMAT_MARKDOWN, "markdown", markdown_extensions, egb_write_markdown},
    {EGB_FORMAT_LATEX, "latex", latex_extensions, egb_write_latex},
};
const size_t egb_writer_count = sizeof egb_writers / sizeof *egb_writers;

static bool has_extension(const egb_writer *writer, const char *extension) {
  for (const char *const *known = writer->extensions; *known != NULL; known++)
    if (egb_text_same(*known, extension))
      return true;
  return false;
}

bool egb_format_by_name(const char *name, egb_format *out) {
  for (size_t i = 0; i < egb_writer_count; i++) {
    if (egb_text_same(egb_writers[i].name, name) || has_extension(&egb_writers[i], name)) {
      *out = egb_writers[i].format;
      return true;
    }
  }
  return false;
}

bool egb_format_by_path(const char *path, egb_format *out) {
  const char *extension = egb_path_extension(path);
  for (size_t i = 0; i < egb_writer_count; i++) {
    if (has_extension(&egb_writers[i], extension)) {
      *out = egb_writers[i].format;
      return true;
    }
  }
  return false;
}

/* Not here: forms, data and stages, which are data again; ranks in long form, over the years, by draw or by removal,
 * weights by unit, and whatever else begins with a unit and columns that anybody may have. */
static const char *const known_headers[] = {"acceptability",   "acceptability-pairs",
                                            "bounds",          "crosswalk",
                                            "crosswalk-pairs", "difference",
                                            "dominance",       "explain",
                                            "methods",         "panel",
                                            "profile",         "ranking",
                                            "removals",        "sensitivity",
                                            "stability",       "swap",
                                            "switches",        "tree",
                                            "uncertainty",     "weights",
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

egb_status egb_table_write(const egb_table *table, egb_format format, const egb_write_options *options, char **out,
                           size_t *length) {
  static const egb_write_options plain = {.digits = -1};
  *out = NULL;
  *length = 0;
  for (size_t i = 0; i < egb_writer_count; i++) {
    if (egb_writers[i].format != format)
      continue;
    egb_buffer buffer = {0};
    if (!egb_writers[i].write(table, options == NULL ? &plain : options, &buffer))
      buffer.failed = true;
    *out = egb_buffer_take(&buffer, length);
    return *out == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  return EGB_USAGE;
}
