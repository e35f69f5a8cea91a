/* diag_list.h - inside of egb_diag, shared by the files that collect and print messages. */
#ifndef EGB_BASE_DIAG_LIST_H
#define EGB_BASE_DIAG_LIST_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"

#include <sys/types.h>

#define EGB_SEVERITIES 3

typedef struct egb_diag_entry {
  egb_message message;
  size_t number; /* of the report, over the life of the diag */
  size_t cut;    /* characters of the line left out before message.source_line begins */
} egb_diag_entry;

/* Files that were read, see files/file_seen.h. */
typedef struct egb_diag_file {
  dev_t device;
  ino_t number;
} egb_diag_file;

typedef struct egb_diag_files {
  egb_diag_file *item;
  size_t count, room;
} egb_diag_files;

struct egb_diag {
  egb_arena *arena;
  egb_diag_files own, *files;    /* own, or those of the diag this one was made beside */
  size_t counts[EGB_SEVERITIES]; /* reported */
  size_t kept[EGB_SEVERITIES];
  size_t lost; /* not kept because memory ran out */
  size_t count;
  size_t reports;       /* ever, those that were forgotten included */
  egb_diag_entry *last; /* what a hint belongs to; NULL when the last message was not kept */
  egb_diag_entry entries[EGB_SEVERITIES * EGB_DIAG_CAP];
};

const char *egb_severity_name(egb_severity severity); /* "error", "warning", "note" */
/* One sentence about messages that were reported but are not among the entries; adds nothing when there are none.
 * True when something was added. */
bool egb_diag_rest(const egb_diag *diag, egb_severity least, egb_buffer *out);

/* Append the messages that are at least so severe: for people, with source line and caret, or as JSON, SARIF 2.1.0 and
 * commands of GitHub Actions. Out of memory: the buffer knows. */
void egb_diag_print_human(const egb_diag *diag, egb_severity least, bool colour, egb_buffer *out);
void egb_diag_print_json(const egb_diag *diag, egb_severity least, egb_buffer *out);
void egb_diag_print_sarif(const egb_diag *diag, egb_severity least, egb_buffer *out);
void egb_diag_print_github(const egb_diag *diag, egb_severity least, egb_buffer *out);

#endif
