/* late.h - libraries that few commands need: linked, or loaded by the commands that do, so that no other waits for them
 * (the option `late` of meson.build, which then defines EGB_NAME_FILE, the name to ask the system for). The door to a
 * library lists what it calls once, and calls it through a table in either case:
 *
 *   #define FUNCTIONS(X) X(deflate) X(deflateEnd)
 *   typedef struct egb_zlib { FUNCTIONS(EGB_LATE_MEMBER) } egb_zlib;
 *
 *   #ifdef EGB_ZLIB_FILE
 *   status = EGB_LATE_LOAD(EGB_ZLIB_FILE, FUNCTIONS, &zlib); // as egb_system_library_find
 *   #else
 *   zlib = (egb_zlib){FUNCTIONS(EGB_LATE_LINKED)};
 *   #endif
 *
 * A name that a header makes another one is that other one everywhere. */
#ifndef EGB_BASE_LATE_H
#define EGB_BASE_LATE_H

#include "base/system.h"

#define EGB_LATE_MEMBER(name) __typeof__(name) *name;
#define EGB_LATE_LINKED(name) .name = &name,
#define EGB_LATE_NAME(name) EGB_LATE_TEXT(name),
#define EGB_LATE_TEXT(name) #name
#define EGB_LATE_LOAD(file, FUNCTIONS, table)                                                                          \
  egb_system_library_find(file, (const char *const[]){FUNCTIONS(EGB_LATE_NAME)}, sizeof *(table) / sizeof(void *),     \
                          table)

/* Why a command that needs it can do nothing: "zlib (libz.so.1), which packs workbooks, is not installed here: ...".
 * debian, other: packages. */
#define EGB_LATE_ABSENT(library, file, does, debian, other)                                                            \
  library " (" file "), which " does ", is not installed here: install the package " debian                            \
          " (Debian, Ubuntu) or " other

#endif
