/* diag.h - reporting what is wrong. The public face is in egovbench.h; this is how rooms report.
 *
 * Reporting never fails: when memory runs out the counts still rise and egb_diag_text says that messages were lost.
 * At most EGB_DIAG_CAP messages of each severity are kept; the printer says how many more there were.
 * Texts are cleaned (egb_utf8_show) when they are printed, so names from files may be passed as they are. */
#ifndef EGB_BASE_DIAG_H
#define EGB_BASE_DIAG_H

#include "base/source.h"
#include "egovbench.h"

/* Which of two outcomes to return: a lack of memory and our own faults before all others. */
static inline egb_status egb_status_worse(egb_status a, egb_status b) {
  return a > b ? a : b;
}

#define EGB_DIAG_CAP 50

#if defined(__GNUC__)
#define EGB_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define EGB_PRINTF(a, b)
#endif

/* Reports a message at a place (copied: name, line text). Codes are listed in base/codes.h. Do not format doubles. */
void egb_diag_at(egb_diag *diag, egb_severity severity, const char *code, egb_place place, const char *format, ...)
    EGB_PRINTF(5, 6);
/* Reports a message without a place. */
void egb_diag_say(egb_diag *diag, egb_severity severity, const char *code, const char *format, ...) EGB_PRINTF(4, 5);
/* The same with its fix; both texts are copied, hint may be NULL. */
void egb_diag_report(egb_diag *diag, egb_severity severity, const char *code, const char *text, const char *hint);
/* Adds the fix to the message reported last. */
void egb_diag_hint(egb_diag *diag, const char *format, ...) EGB_PRINTF(2, 3);
/* Puts neighbouring messages about the same file in the order of their places; a reader that works in passes calls it
 * at the end. egb_diag_hint has nothing to add to afterwards. */
void egb_diag_sort(egb_diag *diag);
/* Another one, for messages that are compared or passed on one by one: files read with either count as read with both
 * (egb_file_write). Free it before the first. NULL when memory ran out. What may only be thrown away needs no other
 * one: egb_diag_mark. */
egb_diag *egb_diag_beside(const egb_diag *diag);
/* Adds the messages of `from` that `into` does not have yet: one fault that several runs find is reported once. */
void egb_diag_merge(egb_diag *into, const egb_diag *from);
/* Messages that memory ran out for: a caller that depends on the text of one has not got them all. */
size_t egb_diag_lost(const egb_diag *diag);
/* The first error reported since then ({0}: ever); NULL: none, or memory ran out for a message since, so that the first
 * may be lost. */
const egb_message *egb_diag_first_error(const egb_diag *diag, egb_diag_point since);
/* True when any error was reported. */
bool egb_diag_failed(const egb_diag *diag);

#endif
