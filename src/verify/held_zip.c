/* A bundle that is an archive. */
#include "base/buffer.h"
#include "base/codes.h"
#include "base/diag.h"
#include "read/zip.h"
#include "verify/held.h"

#include <string.h>

#define PIECE ((unsigned)1 << 16)

typedef struct opening {
  egb_held *held;
  egb_diag *diag;
} opening;

static egb_status refuse(const void *context, egb_zip_fault fault, const char *what) {
  static const char again[] = "fetch the bundle again from who published it";
  const opening *o = context;
  switch (fault) {
  case EGB_ZIP_DAMAGED:
    egb_diag_say(o->diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, "%.300s: it is no zip archive, or a damaged one: %s",
                 o->held->name, what);
    egb_diag_hint(o->diag, "%s", again);
    return EGB_REFUSED;
  case EGB_ZIP_ENTRIES:
    return egb_held_refuse(o->held, o->diag, NULL, "it has more than 4096 files", again);
  case EGB_ZIP_SIZE:
    return egb_held_refuse(o->held, o->diag, NULL, "it is more than 1 GiB when unpacked", again);
  case EGB_ZIP_BOMB:
    return egb_held_refuse(o->held, o->diag, NULL,
                           "unpacked it is more than 200 times as large as the archive: a zip bomb",
                           "if you trust where it is from, unpack it and verify the folder");
  case EGB_ZIP_ENCRYPTED:
    return egb_held_refuse(o->held, o->diag, NULL, "the archive is encrypted",
                           "unpack it with its password and verify the folder");
  case EGB_ZIP_METHOD:
    break;
  }
  return egb_held_refuse(o->held, o->diag, NULL, "a file in it is packed by a method that bundles do not have",
                         "unpack it and verify the folder");
}

static egb_status unpack(const opening *o, egb_zip *zip, const char *name, size_t skip) {
  egb_arena *arena = o->held->arena;
  egb_buffer bytes = {0};
  egb_source *file = egb_arena_array(arena, 1, sizeof *file);
  char *piece = egb_arena_array(arena, PIECE, 1);
  unsigned got = 1;
  egb_status status = file == NULL || piece == NULL ? EGB_NO_MEMORY : egb_zip_begin(zip, name);
  while (status == EGB_OK && got != 0) {
    status = egb_zip_read(zip, piece, PIECE, &got);
    egb_buffer_add(&bytes, piece, status == EGB_OK ? got : 0);
  }
  egb_zip_end(zip);
  if (status == EGB_OK) {
    *file = (egb_source){egb_arena_copy(arena, name + skip),
                         egb_arena_text(arena, egb_buffer_string(&bytes), bytes.length), bytes.length, NULL};
    status =
        bytes.failed || file->name == NULL || file->text == NULL ? EGB_NO_MEMORY : egb_held_add(o->held, file, o->diag);
  }
  egb_buffer_clear(&bytes);
  return status;
}

/* Bytes of the folder that has everything, with its slash; 0: there is none. */
static size_t common_folder(const egb_zip *zip) {
  bool link;
  const char *first = egb_zip_name(zip, 0, &link), *name;
  const char *slash = first == NULL ? NULL : strchr(first, '/');
  const size_t length = slash == NULL ? 0 : (size_t)(slash - first) + 1;
  if (length == 0)
    return 0;
  for (size_t i = 0; (name = egb_zip_name(zip, i, &link)) != NULL; i++)
    if (strncmp(name, first, length) != 0 || strcmp(name, "bundle.json") == 0)
      return 0;
  return length;
}

static egb_status unpack_all(const opening *o, egb_zip *zip) {
  const size_t skip = common_folder(zip);
  const char *name;
  bool link;
  egb_status status = EGB_OK;
  for (size_t i = 0; status == EGB_OK && (name = egb_zip_name(zip, i, &link)) != NULL; i++) {
    const size_t length = strlen(name);
    if (link)
      return egb_held_refuse(o->held, o->diag, name, "is a link", "fetch the bundle again from who published it");
    if (length == skip && length != 0)
      continue; /* the folder itself */
    char *plain = egb_arena_copy(o->held->arena, name + skip);
    const size_t rest = length - skip;
    if (plain == NULL)
      return EGB_NO_MEMORY;
    const bool folder = rest != 0 && plain[rest - 1] == '/';
    if (folder)
      plain[rest - 1] = '\0';
    status = egb_held_check(o->held, plain, o->diag);
    if (status == EGB_OK && !folder)
      status = unpack(o, zip, name, skip);
  }
  return status;
}

egb_status egb_held_zip(egb_held *held, const egb_source *archive, egb_diag *diag) {
  const opening o = {held, diag};
  const egb_zip_use use = {
      .source = archive, .entries = EGB_HELD_FILES, .inflated = EGB_HELD_BYTES, .refuse = refuse, .context = &o};
  egb_zip *zip = NULL;
  const char *lacks = egb_zip_lacks();
  if (lacks != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, "a zip archive cannot be read: %s", lacks);
    egb_diag_hint(diag, "or unpack the archive and verify the folder");
    return EGB_USAGE;
  }
  egb_status status = egb_zip_open(held->arena, &use, &zip);
  if (status == EGB_OK)
    status = unpack_all(&o, zip);
  egb_zip_close(zip);
  return status;
}
