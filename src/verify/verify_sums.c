/* SHA256SUMS against the files, and its own sum. */
#include "base/checksum.h"
#include "base/text.h"
#include "bundle/gather.h"
#include "verify/verify.h"

#include <string.h>

#define SUM 64 /* hexadecimal digits */
#define BETWEEN "  "

static void differs(egb_verifying *v, const char *file, size_t row, const char *text) {
  egb_verify_find(v,
                  (egb_verification_finding){.severity = EGB_SEVERITY_ERROR, .text = text, .file = file, .row = row});
}

static bool is_sum(const char *text, size_t length) {
  if (length <= SUM + strlen(BETWEEN) || memcmp(text + SUM, BETWEEN, strlen(BETWEEN)) != 0)
    return false;
  for (size_t i = 0; i < SUM; i++)
    if (!egb_is_digit(text[i]) && !(text[i] >= 'a' && text[i] <= 'f'))
      return false;
  return true;
}

/* Whether a line about the file was there; from now on one was. */
static bool was_listed(const egb_verifying *v, const egb_source *file, bool *listed) {
  size_t i = 0;
  while (v->held.file[i] != file)
    i++;
  const bool was = listed[i];
  listed[i] = true;
  return was;
}

/* One line of the list; listed[i]: a line about the file i was there. */
static void check_line(egb_verifying *v, const char *list, size_t row, const char *text, size_t length, bool *listed) {
  if (!is_sum(text, length)) {
    differs(v, list, row, "this line is not a sum, two blanks and a file");
    return;
  }
  const char *path = egb_arena_text(v->arena, text + SUM + strlen(BETWEEN), length - SUM - strlen(BETWEEN));
  const egb_source *file = path == NULL ? NULL : egb_held_find(&v->held, path);
  v->failed = v->failed || path == NULL;
  if (file == NULL) {
    differs(v, path, 0, "the file is missing");
    return;
  }
  if (was_listed(v, file, listed)) { /* nor is it summed again: a short list could name a large file endlessly */
    differs(v, list, row, "the file of this line is listed twice");
    return;
  }
  char sum[SUM + 1], there[SUM + 1];
  egb_sha256_hex(file->text, file->length, sum);
  memcpy(there, text, SUM);
  there[SUM] = '\0';
  if (strcmp(sum, there) != 0)
    egb_verify_find(v, (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                                  .text = "the file was changed: it has another SHA-256",
                                                  .file = path,
                                                  .there = there,
                                                  .here = sum});
}

static void check_lines(egb_verifying *v, const egb_source *list, bool *listed) {
  size_t row = 0;
  for (const char *at = list->text, *end = list->text + list->length; at < end;) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    const size_t length = stop == NULL ? (size_t)(end - at) : (size_t)(stop - at);
    check_line(v, list->name, ++row, at, length, listed);
    at += length + 1;
  }
}

/* Signatures lie beside the list: SHA256SUMS.minisig, .asc, .sig. */
static bool is_beside(const char *path) {
  return strncmp(path, EGB_BUNDLE_SUMS, strlen(EGB_BUNDLE_SUMS)) == 0 && strchr(path, '/') == NULL;
}

void egb_verify_sums(egb_verifying *v) {
  const egb_source *sums = egb_held_find(&v->held, EGB_BUNDLE_SUMS), *sum = egb_held_find(&v->held, EGB_BUNDLE_SUM);
  bool *listed = egb_arena_array(v->arena, v->held.count + 1, sizeof *listed);
  v->failed = v->failed || listed == NULL;
  if (listed == NULL)
    return;
  if (sums == NULL) {
    differs(v, EGB_BUNDLE_SUMS, 0, "the file is missing");
    return;
  }
  egb_sha256_hex(sums->text, sums->length, v->out->checksum);
  check_lines(v, sums, listed);
  if (sum == NULL)
    differs(v, EGB_BUNDLE_SUM, 0, "the file is missing");
  else
    check_lines(v, sum, listed);
  for (size_t i = 0; i < v->held.count; i++)
    if (!listed[i] && !is_beside(v->held.file[i]->name))
      differs(v, v->held.file[i]->name, 0, "the file was added: SHA256SUMS does not have it");
}
