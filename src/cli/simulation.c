#include "simulation.h"

#include "base/buffer.h"

#include <math.h>

/* Draws that one table holds: a file is written part by part. */
#define PART 2000

egb_uncertainty_options cli_uncertainty_options(const cli_session *session) {
  const cli_value *value = session->arguments->value;
  return EGB_OPTIONS(
      egb_uncertainty_options, .draws = (size_t)value[OPTION_DRAWS].number,
      .seed = value[OPTION_SEED].given != 0 ? (uint64_t)value[OPTION_SEED].number : 1,
      .threads = (size_t)value[OPTION_THREADS].number,
      .level = nearbyint(value[OPTION_LEVEL].share * 1e11) / 1e9, /* 55 and not 55.00000000000001 */
      .node = value[OPTION_NODE].text, .weights = value[OPTION_WEIGHTS].text, .where = value[OPTION_WHERE].list.item,
      .impute = value[OPTION_IMPUTE].list.item, .treat = value[OPTION_TREAT].list.item,
      .normalise = value[OPTION_NORMALISE].list.item, .aggregate = value[OPTION_AGGREGATE].list.item,
      .aggregate_at = value[OPTION_AGGREGATE_AT].list.item, .split_weights = value[OPTION_SPLIT_WEIGHTS].text,
      .leave_out = value[OPTION_LEAVE_OUT].text, .error = value[OPTION_ERROR].text,
      .imputed = value[OPTION_IMPUTED].text, .error_correlation = value[OPTION_ERROR_CORRELATION].text,
      .failed = value[OPTION_FAILED].text, .keep_counts = value[OPTION_FREQUENCIES].given != 0,
      .keep_draws = value[OPTION_DRAWS_FILE].given != 0);
}

/* The output of a second file: its extension says the format. */
static egb_status second_output(const cli_session *session, const char *path, cli_output *out) {
  *out = session->output;
  out->path = path;
  out->options.colour = out->options.box = false;
  out->options.width = 0;
  if (egb_format_by_path(path, &out->format) && out->format != EGB_FORMAT_TEXT)
    return egb_format_check(out->format, session->diag);
  cli_error(session->diag, CLI_E_USAGE, "end its name in .csv, .tsv, .json, .ndjson or .xlsx",
            "the format of `%.300s` is not known", path);
  return EGB_USAGE;
}

/* Draws are written part by part, which not every format allows. */
static egb_status draws_output(const cli_session *session, const char *path, cli_output *out) {
  const egb_status status = second_output(session, path, out);
  if (status != EGB_OK || egb_format_continues(out->format))
    return status;
  cli_error(session->diag, CLI_E_USAGE, "end its name in .csv, .tsv or .ndjson", "draws are not written as `%.300s`",
            path);
  return EGB_USAGE;
}

egb_status cli_check_files(const cli_session *session) {
  const char *frequencies = session->arguments->value[OPTION_FREQUENCIES].text,
             *draws = session->arguments->value[OPTION_DRAWS_FILE].text;
  cli_output output;
  egb_status status = frequencies != NULL ? second_output(session, frequencies, &output) : EGB_OK;
  if (draws != NULL && draws_output(session, draws, &output) != EGB_OK)
    status = EGB_USAGE;
  return status;
}

egb_status cli_write_frequencies(cli_session *session, const egb_uncertainty *uncertainty) {
  const char *path = session->arguments->value[OPTION_FREQUENCIES].text;
  cli_output output;
  egb_table *table = NULL;
  if (path == NULL)
    return EGB_OK;
  egb_status status = second_output(session, path, &output);
  if (status == EGB_OK)
    status = egb_table_frequencies(uncertainty, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_output_table(&output, session->arguments, table, session->diag);
  egb_table_free(table);
  return status;
}

/* The rows of PART draws; the header is that of the first part. */
static egb_status append_part(const cli_session *session, const cli_output *output, const egb_uncertainty *uncertainty,
                              size_t first, egb_buffer *out) {
  egb_write_options options = output->options;
  egb_table *table = NULL;
  char *part = NULL;
  size_t length = 0;
  options.continues = first > 0;
  egb_status status = egb_table_draws(uncertainty, first, PART, session->diag, &table);
  if (status == EGB_OK)
    status = egb_table_write(table, output->format, &options, session->diag, &part, &length);
  if (status == EGB_OK)
    egb_buffer_add(out, part, length);
  egb_free(part);
  egb_table_free(table);
  return out->failed ? EGB_NO_MEMORY : status;
}

egb_status cli_write_draws(cli_session *session, const egb_uncertainty *uncertainty) {
  const char *path = session->arguments->value[OPTION_DRAWS_FILE].text;
  const size_t all = egb_uncertainty_draw_count(uncertainty);
  cli_output output;
  egb_buffer out = {0};
  if (path == NULL)
    return EGB_OK;
  egb_status status = draws_output(session, path, &output);
  for (size_t first = 0; first < all && status == EGB_OK; first += PART)
    status = append_part(session, &output, uncertainty, first, &out);
  if (status == EGB_OK)
    status = cli_output_text(&output, session->arguments, out.text, out.length, session->diag);
  egb_buffer_clear(&out);
  return status;
}
