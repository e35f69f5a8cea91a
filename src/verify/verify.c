/* Whether a bundle is what it says, step by step. */
#include "verify/verify.h"

#include "base/buffer.h"
#include "base/checksum.h"
#include "base/codes.h"
#include "base/options.h"
#include "base/utf8.h"
#include "bundle/gather.h"
#include "files/file.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MOST 1024

const char *egb_verify_words(egb_verifying *v, const char *format, ...) {
  char text[WORDS_MOST];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  const char *copy = egb_arena_copy(v->arena, text);
  v->failed = v->failed || copy == NULL;
  return copy;
}

/* Bytes of a file of unknown origin as a text: what is no UTF-8, or would act in a terminal, is made visible. */
static const char *shown(egb_verifying *v, const char *bytes) {
  egb_buffer out = {0};
  if (bytes == NULL)
    return NULL;
  egb_utf8_show(&out, bytes, strlen(bytes));
  const char *text = out.failed ? NULL : egb_arena_copy(v->arena, egb_buffer_string(&out));
  egb_buffer_clear(&out);
  v->failed = v->failed || text == NULL;
  return text;
}

void egb_verify_find(egb_verifying *v, egb_verification_finding finding) {
  egb_verification *out = v->out;
  out->about.differences += finding.severity == EGB_SEVERITY_ERROR;
  if (out->count == EGB_FINDINGS_MOST)
    return;
  finding.there = shown(v, finding.there);
  finding.here = shown(v, finding.here);
  out->finding[out->count++] = finding;
}

/* ---- files that were left out and are at hand -------------------------------------------------- */

/* For all that are left out and have these bytes: one file may be left out in two places. False: none has. */
static bool take_bytes(egb_verifying *v, egb_source *file) {
  char sum[65];
  bool any = false;
  egb_sha256_hex(file->text, file->length, sum);
  for (size_t i = 0; i < v->manifest.left_out_count; i++)
    if (strcmp(v->manifest.left_out[i].sum, sum) == 0) {
      v->with[i] = file;
      any = true;
    }
  return any;
}

static egb_status take_with(egb_verifying *v, const char *path) {
  egb_source *file = NULL;
  const egb_status status = egb_file_read(v->arena, path, (egb_place){0}, v->diag, &file);
  if (status != EGB_OK || take_bytes(v, file))
    return status;
  egb_diag_say(v->diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE,
               "`%.300s` is none of the files that the bundle leaves out: its SHA-256 is another", path);
  egb_diag_hint(v->diag, "LICENCES.md in the bundle names them, with their sums");
  return EGB_USAGE;
}

static egb_status take_all_with(egb_verifying *v) {
  egb_status status = EGB_OK;
  v->with = egb_arena_array(v->arena, v->manifest.left_out_count, sizeof *v->with);
  if (v->with == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; status == EGB_OK && v->options->with != NULL && v->options->with[i] != NULL; i++)
    status = take_with(v, v->options->with[i]);
  return status;
}

/* Whether all that is left out is at hand; else it is said what is not. */
static bool has_all(egb_verifying *v) {
  bool all = true;
  for (size_t i = 0; i < v->manifest.left_out_count; i++) {
    const egb_bundle_left_out *one = &v->manifest.left_out[i];
    if (egb_held_find(&v->held, one->path) != NULL) {
      egb_verify_find(v,
                      (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                                 .text = "bundle.json says that this file is left out, and it is there",
                                                 .file = one->path});
      continue;
    }
    if (v->with[i] != NULL)
      continue;
    all = false;
    egb_verify_find(v,
                    (egb_verification_finding){.severity = EGB_SEVERITY_NOTE,
                                               .text = "this file is left out, so that nothing can be computed again "
                                                       "without it; give it with --with FILE",
                                               .file = one->path});
  }
  return all;
}

/* ---- all steps ------------------------------------------------------------------------------- */

static egb_status look(egb_verifying *v, const char *path) {
  egb_verification_summary *about = &v->out->about;
  egb_status status = egb_held_open(&v->held, v->arena, path, v->options, v->diag);
  if (status == EGB_OK)
    status = egb_verify_manifest(v);
  if (status == EGB_OK)
    status = take_all_with(v);
  if (status != EGB_OK)
    return status;
  about->program = v->manifest.program;
  about->files = v->held.count;
  about->left_out = v->manifest.left_out_count;
  egb_verify_sums(v);
  egb_verify_columns(v);
  if (has_all(v))
    status = egb_verify_again(v);
  else
    egb_verify_ranks(v);
  return status == EGB_OK && v->failed ? EGB_NO_MEMORY : status;
}

egb_status egb_verify(const char *path, const egb_verify_options *options, egb_diag *diag, egb_verification **out) {
  egb_verify_options own;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(own, options, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  egb_verification *made = egb_arena_array(arena, 1, sizeof *made);
  egb_verification_finding *finding = egb_arena_array(arena, EGB_FINDINGS_MOST, sizeof *finding);
  if (made == NULL || finding == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *made = (egb_verification){.arena = arena, .finding = finding};
  egb_verifying v = {.out = made, .arena = arena, .options = &own, .diag = diag};
  status = look(&v, path);
  made->about.checksum = made->checksum;
  if (status == EGB_OK)
    *out = made;
  else
    egb_arena_free(arena);
  return status;
}

void egb_verification_free(egb_verification *verification) {
  if (verification != NULL)
    egb_arena_free(verification->arena);
}

const egb_verification_summary *egb_verification_about(const egb_verification *verification) {
  return &verification->about;
}

size_t egb_verification_count(const egb_verification *verification) {
  return verification->count;
}

const egb_verification_finding *egb_verification_at(const egb_verification *verification, size_t i) {
  return i < verification->count ? &verification->finding[i] : NULL;
}
