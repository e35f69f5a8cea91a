/* results/sdmx.csv - SDMX-CSV 2.0 (sdmx-twg/sdmx-csv, field guide): a row per unit, node and measure. Its structure is
 * the same for every index: the dimensions REF_AREA, INDICATOR, MEASURE and TIME_PERIOD, the measure OBS_VALUE and the
 * attribute OBS_STATUS. TIME_PERIOD is left out where the data has no period that SDMX knows. A value that is missing
 * on purpose is NaN. */
#include "base/number.h"
#include "base/text.h"
#include "metadata/metadata.h"
#include "metadata/sdmx.h"
#include "metadata/vocabulary.h"
#include "model/results.h"

#include <math.h>
#include <string.h>

bool egb_sdmx_has_time(const egb_bundle *bundle) {
  char first[11], last[11];
  return egb_vocabulary_days(bundle->about.period, first, last);
}

const char *egb_sdmx_structure(const egb_bundle *bundle) {
  return egb_sdmx_has_time(bundle) ? "RANKING" : "RANKING_NO_TIME";
}

void egb_sdmx_code(egb_buffer *out, const char *id) {
  for (const char *at = id; *at != '\0'; at++) {
    if (egb_is_letter(*at) || egb_is_digit(*at) || *at == '_' || *at == '-' || *at == '@')
      egb_buffer_char(out, *at);
    else
      egb_buffer_format(out, "$%02X", (unsigned)(unsigned char)*at);
  }
}

/* 2024-H1 is 2024-S1 there. */
static const char *put_time(egb_buffer *out, const egb_bundle *bundle) {
  const char *period = bundle->about.period;
  if (!egb_sdmx_has_time(bundle))
    return NULL;
  for (size_t i = 0; period[i] != '\0'; i++)
    egb_buffer_char(out, period[i] == 'H' ? 'S' : period[i]);
  return egb_buffer_string(out);
}

/* Of the code list CL_OBS_STATUS: normal, imputed, missing. */
static char status_of(double value, uint8_t state) {
  return isnan(value) ? 'O' : state == EGB_STATE_IMPUTED ? 'I' : 'A';
}

static void put_row(egb_buffer *out, const char *start, const char *measure, const char *time, double value,
                    uint8_t state) {
  char number[EGB_NUMBER_MAX];
  egb_buffer_text(out, start);
  egb_buffer_text(out, measure);
  egb_buffer_char(out, ',');
  if (time != NULL) {
    egb_buffer_text(out, time);
    egb_buffer_char(out, ',');
  }
  if (isnan(value))
    egb_buffer_text(out, "NaN");
  else
    egb_buffer_add(out, number, egb_number_shortest(value, number));
  egb_buffer_char(out, ',');
  egb_buffer_char(out, status_of(value, state));
  egb_buffer_char(out, '\n');
}

/* Ranks are shown where scores would give the cells of a file back that is left out. */
static void put_cell(egb_buffer *out, const egb_bundle *bundle, size_t unit, size_t node, const char *time) {
  const egb_results *results = bundle->results;
  egb_buffer start = {0};
  egb_buffer_format(&start, "datastructure," EGB_SDMX_AGENCY ":%s(" EGB_SDMX_VERSION "),I,",
                    egb_sdmx_structure(bundle));
  egb_sdmx_code(&start, results->data->unit[unit].id);
  egb_buffer_char(&start, ',');
  egb_sdmx_code(&start, results->index->node[node].id);
  egb_buffer_char(&start, ',');
  out->failed = out->failed || start.failed;
  if (node == 0)
    put_row(out, egb_buffer_string(&start), "RANK", time, egb_results_rank(results, unit), EGB_STATE_OBSERVED);
  if (bundle->hidden == NULL || !bundle->hidden[node])
    put_row(out, egb_buffer_string(&start), "SCORE", time, egb_scores(results, node)[unit],
            egb_score_states(results, node)[unit]);
  egb_buffer_clear(&start);
}

static bool write_sdmx(const egb_bundle *bundle, egb_buffer *out) {
  const egb_results *results = bundle->results;
  egb_buffer period = {0};
  const char *time = put_time(&period, bundle);
  egb_buffer_text(out, "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,MEASURE,");
  egb_buffer_text(out, time != NULL ? "TIME_PERIOD,OBS_VALUE,OBS_STATUS\n" : "OBS_VALUE,OBS_STATUS\n");
  for (size_t i = 0; i < results->unit_count; i++)
    for (size_t node = 0; node < results->node_count; node++)
      if (results->active[node])
        put_cell(out, bundle, results->order[i], node, time);
  out->failed = out->failed || period.failed;
  egb_buffer_clear(&period);
  return !out->failed;
}

#define TEXT(name, title, description)                                                                                 \
  { name, title, description, NULL, EGB_CELL_TEXT }
#define UP_TO_MEASURE                                                                                                  \
  TEXT("STRUCTURE", "Structure", "What the next column names: a data structure definition."),                          \
      TEXT("STRUCTURE_ID", "Structure id", "Agency, id and version of the structure of this file."),                   \
      TEXT("ACTION", "Action", "I: the row informs."),                                                                 \
      TEXT("REF_AREA", "Unit",                                                                                         \
           "Id of the unit; $ and two hexadecimal digits stand for a byte that codes of SDMX cannot have."),           \
      TEXT("INDICATOR", "Node", "Id of the index, dimension or indicator, written in the same way."),                  \
      TEXT("MEASURE", "Measure", "SCORE, of any node, or RANK, of the index.")
#define FROM_VALUE                                                                                                     \
  {"OBS_VALUE", "Value", "The score or rank; NaN: there is none.", NULL, EGB_CELL_NUMBER},                             \
      TEXT("OBS_STATUS", "Status", "A: normal value; I: imputed; O: missing.")

static const egb_bundle_column timed[] = {UP_TO_MEASURE, TEXT("TIME_PERIOD", "Period", "The period that is scored."),
                                          FROM_VALUE};
static const egb_bundle_column timeless[] = {UP_TO_MEASURE, FROM_VALUE};

static const egb_bundle_column *columns_of(const egb_bundle *bundle, size_t *count) {
  const bool time = egb_sdmx_has_time(bundle);
  *count = time ? sizeof timed / sizeof timed[0] : sizeof timeless / sizeof timeless[0];
  return time ? timed : timeless;
}

static const char *const key[] = {"REF_AREA", "INDICATOR", "MEASURE", NULL};

const egb_bundle_metadata egb_metadata_sdmx = {
    .path = "results/sdmx.csv",
    .media_type = "text/csv",
    .title = "Scores and ranks as SDMX-CSV",
    .description = "Every score of the ranking and the ranks, a row each, as SDMX-CSV 2.0.",
    .role = EGB_KEPT_RESULT,
    .columns = columns_of,
    .key = key,
    .write = write_sdmx};
