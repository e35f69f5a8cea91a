/* changes.h - what a cell was computed from, and what imputation, treatment and `then:` did to it, in words. */
#ifndef EGB_TABLE_CHANGES_H
#define EGB_TABLE_CHANGES_H

#include "base/buffer.h"
#include "model/results.h"

/* Appends "by `gni / people`, where gni is 400, people is 20", when the indicator is computed. */
void egb_changes_computed(egb_buffer *out, const egb_results *results, size_t node, size_t unit);
/* Appends "imputed by median" when the cell of an indicator was imputed. */
void egb_changes_imputed(egb_buffer *out, const egb_results *results, size_t node, size_t unit);
/* Appends before, then "lowered from 9 to 7" and the transformation, when the treatment changed the cell. */
void egb_changes_treated(egb_buffer *out, const egb_results *results, size_t node, size_t unit, const char *before);
/* Appends "40 by `x * (1 + d / 36)`, where d is 18", when the score of an aggregate was changed by `then:`. */
void egb_changes_then(egb_buffer *out, const egb_results *results, size_t node, size_t unit);
/* Appends what the treatment of an indicator learned: "2 values winsorised to at most 7; skewness 3.1, kurtosis 11.2
 * before, 1.2 and 0.8 after". Nothing without a record. */
void egb_changes_learned(egb_buffer *out, const egb_treatment_record *record);
/* Whether this cell has another value after the treatment. */
bool egb_changes_is_treated(const egb_results *results, size_t node, size_t unit);
bool egb_changes_is_imputed(const egb_results *results, size_t node, size_t unit);
/* The same of a node with children, whose score was imputed. */
bool egb_changes_is_filled(const egb_results *results, size_t node, size_t unit);
void egb_changes_filled(egb_buffer *out, const egb_results *results, size_t node, size_t unit);

#endif
