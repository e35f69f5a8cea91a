/* What the file of a part says in front of its counts: what it is a part of. The lines are those that a part made here
 * and now would have; a file fits when they are the same. */
#include "simulate/part.h"

#include "base/arena.h"
#include "base/checksum.h"
#include "base/codes.h"
#include "base/diag.h"
#include "base/json_text.h"
#include "score/stages.h"
#include "simulate/polytope.h"

#include <inttypes.h>
#include <string.h>

#define MAGIC "egovbench part 1\n"
#define SHA_BYTES 32

/* ---- the lines ------------------------------------------------------------------------------- */

static void put_word(egb_buffer *out, const char *key, const char *text) {
  egb_buffer_format(out, "%s ", key);
  if (text != NULL)
    egb_json_text(out, text);
  else
    egb_buffer_char(out, '-');
  egb_buffer_char(out, '\n');
}

static void put_words(egb_buffer *out, const char *key, const char *const *texts) {
  egb_buffer_text(out, key);
  if (texts == NULL)
    egb_buffer_text(out, " -");
  for (; texts != NULL && *texts != NULL; texts++) {
    egb_buffer_char(out, ' ');
    egb_json_text(out, *texts);
  }
  egb_buffer_char(out, '\n');
}

static void put_sum(egb_buffer *out, const char *key, const egb_buffer *of) {
  char hex[65];
  egb_sha256_hex(egb_buffer_string(of), of->length, hex);
  egb_buffer_format(out, "%s %s\n", key, hex);
  out->failed = out->failed || of->failed;
}

static void add_source(egb_buffer *out, const egb_source *source) {
  char hex[65];
  if (source == NULL)
    return;
  const char *text = egb_source_text(source);
  if (text == NULL) {
    out->failed = true; /* whatever it is a part of, nobody can say any more */
    return;
  }
  egb_sha256_hex(text, source->length, hex);
  egb_buffer_add(out, hex, 64);
}

static void put_definition(egb_buffer *out, const egb_index *index) {
  egb_buffer all = {0};
  add_source(&all, index->source);
  for (size_t i = 0; i < index->extended_count; i++)
    add_source(&all, index->extended[i]);
  put_sum(out, "definition", &all);
  egb_buffer_clear(&all);
}

static void put_data(egb_buffer *out, const egb_dataset *data) {
  egb_buffer all = {0};
  for (size_t i = 0; i < data->file_count; i++)
    add_source(&all, data->file[i].bytes != NULL ? data->file[i].bytes : data->file[i].source);
  put_sum(out, "data", &all);
  egb_buffer_clear(&all);
}

/* What is ranked as it stands: of other weights, another period or another scenario it is another. In steps of the
 * quantum, as the last digits may be those of another machine. */
static void put_ranking(egb_buffer *out, const egb_part_subject *s) {
  const egb_results *results = s->results;
  egb_buffer all = {0};
  for (size_t i = 0; i < results->node_count; i++)
    egb_part_put_real(&all,
                      egb_score_quantise(results->active[i] ? results->share[i] : -1, -1, EGB_ROUNDING_HALF_EVEN));
  for (size_t u = 0; u < results->unit_count; u++) {
    const double score = results->scored.value[s->node * results->unit_count + u];
    egb_part_put_text(&all, s->plan->data->unit[u].id);
    if (score == score)
      egb_part_put_real(&all, egb_score_quantise(score, -1, EGB_ROUNDING_HALF_EVEN));
  }
  put_sum(out, "ranking", &all);
  egb_buffer_clear(&all);
}

static void put_lines(egb_buffer *out, const egb_part_subject *s) {
  const egb_uncertainty_options *o = s->options;
  put_word(out, "program", egb_version());
  put_word(out, "analysis", s->analysis);
  put_word(out, "index", s->plan->index->id);
  put_definition(out, s->plan->index);
  put_data(out, s->plan->data);
  egb_buffer_format(out, "seed %" PRIu64 "\ndraws %zu\nlevel ", o->seed, s->draws);
  egb_buffer_number(out, s->level);
  egb_buffer_char(out, '\n');
  put_word(out, "node", o->node);
  put_word(out, "weights", o->weights);
  put_words(out, "where", o->where);
  put_words(out, "impute", o->impute);
  put_words(out, "treat", o->treat);
  put_words(out, "normalise", o->normalise);
  put_words(out, "aggregate", o->aggregate);
  put_words(out, "aggregate-at", o->aggregate_at);
  put_word(out, "leave-out", o->leave_out);
  put_word(out, "error", o->error);
  put_word(out, "imputed", o->imputed);
  put_word(out, "error-correlation", o->error_correlation);
  put_word(out, "failed", o->failed);
  put_word(out, "frequencies", o->keep_counts ? "yes" : "no");
  put_word(out, "scores", o->keep_scores ? "yes" : "no");
  put_word(out, "pairs", o->keep_pairs ? "yes" : "no");
  put_ranking(out, s);
}

void egb_part_range(size_t draws, size_t number, size_t of, size_t *first, size_t *end) {
  const uint64_t walks = ((uint64_t)draws + EGB_BLOCK - 1) / EGB_BLOCK;
  const uint64_t from = walks * (number - 1) / of * EGB_BLOCK, to = walks * number / of * EGB_BLOCK;
  *first = from < draws ? (size_t)from : draws;
  *end = to < draws ? (size_t)to : draws;
}

egb_status egb_part_close(const egb_part_subject *subject, const egb_portion *portion, egb_buffer *file) {
  unsigned char sum[SHA_BYTES];
  egb_buffer_text(file, MAGIC);
  put_lines(file, subject);
  egb_buffer_format(file, "part %zu/%zu\n\n", portion->number, portion->of);
  egb_buffer_add(file, egb_buffer_string(portion->out), portion->out->length);
  if (file->failed || portion->out->failed)
    return EGB_NO_MEMORY;
  egb_sha256(file->text, file->length, sum);
  egb_buffer_add(file, (const char *)sum, sizeof sum);
  return file->failed ? EGB_NO_MEMORY : EGB_OK;
}

/* ---- reading them ---------------------------------------------------------------------------- */

static egb_status refuse(egb_diag *diag, const char *hint) {
  egb_diag_hint(diag, "%s", hint);
  return EGB_REFUSED;
}

#define AGAIN "make it again with --part"

/* The line at *at without its end, which is behind it then. false: there is none. */
static bool next_line(const char **at, const char *end, const char **line, size_t *length) {
  const char *stop = *at < end ? memchr(*at, '\n', (size_t)(end - *at)) : NULL;
  if (stop == NULL)
    return false;
  *line = *at;
  *length = (size_t)(stop - *at);
  *at = stop + 1;
  return true;
}

static size_t key_of(const char *line, size_t length) {
  const char *space = memchr(line, ' ', length);
  return space != NULL ? (size_t)(space - line) : length;
}

static const char *hint_of(const char *key, size_t length) {
  static const char *const hints[][2] = {
      {"program", "make all parts, and merge them, with one version of the program"},
      {"analysis", "merge it with the command it was made with"},
      {"index", "name the index that the parts are of"},
      {"definition", "merge with the definition that the parts were made with, or make them again"},
      {"data", "merge with the data that the parts were made with, or make them again"},
      {"ranking", "give --period, --scenario, --set and --data as for the parts"}};
  for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
    if (strlen(hints[i][0]) == length && memcmp(hints[i][0], key, length) == 0)
      return hints[i][1];
  return "say the same as for the parts: --merge does not read it from them";
}

static egb_status differs(const char *name, const char *line, size_t length, const char *mine, size_t own,
                          egb_diag *diag) {
  const size_t key = key_of(line, length);
  const bool sum = own - key == 65;
  if (sum)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` is of another %.*s", name, (int)key, line);
  else
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` has %.*s, and here it is %.*s", name,
                 length < 200 ? (int)length : 200, line, own - key < 200 ? (int)(own - key - 1) : 200, mine + key + 1);
  return refuse(diag, hint_of(line, key));
}

static egb_status no_part(const char *name, const char *what, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` %s", name, what);
  return refuse(diag, AGAIN);
}

/* "part 3/8" */
static bool read_number(const char *line, size_t length, size_t *number, size_t *of) {
  size_t value[2] = {0, 0}, at = 0, k = 5;
  if (length < 8 || memcmp(line, "part ", 5) != 0)
    return false;
  for (; k < length; k++) {
    if (line[k] == '/' && at == 0 && value[0] > 0)
      at = 1;
    else if (line[k] < '0' || line[k] > '9' || (value[at] == 0 && line[k] == '0'))
      return false;
    else
      value[at] = value[at] * 10 + (size_t)(line[k] - '0');
    if (value[at] > EGB_PARTS_MAX)
      return false;
  }
  *number = value[0];
  *of = value[1];
  return value[0] >= 1 && value[0] <= value[1];
}

/* The lines of one file against those of a part made here; then the reader is at its counts. */
static egb_status read_lines(const egb_part *part, const egb_buffer *mine, egb_part_reader *in, size_t *number,
                             size_t *of, egb_diag *diag) {
  const char *text = part->bytes, *line, *own, *at = text + strlen(MAGIC), *here = mine->text;
  const char *end = text + part->length - SHA_BYTES;
  size_t length, size;
  while (next_line(&here, mine->text + mine->length, &own, &size)) {
    if (!next_line(&at, end, &line, &length) || key_of(line, length) != key_of(own, size) ||
        memcmp(line, own, key_of(own, size)) != 0)
      return no_part(part->name, "is a part in another form", diag);
    if (length != size || memcmp(line, own, size) != 0)
      return differs(part->name, line, length, own, size, diag);
  }
  if (!next_line(&at, end, &line, &length) || !read_number(line, length, number, of) || at == end || *at != '\n')
    return no_part(part->name, "does not say which part it is", diag);
  *in = (egb_part_reader){.at = (const unsigned char *)at + 1, .end = (const unsigned char *)end};
  return EGB_OK;
}

static egb_status check_bytes(const egb_part *part, egb_diag *diag) {
  const size_t magic = strlen(MAGIC);
  unsigned char sum[SHA_BYTES];
  if (part->length < 15 || memcmp(part->bytes, MAGIC, 15) != 0)
    return no_part(part->name, "is no part of an analysis", diag);
  if (part->length < magic + SHA_BYTES || memcmp(part->bytes, MAGIC, magic) != 0)
    return no_part(part->name, "is a part in another form", diag);
  egb_sha256(part->bytes, part->length - SHA_BYTES, sum);
  if (memcmp(sum, (const char *)part->bytes + part->length - SHA_BYTES, SHA_BYTES) != 0)
    return no_part(part->name, "is damaged, or not whole", diag);
  return EGB_OK;
}

static egb_status say_missing(const char **named, size_t of, egb_diag *diag) {
  egb_buffer list = {0};
  size_t missing = 0;
  for (size_t i = 0; i < of; i++)
    if (named[i] == NULL && ++missing <= 10)
      egb_buffer_format(&list, "%s%zu", missing > 1 ? ", " : "", i + 1);
  if (missing > 10)
    egb_buffer_format(&list, " and %zu more", missing - 10);
  const bool failed = list.failed;
  if (missing > 0 && !failed) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "of %zu parts %s missing: %s", of,
                 missing > 1 ? "these are" : "one is", egb_buffer_string(&list));
    egb_diag_hint(diag, "make it with --part N/%zu, or name its file", of);
  }
  egb_buffer_clear(&list);
  return failed ? EGB_NO_MEMORY : missing > 0 ? EGB_REFUSED : EGB_OK;
}

/* Puts the file where its draws are; all are of as many parts as the first one. */
static egb_status take_part(egb_portion *portion, const char **named, const egb_part *part, const egb_buffer *mine,
                            egb_arena *arena, egb_diag *diag) {
  egb_part_reader in;
  size_t number = 0, of = 0;
  egb_status status = check_bytes(part, diag);
  if (status == EGB_OK)
    status = read_lines(part, mine, &in, &number, &of, diag);
  if (status != EGB_OK)
    return status;
  if (portion->of == 0) {
    portion->of = of;
    portion->reader = egb_arena_array(arena, of, sizeof *portion->reader);
    if (portion->reader == NULL)
      return EGB_NO_MEMORY;
  }
  if (of != portion->of) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` is one of %zu parts, and `%.300s` one of %zu",
                 part->name, of, portion->part->name, portion->of);
    return refuse(diag, "merge parts of one division");
  }
  if (named[number - 1] != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` and `%.300s` are both part %zu of %zu",
                 named[number - 1], part->name, number, of);
    return refuse(diag, "name each part once");
  }
  named[number - 1] = part->name;
  portion->reader[number - 1] = in;
  return EGB_OK;
}

egb_status egb_part_open(const egb_part_subject *subject, egb_portion *portion, egb_arena *arena, egb_diag *diag) {
  egb_buffer mine = {0};
  const char **named = egb_arena_array(arena, EGB_PARTS_MAX, sizeof *named);
  put_lines(&mine, subject);
  egb_status status = mine.failed || named == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; i < portion->count && status == EGB_OK; i++)
    status = take_part(portion, named, &portion->part[i], &mine, arena, diag);
  if (status == EGB_OK)
    status = say_missing(named, portion->of, diag);
  egb_buffer_clear(&mine);
  return status;
}
