/* What the file of a part says in front of its counts, and how files are put together again. */
#include "parts/part_file.h"

#include "base/checksum.h"
#include "base/codes.h"
#include "base/json_text.h"

#include <string.h>

#define MAGIC "egovbench part 2\n"
#define REFINES "refines "
#define SHA_BYTES 32

/* ---- the lines ------------------------------------------------------------------------------- */

void egb_part_line(egb_buffer *lines, const char *key, const char *text) {
  egb_buffer_format(lines, "%s ", key);
  if (text != NULL)
    egb_json_text(lines, text);
  else
    egb_buffer_char(lines, '-');
  egb_buffer_char(lines, '\n');
}

void egb_part_line_list(egb_buffer *lines, const char *key, const char *const *texts) {
  egb_buffer_text(lines, key);
  if (texts == NULL)
    egb_buffer_text(lines, " -");
  for (; texts != NULL && *texts != NULL; texts++) {
    egb_buffer_char(lines, ' ');
    egb_json_text(lines, *texts);
  }
  egb_buffer_char(lines, '\n');
}

void egb_part_line_sum(egb_buffer *lines, const char *key, const egb_buffer *of) {
  char hex[EGB_PART_SUM];
  egb_sha256_hex(egb_buffer_string(of), of->length, hex);
  egb_buffer_format(lines, "%s %s\n", key, hex);
  lines->failed = lines->failed || of->failed;
}

egb_status egb_part_close(const egb_buffer *lines, const egb_part_which *which, const egb_buffer *counts,
                          egb_buffer *file) {
  unsigned char sum[SHA_BYTES];
  egb_buffer_text(file, MAGIC);
  egb_buffer_add(file, egb_buffer_string(lines), lines->length);
  if (which->refines[0] != '\0')
    egb_buffer_format(file, "%s%s\n", REFINES, which->refines);
  egb_buffer_format(file, "part %zu/%zu\n\n", which->number, which->of);
  egb_buffer_add(file, egb_buffer_string(counts), counts->length);
  if (file->failed || counts->failed || lines->failed)
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

/* "refines" and 64 digits, where there is such a line. */
static bool read_refines(const char **at, const char *end, char *refines) {
  const char *line, *next = *at;
  size_t length;
  const size_t key = strlen(REFINES);
  refines[0] = '\0';
  if (!next_line(&next, end, &line, &length) || length < key || memcmp(line, REFINES, key) != 0)
    return true;
  if (length - key != EGB_PART_SUM - 1 || memchr(line, 0, length) != NULL)
    return false;
  memcpy(refines, line + key, EGB_PART_SUM - 1);
  refines[EGB_PART_SUM - 1] = '\0';
  *at = next;
  return true;
}

/* The lines of one file against those of a part made here; then the reader is at its counts. */
static egb_status read_lines(const egb_part *part, const egb_buffer *mine, egb_part_reader *in, egb_part_which *which,
                             egb_diag *diag) {
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
  if (!read_refines(&at, end, which->refines) || !next_line(&at, end, &line, &length) ||
      !read_number(line, length, &which->number, &which->of) || at == end || *at != '\n')
    return no_part(part->name, "does not say which part it is", diag);
  *in = (egb_part_reader){.at = (const unsigned char *)at + 1,
                          .end = (const unsigned char *)end,
                          .name = part->name,
                          .begin = (const unsigned char *)text};
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

static egb_status say_missing(const egb_part_set *set, egb_diag *diag) {
  egb_buffer list = {0};
  size_t missing = 0;
  for (size_t i = 0; i < set->of; i++)
    if (set->reader[i].name == NULL && ++missing <= 10)
      egb_buffer_format(&list, "%s%zu", missing > 1 ? ", " : "", i + 1);
  if (missing > 10)
    egb_buffer_format(&list, " and %zu more", missing - 10);
  const bool failed = list.failed, second = set->refines[0] != '\0';
  if (missing > 0 && !failed) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "of %zu parts%s %s missing: %s", set->of,
                 second ? " of the second round" : "", missing > 1 ? "these are" : "one is", egb_buffer_string(&list));
    egb_diag_hint(diag, "make it with --part N/%zu%s, or name its file", set->of, second ? " --refine FILE" : "");
  }
  egb_buffer_clear(&list);
  return failed ? EGB_NO_MEMORY : missing > 0 ? EGB_REFUSED : EGB_OK;
}

/* The round of a file, which is as all files of that round are. */
static egb_status join_set(egb_part_set *set, const egb_part_which *which, const char *name, egb_arena *arena,
                           egb_diag *diag) {
  if (set->of == 0) {
    set->of = which->of;
    memcpy(set->refines, which->refines, sizeof set->refines);
    set->reader = egb_arena_array(arena, set->of, sizeof *set->reader);
    return set->reader != NULL ? EGB_OK : EGB_NO_MEMORY;
  }
  size_t other = 0;
  while (set->reader[other].name == NULL)
    other++;
  if (which->of != set->of) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` is one of %zu parts, and `%.300s` one of %zu", name,
                 which->of, set->reader[other].name, set->of);
    return refuse(diag, "merge parts of one division");
  }
  if (strcmp(which->refines, set->refines) != 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` and `%.300s` refine different files", name,
                 set->reader[other].name);
    return refuse(diag, "make all parts of the second round with one file: --refine FILE");
  }
  return EGB_OK;
}

/* Puts the file where its share of the work is. */
static egb_status take_part(egb_part_set *first, egb_part_set *second, const egb_part *part, const egb_buffer *mine,
                            egb_arena *arena, egb_diag *diag) {
  egb_part_reader in;
  egb_part_which which;
  egb_status status = check_bytes(part, diag);
  if (status == EGB_OK)
    status = read_lines(part, mine, &in, &which, diag);
  if (status != EGB_OK)
    return status;
  egb_part_set *set = which.refines[0] == '\0' ? first : second;
  if (set == NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` is of a second round", part->name);
    return refuse(diag, "name the files of the first round here: those made without --refine");
  }
  status = join_set(set, &which, part->name, arena, diag);
  if (status != EGB_OK)
    return status;
  egb_part_reader *to = &set->reader[which.number - 1];
  if (to->name != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` and `%.300s` are both part %zu of %zu", to->name,
                 part->name, which.number, which.of);
    return refuse(diag, "name each part once");
  }
  *to = in;
  return EGB_OK;
}

egb_status egb_part_open(const egb_buffer *lines, const egb_part *part, size_t count, egb_arena *arena, egb_diag *diag,
                         egb_part_set *first, egb_part_set *second) {
  egb_status status = lines->failed ? EGB_NO_MEMORY : EGB_OK;
  *first = (egb_part_set){0};
  if (second != NULL)
    *second = (egb_part_set){0};
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    status = take_part(first, second, &part[i], lines, arena, diag);
  if (status == EGB_OK && first->of == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "the parts of the first round are missing");
    return refuse(diag, "name the file that the others refine, too");
  }
  if (status == EGB_OK)
    status = say_missing(first, diag);
  return status == EGB_OK && second != NULL ? say_missing(second, diag) : status;
}

egb_status egb_part_end(const egb_part_reader *in, egb_diag *diag) {
  if (!in->failed && in->at == in->end)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "the counts of `%.300s` contradict each other at byte %zu",
               in->name, (size_t)(in->at - in->begin));
  return refuse(diag, AGAIN);
}
