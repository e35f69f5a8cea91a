/* Conflicts by node, and writing what was merged. */
#include "base/codes.h"
#include "base/diag.h"
#include "files/file.h"
#include "model/merge.h"

static const char *shown(const char *words) {
  return words[0] == '\0' ? "none" : words;
}

static void report_node(const egb_merge *merge, const egb_merge_node *node, egb_diag *diag) {
  const egb_node *ours = &merge->ours->node[node->ours];
  const egb_place place = ours->weight_place.source != NULL ? ours->weight_place : ours->place;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_MERGE, place,
              "the weight of %s is in conflict: base %s, ours %s, theirs %s", ours->id, shown(node->words[0]),
              shown(node->words[1]), shown(node->words[2]));
  if (node->family)
    egb_diag_hint(diag,
                  "both changed nodes of %s, which together no longer sum to what they did: decide about all of them",
                  merge->ours->node[ours->parent].id);
  else
    egb_diag_hint(diag, "ours is kept; decide, then write it with `egovbench weights set`");
}

void egb_merge_report(const egb_merge *merge, egb_diag *diag) {
  for (size_t i = 0; i < merge->count; i++)
    if (merge->node[i].merged == EGB_MERGED_CONFLICT)
      report_node(merge, &merge->node[i], diag);
  if (merge->line_conflicts == 0)
    return;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_MERGE,
               "both changed more than weights, at %zu place%s, the first at line %zu of `%s`", merge->line_conflicts,
               merge->line_conflicts == 1 ? "" : "s", merge->first_line, merge->ours->source->name);
  egb_diag_hint(diag, "ours is kept there; `git merge-file OURS BASE THEIRS` shows both");
}

/* The file must still have the text that was read. */
egb_status egb_merge_write(const egb_merge *merge, const char *path, egb_diag *diag) {
  const egb_source expected = {path != NULL ? path : merge->ours->source->name, merge->ours->source->text,
                               merge->ours->source->length, NULL};
  return egb_file_replace(&expected, merge->text, merge->length, diag);
}
