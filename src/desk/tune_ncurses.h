/* tune_ncurses.h - ncurses is loaded when a desk is shown, where the build found under which name
 * (TUNE_NCURSES_FILE): each file that calls it has a table `ncurses` of what it needs. Elsewhere it is linked. The
 * library stays loaded, so that the handle need not be kept. */
#ifndef EGB_DESK_TUNE_NCURSES_H
#define EGB_DESK_TUNE_NCURSES_H

#ifdef TUNE_NCURSES_FILE

#include "base/system.h"

#define TUNE_MEMBER(name) __typeof__(name) *name;
#define TUNE_FIND(name) &&egb_system_library_find(library, #name, &ncurses.name)

#endif

#endif
