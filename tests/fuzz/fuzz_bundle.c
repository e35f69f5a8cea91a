/* Any bytes as the archive of a bundle, and any files in one that is whole: a line of the byte 1 and a path begins a
 * file, so that mutations reach the manifest, the lists and the tables behind the checksums of archives. Nothing may
 * crash or leak, and there is a verification exactly when there is no error. */
#include "base/buffer.h"
#include "egovbench.h"
#include "standalone.h"
#include "write/archive.h"

#include <stdlib.h>
#include <string.h>

static void require(bool condition) {
  if (!condition)
    abort();
}

static void look(const egb_verification *verification) {
  size_t errors = 0;
  for (size_t i = 0; i < egb_verification_count(verification); i++) {
    const egb_verification_finding *one = egb_verification_at(verification, i);
    require(one->text != NULL && one->file != NULL);
    errors += one->severity == EGB_SEVERITY_ERROR;
  }
  const egb_verification_summary *about = egb_verification_about(verification);
  require(errors <= about->differences && (errors == 0) == (about->differences == 0));
}

static void verify(const char *bytes, size_t length) {
  const egb_verify_options options = {.size = sizeof options, .bytes = bytes, .length = length, .threads = 1};
  egb_diag *diag = egb_diag_new();
  egb_verification *verification = NULL;
  if (diag == NULL)
    return;
  const egb_status status = egb_verify("fuzz.zip", &options, diag, &verification);
  require((status == EGB_OK) == (verification != NULL));
  require(status == EGB_NO_MEMORY || (status == EGB_OK) == (egb_diag_count(diag, EGB_SEVERITY_ERROR) == 0));
  if (verification != NULL)
    look(verification);
  egb_verification_free(verification);
  egb_diag_free(diag);
}

#define NAMES_MOST 64
#define NAME_ROOM 600

/* The files of a text as an archive. */
static bool pack(const char *text, size_t size, char names[NAMES_MOST][NAME_ROOM], egb_buffer *out) {
  egb_archive *archive = egb_archive_new(out);
  size_t count = 0;
  for (const char *at = text, *end = text + size; archive != NULL && at < end && *at == 1 && count < NAMES_MOST;) {
    const char *line = memchr(at, '\n', (size_t)(end - at));
    const char *body = line == NULL ? end : line + 1;
    const char *next = body < end ? memchr(body, 1, (size_t)(end - body)) : NULL;
    const size_t length = (size_t)((line == NULL ? end : line) - at) - 1;
    if (length >= NAME_ROOM)
      break;
    memcpy(names[count], at + 1, length);
    names[count][length] = '\0';
    egb_archive_begin(archive, names[count++]);
    egb_archive_add(archive, body, (size_t)((next == NULL ? end : next) - body));
    at = next == NULL ? end : next;
  }
  return egb_archive_end(archive);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  char names[NAMES_MOST][NAME_ROOM];
  egb_buffer out = {0};
  verify(size == 0 ? "" : (const char *)bytes, size);
  if (size != 0 && pack((const char *)bytes, size, names, &out))
    verify(egb_buffer_string(&out), out.length);
  egb_buffer_clear(&out);
  return 0;
}
