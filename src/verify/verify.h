/* verify.h - the steps of a verification. What a step finds is added; what ends the verification is a status. */
#ifndef EGB_VERIFY_VERIFY_H
#define EGB_VERIFY_VERIFY_H

#include "base/diag.h"
#include "bundle/bundle.h"
#include "model/verification.h"
#include "read/yaml.h"
#include "verify/held.h"

/* What bundle.json says. */
typedef struct egb_manifest {
  const char *program, *definition, *home, *period, *scenario, *portal, *when;
  const char *const *given; /* NULL-terminated; NULL: none */
  size_t draws;
  uint64_t seed;
  double level;
  const egb_bundle_left_out *left_out; /* path, sum and why */
  size_t left_out_count;
} egb_manifest;

typedef struct egb_verifying {
  egb_verification *out;
  egb_arena *arena; /* of out */
  egb_held held;
  egb_manifest manifest;
  const egb_verify_options *options;
  egb_source **with; /* per file that is left out: its bytes, NULL: not given */
  egb_diag *diag;
  bool failed; /* out of memory */
} egb_verifying;

/* Adds a finding; texts but for `there` and `here`, which are copied, live as long as the verification. */
void egb_verify_find(egb_verifying *v, egb_verification_finding finding);
/* A text of formatted words in the arena; NULL: out of memory, which is noted. */
const char *egb_verify_words(egb_verifying *v, const char *format, ...) EGB_PRINTF(2, 3);

/* verify_sums.c: SHA256SUMS against the files. */
void egb_verify_sums(egb_verifying *v);
/* verify_manifest.c: EGB_REFUSED: it is no bundle, or of a later version. */
egb_status egb_verify_manifest(egb_verifying *v);
/* verify_columns.c: dictionary.csv and datapackage.json against the headers, and the kinds of cells. */
void egb_verify_columns(egb_verifying *v);
/* verify_again.c: everything is made again from what the bundle has, and compared. */
egb_status egb_verify_again(egb_verifying *v);
/* The index as the bundle has it, from it alone, under its scenario; egb_index_free. */
egb_status egb_verify_index(egb_verifying *v, egb_diag *diag, egb_index **out);
/* verify_cells.c: a table of results as it is in the bundle and as it is computed. same: by one version of the program,
 * so that columns have to be the same. True: every cell is, byte for byte, and nothing was found; what differs is how
 * they are written. */
bool egb_verify_cells(egb_verifying *v, const egb_source *there, const egb_source *here, bool same);
/* verify_ranks.c: where nothing can be computed, whether ranks follow from the scores. */
void egb_verify_ranks(egb_verifying *v);

#endif
