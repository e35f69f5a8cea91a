/* The file of a part of an analysis, by anyone. The first byte chooses the analysis; what follows stands in place of
 * the counts of its second part or, with the highest bit of the first, says which bytes of that part's file are
 * changed: two bytes that say where, one that is put there. The checksum is right. Nothing may crash or leak; the parts
 * are merged or refused, and of what was merged every table can be written. */
#include "base/checksum.h"
#include "egovbench.h"
#include "standalone.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHA_BYTES 32
#define CHANGES 0x80

static const char yaml[] = "egovbench: 1\nid: t\ntitle: T\ndata: ['-']\ndefaults: {normalise: minmax}\n"
                           "levels: [{id: h, from: 50}, {id: l, from: 0}]\nindicators:\n"
                           "  - {id: A, indicators: [{id: a}, {id: b}]}\n  - {id: B, indicators: [{id: c}, {id: d}]}\n";
static const char csv[] = "unit,a,b,c,d\nU1,1,2,3,4\nU2,6,5,4,\nU3,2,9,1,5\nU4,3,3,8,1\n";
static const char *const means[] = {"on", "geometric", NULL};
static const char *const grid[] = {"A=0.2..0.8:3", "c=1,2", NULL};

static void require(bool condition) {
  if (!condition)
    abort();
}

/* ---- analyses -------------------------------------------------------------------------------- */

typedef struct subject {
  egb_diag *diag;
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
} subject;

typedef struct analysis {
  egb_uncertainty_options options;
  egb_status (*part)(const subject *s, const egb_uncertainty_options *options, size_t number, char **bytes,
                     size_t *length);
  egb_status (*merge)(const subject *s, const egb_uncertainty_options *options, const egb_part *parts);
} analysis;

static void write_out(egb_status status, egb_table **table, egb_diag *diag) {
  char *text = NULL;
  size_t length = 0;
  if (status == EGB_OK) {
    (void)egb_table_write(*table, EGB_FORMAT_CSV, NULL, diag, &text, &length);
    egb_free(text);
    egb_table_free(*table);
  }
  *table = NULL;
}

static egb_status uncertainty_part(const subject *s, const egb_uncertainty_options *options, size_t number,
                                   char **bytes, size_t *length) {
  return egb_uncertainty_part(s->plan, s->results, options, number, 2, s->diag, bytes, length);
}

static egb_status merge_uncertainty(const subject *s, const egb_uncertainty_options *options, const egb_part *parts) {
  egb_uncertainty *made = NULL;
  egb_table *table = NULL;
  const egb_status status = egb_uncertainty_merge(s->plan, s->results, options, parts, 2, s->diag, &made);
  if (status == EGB_OK) {
    write_out(egb_table_uncertainty(made, NULL, s->diag, &table), &table, s->diag);
    write_out(egb_table_frequencies(made, NULL, s->diag, &table), &table, s->diag);
    if (options->keep_scores) {
      write_out(egb_table_uncertainty_scores(made, NULL, s->diag, &table), &table, s->diag);
      write_out(egb_table_uncertainty_pairs(made, NULL, s->diag, &table), &table, s->diag);
    }
  }
  egb_uncertainty_free(made);
  return status;
}

static egb_status acceptability_part(const subject *s, const egb_uncertainty_options *options, size_t number,
                                     char **bytes, size_t *length) {
  return egb_acceptability_part(s->plan, s->results, options, number, 2, s->diag, bytes, length);
}

static egb_status merge_acceptability(const subject *s, const egb_uncertainty_options *options, const egb_part *parts) {
  egb_acceptability *made = NULL;
  egb_table *table = NULL;
  const egb_status status = egb_acceptability_merge(s->plan, s->results, options, parts, 2, s->diag, &made);
  if (status == EGB_OK) {
    write_out(egb_table_acceptability(made, NULL, NULL, 0, s->diag, &table), &table, s->diag);
    write_out(egb_table_central_weights(made, NULL, NULL, 0, s->diag, &table), &table, s->diag);
    write_out(egb_table_acceptability_pairs(made, NULL, NULL, 0, s->diag, &table), &table, s->diag);
  }
  egb_acceptability_free(made);
  return status;
}

static egb_status sensitivity_part(const subject *s, const egb_uncertainty_options *options, size_t number,
                                   char **bytes, size_t *length) {
  return egb_sensitivity_part(s->plan, s->results, SIZE_MAX, options, number, 2, s->diag, bytes, length);
}

static egb_status merge_sensitivity(const subject *s, const egb_uncertainty_options *options, const egb_part *parts) {
  egb_sensitivity *made = NULL;
  egb_table *table = NULL;
  const egb_status status = egb_sensitivity_merge(s->plan, s->results, SIZE_MAX, options, parts, 2, s->diag, &made);
  if (status == EGB_OK) {
    write_out(egb_table_sensitivity(made, NULL, s->diag, &table), &table, s->diag);
    write_out(egb_table_switches(made, NULL, s->diag, &table), &table, s->diag);
  }
  egb_sensitivity_free(made);
  return status;
}

static const egb_sweep_options sweep_options = {
    .size = sizeof sweep_options, .grid = grid, .threads = 1, .units = true, .scenarios = true};

static egb_status sweep_part(const subject *s, const egb_uncertainty_options *options, size_t number, char **bytes,
                             size_t *length) {
  (void)options;
  return egb_sweep_part(s->plan, s->results, &sweep_options, number, 2, s->diag, bytes, length);
}

static egb_status merge_sweep(const subject *s, const egb_uncertainty_options *options, const egb_part *parts) {
  egb_sweep *made = NULL;
  egb_table *table = NULL;
  (void)options;
  const egb_status status = egb_sweep_merge(s->plan, s->results, &sweep_options, parts, 2, s->diag, &made);
  if (status == EGB_OK) {
    write_out(egb_table_sweep(made, NULL, s->diag, &table), &table, s->diag);
    write_out(egb_table_sweep_units(made, NULL, s->diag, &table), &table, s->diag);
    write_out(egb_table_sweep_scenarios(made, NULL, s->diag, &table), &table, s->diag);
  }
  egb_sweep_free(made);
  return status;
}

/* Of 300 draws the ranks are kept one by one, of 1,400 they are counted; errors are of walks, means of whole replays.
 */
#define OF(...)                                                                                                        \
  { .size = sizeof(egb_uncertainty_options), .seed = 5, .threads = 1, __VA_ARGS__ }
static const analysis analyses[] = {
    {OF(.draws = 300, .weights = "flat", .keep_scores = true), uncertainty_part, merge_uncertainty},
    {OF(.draws = 1400, .weights = "flat"), uncertainty_part, merge_uncertainty},
    {OF(.draws = 300, .aggregate = means, .failed = "replace"), uncertainty_part, merge_uncertainty},
    {OF(.draws = 300, .keep_pairs = true), acceptability_part, merge_acceptability},
    {OF(.draws = 8, .weights = "flat", .aggregate = means), sensitivity_part, merge_sensitivity},
    {OF(.draws = 0), sweep_part, merge_sweep},
};
#define ANALYSES (sizeof analyses / sizeof analyses[0])

/* ---- one input ------------------------------------------------------------------------------- */

static const subject *the_subject(void) {
  static subject s;
  static const char *const files[] = {"-"};
  const egb_data_options options = {
      .size = sizeof options, .files = files, .file_count = 1, .stdin_text = csv, .stdin_length = strlen(csv)};
  if (s.results != NULL)
    return &s;
  require((s.diag = egb_diag_new()) != NULL);
  require(egb_index_parse("t.yaml", yaml, strlen(yaml), s.diag, &s.index) == EGB_OK);
  require(egb_dataset_load(s.index, &options, s.diag, &s.data) == EGB_OK);
  require(egb_plan_new(s.index, s.data, NULL, s.diag, &s.plan) == EGB_OK);
  require(egb_score(s.plan, s.diag, &s.results) == EGB_OK);
  return &s;
}

/* Both parts as they are made, kept for the next input. */
static const egb_part *parts_of(const subject *s, size_t number) {
  static egb_part kept[ANALYSES][2];
  for (size_t i = 0; i < 2 && kept[number][1].bytes == NULL; i++) {
    char *bytes = NULL;
    require(analyses[number].part(s, &analyses[number].options, i + 1, &bytes, &kept[number][i].length) == EGB_OK);
    kept[number][i].bytes = bytes;
    kept[number][i].name = "part.egb";
  }
  return kept[number];
}

static char *changed(const egb_part *good, const uint8_t *bytes, size_t size, size_t *length) {
  char *own = malloc(good->length);
  require(own != NULL);
  memcpy(own, good->bytes, good->length);
  *length = good->length;
  for (size_t i = 0; i + 3 <= size; i += 3)
    own[((size_t)bytes[i] << 8 | bytes[i + 1]) % (good->length - SHA_BYTES)] = (char)bytes[i + 2];
  return own;
}

static char *with_counts(const egb_part *good, const uint8_t *bytes, size_t size, size_t *length) {
  const char *text = good->bytes, *counts = strstr(text, "\n\n");
  require(counts != NULL);
  const size_t head = (size_t)(counts - text) + 2;
  *length = head + size + SHA_BYTES;
  char *own = malloc(*length);
  require(own != NULL);
  memcpy(own, text, head);
  memcpy(own + head, bytes, size);
  return own;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size == 0)
    return 0;
  const subject *s = the_subject();
  const size_t number = (bytes[0] & 0x7f) % ANALYSES;
  const egb_part *good = parts_of(s, number);
  egb_part part[2] = {good[0], {.name = "part.egb"}};
  char *own = ((bytes[0] & CHANGES) != 0 ? changed : with_counts)(&good[1], bytes + 1, size - 1, &part[1].length);
  const size_t summed = part[1].length - SHA_BYTES;
  egb_sha256(own, summed, (unsigned char *)own + summed);
  part[1].bytes = own;
  subject once = *s;
  once.diag = egb_diag_new();
  require(once.diag != NULL);
  const egb_status status = analyses[number].merge(&once, &analyses[number].options, part);
  require(size > 1 || bytes[0] < CHANGES || status == EGB_OK);
  require(status == EGB_OK || status == EGB_REFUSED || status == EGB_UNCOMPUTABLE || status == EGB_NO_MEMORY);
  require((status == EGB_OK) == (egb_diag_count(once.diag, EGB_SEVERITY_ERROR) == 0));
  egb_diag_free(once.diag);
  free(own);
  return 0;
}
