/* wide_rank.h - competition ranks of one draw of very many units, row by row: those of ranker.h, which holds draws for
 * as many rows as 16 bits number.
 *
 * Equal scores share the better rank, exactly as egb_score_quantise() makes them equal; a row without a score has rank
 * 0. Memory: 16 bytes per row and worker, 8 more with published decimals, 40 where no keys hold the range. */
#ifndef EGB_KERNEL_WIDE_RANK_H
#define EGB_KERNEL_WIDE_RANK_H

#include "kernel/ranker.h"

typedef struct egb_wide_ranker egb_wide_ranker;

/* For so many workers at a time. EGB_NO_MEMORY. */
egb_status egb_wide_ranker_new(const egb_ranker_input *input, size_t workers, egb_wide_ranker **out);
void egb_wide_ranker_free(egb_wide_ranker *ranker);
/* Keys of the rows first to last - 1 of a tile of scores, to key[lane][row]. */
void egb_wide_ranker_keys(const egb_wide_ranker *ranker, const double *score, size_t first, size_t last,
                          uint32_t *const *key);
/* Makes ranks of the keys of one lane, in place. worker: whose memory is used. */
void egb_wide_ranker_rank(const egb_wide_ranker *ranker, size_t worker, const double *score, size_t lane,
                          uint32_t *rank);

#endif
