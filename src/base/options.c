#include "base/options.h"

#include "base/codes.h"
#include "base/diag.h"

#include <string.h>

static bool all_zero(const unsigned char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (bytes[i] != 0)
      return false;
  return true;
}

egb_status egb_options_take(void *own, size_t size, const void *given, egb_diag *diag) {
  size_t held = size;
  memset(own, 0, size);
  if (given != NULL)
    memcpy(&held, given, sizeof held);
  if (held <= sizeof held) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "a structure of options has no size");
    egb_diag_hint(diag, "begin it with its EGB_..._OPTIONS_INIT");
    return EGB_USAGE;
  }
  if (held > size && !all_zero((const unsigned char *)given + size, held - size)) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
                 "an option is set that this version of the library does not have");
    egb_diag_hint(diag, "this is version %s: the program was built for a newer one", egb_version());
    return EGB_USAGE;
  }
  if (given != NULL)
    memcpy(own, given, held < size ? held : size);
  memcpy(own, &size, sizeof size);
  return EGB_OK;
}

void egb_options_give(void *given, const void *own, size_t size) {
  size_t held = 0;
  memcpy(&held, given, sizeof held);
  if (held > size)
    memset((unsigned char *)given + size, 0, held - size);
  if (held > sizeof held)
    memcpy((unsigned char *)given + sizeof held, (const unsigned char *)own + sizeof held,
           (held < size ? held : size) - sizeof held);
}
