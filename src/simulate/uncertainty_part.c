/* A run of some of the draws, whose counts go into a file, and a run whose counts come from files. What a run counts is
 * all in its state before anything is worked out of it; the rest is the same as for draws made here. */
#include "simulate/uncertainty_part.h"

#include "base/checksum.h"
#include "base/codes.h"
#include "kernel/tally_part.h"

#include <string.h>

/* ---- what is counted ------------------------------------------------------------------------- */

static size_t cut_to(size_t draw, size_t kept) {
  return draw < kept ? draw : kept;
}

static void put_failures(const egb_uncertainty_draft *u, const egb_failure_list *list, egb_buffer *out) {
  egb_part_put(out, list->count);
  for (size_t i = 0; i < list->count; i++) {
    const egb_failure *item = &list->item[i];
    size_t kind = 0;
    while (kind < EGB_FACTOR_COUNT && item->dropped != NULL &&
           strcmp(item->dropped, u->factors->factor[kind].name) != 0)
      kind++;
    egb_part_put(out, item->draws);
    egb_part_put(out, item->dropped != NULL ? kind + 1 : 0); /* 0: none was put back; the last: one or another */
    egb_part_put_text(out, item->reason);
  }
}

static void put_gathered(const egb_uncertainty_state *r, egb_buffer *out) {
  const egb_gathered *of = &r->all;
  const size_t units = r->units;
  egb_part_put_all(out, of->first, units);
  egb_part_put_all(out, of->top, units);
  egb_part_put_all_long(out, of->ahead, units);
  egb_part_put_all_long(out, of->together, units);
  if (of->level != NULL)
    egb_part_put_all(out, of->level, units * r->shape.levels);
  if (of->wins != NULL) {
    egb_part_put_all(out, of->wins, units);
    egb_part_put_all_long(out, of->weight, units * r->shape.parts);
  }
  if (of->beats != NULL)
    egb_part_put_all(out, of->beats, units * units);
}

static void put_draws(const egb_uncertainty_state *r, egb_buffer *out) {
  const egb_uncertainty_draft *u = r->u;
  const size_t scores = cut_to(r->end, u->score_draws), walks = cut_to(r->end, u->walk_draws);
  for (size_t i = 0; i < r->units; i++) {
    for (size_t d = r->first; d < scores; d++)
      egb_part_put_real(out, u->score[i * u->score_draws + d]);
    for (size_t d = r->first; d < walks; d++)
      egb_part_put(out, u->walk[i * u->walk_draws + d]);
  }
}

static egb_status put_first(const egb_uncertainty_state *r, egb_buffer *out) {
  const egb_uncertainty_draft *u = r->u;
  egb_part_put(out, u->draws);
  egb_part_put(out, u->failed);
  egb_part_put(out, u->replaced);
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    for (size_t i = 0; i <= u->factors->factor[k].count; i++) {
      egb_part_put(out, u->used[k][i].drawn);
      egb_part_put(out, u->used[k][i].failed);
      egb_part_put(out, u->used[k][i].dropped);
    }
  put_failures(u, &u->failure, out);
  put_failures(u, &u->replacement, out);
  put_gathered(r, out);
  put_draws(r, out);
  if (r->lists != NULL)
    egb_rank_lists_put(out, r->lists);
  egb_status status = r->lists == NULL ? egb_tally_put(out, r->counted.tally) : EGB_OK;
  if (status == EGB_OK && r->plain != NULL)
    status = egb_tally_put(out, r->plain);
  return out->failed ? EGB_NO_MEMORY : status;
}

/* What the second round refines: the ranks that all parts of the first counted. */
static egb_status sum_of(const egb_tally *tally, char *hex) {
  egb_buffer counts = {0};
  const egb_status status = egb_tally_put(&counts, tally);
  if (status == EGB_OK)
    egb_sha256_hex(egb_buffer_string(&counts), counts.length, hex);
  egb_buffer_clear(&counts);
  return status;
}

egb_status egb_uncertainty_put_part(const egb_uncertainty_state *r, egb_buffer *out) {
  if (!egb_portion_refines(r->u->portion))
    return put_first(r, out);
  egb_tally_put_fine(out, r->counted.fine);
  return out->failed ? EGB_NO_MEMORY : sum_of(r->counted.tally, r->u->portion->which.refines);
}

/* ---- counts of a file ------------------------------------------------------------------------ */

static void get_failures(egb_part_reader *in, egb_uncertainty_draft *u, egb_failure_list *list, size_t draws) {
  const size_t count = (size_t)egb_part_get(in, EGB_FAILURES_OF_A_PART + 1);
  for (size_t i = 0; i < count && !in->failed; i++) {
    const size_t of = (size_t)egb_part_get(in, draws), kind = (size_t)egb_part_get(in, EGB_FACTOR_COUNT + 1);
    const char *reason = egb_part_get_text(in, u->scratch);
    if (reason != NULL)
      egb_uncertainty_note(u, list, reason,
                           kind == 0                  ? NULL
                           : kind <= EGB_FACTOR_COUNT ? u->factors->factor[kind - 1].name
                                                      : EGB_REPLAY_ANY,
                           of);
  }
}

static void get_gathered(egb_part_reader *in, egb_uncertainty_state *r, uint32_t draws) {
  egb_gathered *to = &r->all;
  const size_t units = r->units;
  const uint64_t halves = 2 * (uint64_t)draws;
  egb_part_add_all(in, to->first, units, draws);
  egb_part_add_all(in, to->top, units, draws);
  egb_part_add_all_long(in, to->ahead, units, halves);
  egb_part_add_all_long(in, to->together, units, halves);
  if (to->level != NULL)
    egb_part_add_all(in, to->level, units * r->shape.levels, draws);
  if (to->wins != NULL) {
    egb_part_add_all(in, to->wins, units, draws);
    egb_part_add_all_long(in, to->weight, units * r->shape.parts, (uint64_t)draws << 32);
  }
  if (to->beats != NULL)
    egb_part_add_all(in, to->beats, units * units, draws);
}

static void get_draws(egb_part_reader *in, egb_uncertainty_state *r, size_t first, size_t end) {
  egb_uncertainty_draft *u = r->u;
  const size_t scores = cut_to(end, u->score_draws), walks = cut_to(end, u->walk_draws);
  for (size_t i = 0; i < r->units && !in->failed; i++) {
    for (size_t d = first; d < scores && !in->failed; d++)
      u->score[i * u->score_draws + d] = egb_part_get_real(in);
    for (size_t d = first; d < walks && !in->failed; d++)
      u->walk[i * u->walk_draws + d] = (uint32_t)egb_part_get(in, r->units);
  }
}

static egb_status get_part(egb_part_reader *in, egb_uncertainty_state *r, size_t first, size_t end) {
  egb_uncertainty_draft *u = r->u;
  const size_t all = end - first, draws = (size_t)egb_part_get(in, all), failed = (size_t)egb_part_get(in, all);
  in->failed = in->failed || draws + failed != all;
  u->draws += draws;
  u->failed += failed;
  u->replaced += (size_t)egb_part_get(in, all);
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    for (size_t i = 0; i <= u->factors->factor[k].count; i++) {
      u->used[k][i].drawn += (size_t)egb_part_get(in, all);
      u->used[k][i].failed += (size_t)egb_part_get(in, all);
      u->used[k][i].dropped += (size_t)egb_part_get(in, all);
    }
  get_failures(in, u, &u->failure, all);
  get_failures(in, u, &u->replacement, all);
  get_gathered(in, r, (uint32_t)draws);
  get_draws(in, r, first, end);
  egb_status status =
      r->lists != NULL ? egb_rank_lists_get(in, r->lists, draws) : egb_tally_get(in, r->counted.tally, (uint32_t)draws);
  if (status == EGB_OK && r->plain != NULL)
    status = egb_tally_get(in, r->plain, (uint32_t)draws);
  return egb_arena_failed(u->scratch) ? EGB_NO_MEMORY : status;
}

static egb_status get_first(egb_uncertainty_state *r, egb_diag *diag) {
  const egb_part_set *set = r->u->portion->first;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < set->of && status == EGB_OK; i++) {
    size_t first, end;
    egb_part_range(r->u->asked, i + 1, set->of, &first, &end);
    status = get_part(&set->reader[i], r, first, end);
    if (status == EGB_OK)
      status = egb_part_end(&set->reader[i], diag);
  }
  return status;
}

static egb_status refuse(egb_diag *diag, const char *text, const char *name, const char *hint) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, text, name);
  egb_diag_hint(diag, "%s", hint);
  return EGB_REFUSED;
}

static egb_status get_second(egb_uncertainty_state *r, egb_diag *diag) {
  const egb_part_set *set = r->u->portion->second;
  double quantile[EGB_UNCERTAINTY_QUANTILES];
  char own[EGB_PART_SUM] = "";
  egb_status status = sum_of(r->counted.tally, own);
  if (status == EGB_OK && strcmp(own, set->refines) != 0)
    return refuse(diag, "`%.300s` refines another first round", set->reader[0].name,
                  "merge it with the file that was given to its --refine");
  egb_uncertainty_quantiles(r->u, quantile);
  if (status == EGB_OK)
    status = egb_tally_refine(r->counted.tally, quantile, EGB_UNCERTAINTY_QUANTILES, &r->counted.fine);
  for (size_t i = 0; i < set->of && status == EGB_OK; i++) {
    size_t first, end;
    egb_part_range(r->u->asked, i + 1, set->of, &first, &end);
    egb_tally_get_fine(&set->reader[i], r->counted.fine, (uint32_t)(end - first));
    status = egb_part_end(&set->reader[i], diag);
  }
  if (status == EGB_OK && !egb_tally_fine_fits(r->counted.tally, r->counted.fine))
    return refuse(diag, "the counts of `%.300s` and the others of the second round are not those of the first",
                  set->reader[0].name, "make all parts of the second round again with --refine");
  return status;
}

/* One run draws all again to count rank by rank where the quantiles are; so do parts of a second round. */
static void warn_of_bands(const egb_tally *tally, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_BANDS,
               "medians and ends of intervals of %zu units are known to within bands of %zu ranks only, which a second "
               "round of draws makes exact",
               egb_tally_rows(tally), egb_tally_width(tally));
  egb_diag_hint(diag,
                "merge into a file (--merge with -o first.egb), make each part again with --refine first.egb, and "
                "merge first.egb with the files of these");
}

/* Counts that are to be refined, or were. */
static egb_status check_rounds(const egb_uncertainty_state *r, egb_diag *diag) {
  const egb_portion *portion = r->u->portion;
  const bool second = egb_portion_refines(portion) || portion->second->of > 0;
  if (second && !portion->banded)
    return refuse(diag, "the first round of `%.300s` is exact, and no second one refines it",
                  portion->first->reader[0].name, "merge the parts of the first round alone");
  if (!second && portion->banded && !egb_portion_writes(portion))
    warn_of_bands(r->counted.tally, diag);
  return EGB_OK;
}

egb_status egb_uncertainty_get_parts(egb_uncertainty_state *r, egb_diag *diag) {
  egb_portion *portion = r->u->portion;
  egb_status status = get_first(r, diag);
  if (status == EGB_OK) {
    portion->banded = egb_uncertainty_again(r);
    status = check_rounds(r, diag);
  }
  return status == EGB_OK && portion->second->of > 0 ? get_second(r, diag) : status;
}
