/* desk.h - the whole library over files in memory: a definition and its data are put in, and messages, tables and the
 * payload of the explorer come out. For a page on which files are dropped (reports/desk_module.js drives it as
 * reports/desk.wasm), where there is no file system.
 *
 * A file has its name and no folder: whatever folder a definition names it in, the file of that name is meant. */
#ifndef EGB_LIVE_DESK_H
#define EGB_LIVE_DESK_H

#include "egovbench.h"

typedef struct egb_desk egb_desk;

/* NULL: no memory. */
egb_desk *egb_desk_new(void);
void egb_desk_free(egb_desk *desk);

/* A file, copied; one of the same name is replaced. EGB_NO_MEMORY. */
egb_status egb_desk_put(egb_desk *desk, const char *name, const char *bytes, size_t length);
void egb_desk_remove(egb_desk *desk, const char *name);

/* Reads the definition of this name with its data and scores it (period "": its own, else the latest). What is wrong is
 * in the messages, whatever the status; a definition without data is read and checked all the same. */
egb_status egb_desk_open(egb_desk *desk, const char *name, const char *period);

/* Each of these makes the text of egb_desk_text. Messages: of the last egb_desk_open and of what was asked since. */
egb_status egb_desk_messages(egb_desk *desk, egb_diag_format format);
/* A definition drafted from all files that are no YAML, in the order they came: egb_index_draft, which has the system
 * read them (in a page, what was put in). EGB_USAGE: there is none. */
egb_status egb_desk_draft(egb_desk *desk, const char *id);
/* A table by its name, in a format by its name ("csv"). EGB_USAGE: there is none of that name, or nothing is scored. */
egb_status egb_desk_table(egb_desk *desk, const char *table, const char *format);
/* What the explorer computes with (live/payload.h). command: as a terminal would make its page. */
egb_status egb_desk_payload(egb_desk *desk, const char *command);

/* Borrowed until the next call of the desk; "" after a failure. */
const char *egb_desk_text(const egb_desk *desk);
size_t egb_desk_length(const egb_desk *desk);

#endif
