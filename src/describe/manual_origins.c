/* What `as:` knows of each publisher's files, in the manual page of definitions. */
#include "describe/manual.h"
#include "model/origins.h"

static void add_headers(egb_buffer *out, const egb_origin *origin) {
  egb_buffer_text(out, "Known by its headers ");
  for (size_t i = 0; origin->signature[i] != NULL; i++) {
    egb_buffer_text(out, i == 0 ? "\\fB" : ", \\fB");
    egb_manual_text(out, origin->signature[i]);
    egb_buffer_text(out, "\\fR");
  }
  egb_buffer_text(out, ".\n");
}

static void add_origins(egb_buffer *out, const egb_origin *const *list) {
  for (; *list != NULL; list++) {
    egb_manual_term(out, (*list)->name);
    egb_buffer_char(out, '\n');
    egb_manual_text(out, (*list)->publisher);
    egb_buffer_text(out, ".\n");
    add_headers(out, *list);
    if ((*list)->keys[0] == '\0')
      continue;
    egb_buffer_text(out, ".br\n\\fIImplies:\\fR ");
    egb_manual_line(out, (*list)->keys);
  }
}

void egb_manual_origins(egb_buffer *out) {
  egb_manual_heading(out, "files of publishers");
  egb_manual_line(out, "What as takes in a data file. Keys of the entry itself come before those that are implied.");
  add_origins(out, egb_origins);
  egb_manual_heading(out, "unit lists of publishers");
  egb_manual_line(out, "What as takes under units.");
  add_origins(out, egb_unit_origins);
}
