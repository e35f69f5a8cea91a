/* What varies: declared in the definition, changed on the command line. */
#include "base/codes.h"
#include "base/number.h"
#include "model/grammar.h"
#include "model/statement.h"
#include "simulate/uncertainty.h"

#include <string.h>

bool egb_share_parse(const char *text, double *out) {
  return egb_number_share(text, strlen(text), out);
}

static egb_status refuse(egb_diag *diag, const char *what, const char *text, const char *hint) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s cannot be `%s`", what, text);
  egb_diag_hint(diag, "%s", hint);
  return EGB_USAGE;
}

static egb_status read_weights(const char *text, egb_diag *diag, egb_uncertain *out) {
  static const char hint[] = "write uniform:25%, dirichlet:50, flat, statements or fixed";
  if (strncmp(text, "uniform:", 8) == 0 && egb_share_parse(text + 8, &out->spread)) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_UNIFORM;
  } else if (strcmp(text, "uniform") == 0) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_UNIFORM;
    out->spread = 0.25;
  } else if (strcmp(text, "flat") == 0) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_FLAT;
  } else if (strcmp(text, "fixed") == 0) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_FIXED;
  } else if (strcmp(text, "statements") == 0) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_STATED;
  } else if (strncmp(text, "dirichlet:", 10) == 0 &&
             egb_number_parse(text + 10, strlen(text + 10), &out->concentration) == EGB_NUMBER_OK &&
             out->concentration >= 1e-3 && out->concentration <= 1e9) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_DIRICHLET;
  } else {
    return refuse(diag, "the distribution of the weights", text, hint);
  }
  return EGB_OK;
}

/* `--weights statements`: those of the caller or of the definition, and there are some. */
static egb_status check_stated(const egb_uncertain *out, egb_diag *diag) {
  if (out->statement_count > 0)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there are no statements about weights");
  egb_diag_hint(diag, "state something, for instance --where \"A >= B\", or write --weights flat");
  return EGB_USAGE;
}

/* Statements of the caller take the place of those of the definition, and so does a distribution. */
static egb_status read_statements(const egb_plan *plan, const egb_uncertainty_options *options, egb_arena *arena,
                                  egb_diag *diag, egb_uncertain *out) {
  egb_statement_list all = {0};
  egb_status status = EGB_OK;
  if (options->where == NULL && options->weights == NULL)
    return EGB_OK;
  for (size_t i = 0; options->where != NULL && options->where[i] != NULL; i++) {
    const egb_status read = egb_statement_read(plan->index, options->where[i], (egb_place){0}, arena, diag, &all);
    if (read == EGB_NO_MEMORY)
      return read;
    status = read != EGB_OK ? EGB_USAGE : status;
  }
  const bool only = options->weights != NULL && out->weights == EGB_UNCERTAIN_WEIGHTS_STATED;
  if (options->where != NULL || !only) {
    out->statement = all.item;
    out->statement_count = all.count;
  }
  if (only)
    return status == EGB_OK ? check_stated(out, diag) : status;
  if (all.count == 0 || (options->weights != NULL && out->weights == EGB_UNCERTAIN_WEIGHTS_FLAT))
    return status;
  if (options->weights == NULL) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_STATED;
    return status;
  }
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`--weights %s` cannot be combined with statements about weights",
               options->weights);
  egb_diag_hint(diag, "give the statements alone, or with `--weights flat`, which leaves all other weights free");
  return EGB_USAGE;
}

static egb_status read_leave_out(const char *text, egb_diag *diag, egb_uncertain *out) {
  const egb_section *section = egb_grammar_key(&egb_grammar_definition, "uncertainty")->section;
  const char *const *words = egb_grammar_key(section, "leave-out")->choices; /* in the order of egb_leave_out */
  for (size_t i = 0; words[i] != NULL; i++)
    if (strcmp(text, words[i]) == 0) {
      out->leave_out = (egb_leave_out)i;
      return EGB_OK;
    }
  return refuse(diag, "what is left out", text, "write indicators, dimensions or nothing");
}

static egb_status read_methods(const char *const *names, egb_method_family family, egb_arena *arena,
                               egb_uncertain *out) {
  size_t count = 0;
  while (names[count] != NULL)
    count++;
  egb_choice *choice = egb_arena_array(arena, count, sizeof *choice);
  if (choice == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++)
    choice[i] = (egb_choice){.name = names[i]};
  out->choice[family] = choice;
  out->choice_count[family] = count;
  return EGB_OK;
}

static egb_status read_aggregate_at(const egb_plan *plan, const egb_uncertainty_options *options, egb_arena *arena,
                                    egb_diag *diag, egb_uncertain *out) {
  const char *const *ids = options->aggregate_at;
  size_t count = 0;
  while (ids[count] != NULL)
    count++;
  size_t *node = egb_arena_array(arena, count, sizeof *node);
  if (node == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    node[i] = egb_index_find(plan->index, ids[i]);
    if (node[i] == EGB_NONE || plan->node[node[i]].aggregate == NULL)
      return refuse(diag, "where aggregations are drawn", ids[i],
                    "name the index or a part of it that has parts; `egovbench show` lists them");
  }
  out->aggregate_at = node;
  out->aggregate_at_count = count;
  if (out->choice_count[EGB_FAMILY_AGGREGATE] > 0)
    return EGB_OK;
  return refuse(diag, "where aggregations are drawn", ids[0], "say which: --aggregate on,geometric");
}

static egb_status read_error(const char *text, egb_diag *diag, egb_uncertain *out) {
  out->has_error = strcmp(text, "none") != 0;
  if (!out->has_error)
    return EGB_OK;
  out->data_errors = true;
  return egb_share_parse(text, &out->error) ? EGB_OK
                                            : refuse(diag, "the measurement error", text,
                                                     "write a share of the standard deviation such as 10%, or none");
}

/* After read_error(): without measurement error only imputed values have one. */
static egb_status read_imputed(const egb_uncertainty_options *options, egb_diag *diag, egb_uncertain *out) {
  const char *text = options->imputed;
  if (!out->has_error) {
    out->error = 0;
    out->error_of_count = 0;
    out->data_errors = options->error == NULL;
  }
  out->imputed_predictive = strcmp(text, "predictive") == 0;
  out->imputed_residuals = strcmp(text, "residuals") == 0;
  out->imputed_error = 0;
  out->has_error = out->has_error || strcmp(text, "none") != 0;
  if (out->imputed_predictive || out->imputed_residuals || strcmp(text, "none") == 0 ||
      egb_share_parse(text, &out->imputed_error))
    return EGB_OK;
  return refuse(diag, "the error of imputed values", text, "write predictive, residuals, none or a share such as 50%");
}

static egb_status read_correlation(const char *text, egb_diag *diag, egb_uncertain *out) {
  const bool unit = strncmp(text, "unit:", 5) == 0, source = strncmp(text, "source:", 7) == 0;
  out->error_by = source ? EGB_ERROR_BY_SOURCE : EGB_ERROR_BY_UNIT;
  out->error_by_place = (egb_place){0};
  if ((unit || source) && egb_share_parse(text + (unit ? 5 : 7), &out->error_correlation))
    return EGB_OK;
  return refuse(diag, "the correlation of errors", text, "write unit:0.5 or source:0.5, with a number from 0 to 1");
}

static egb_status read_failed(const char *text, egb_diag *diag, egb_uncertain *out) {
  out->replace_failed = strcmp(text, "replace") == 0;
  return out->replace_failed || strcmp(text, "report") == 0
             ? EGB_OK
             : refuse(diag, "what becomes of draws that fail", text, "write report or replace");
}

egb_status egb_uncertainty_declare(const egb_plan *plan, const egb_uncertainty_options *options, egb_arena *arena,
                                   egb_diag *diag, egb_uncertain *out) {
  const struct {
    egb_method_family family;
    const char *const *names;
  } lists[] = {{EGB_FAMILY_IMPUTE, options->impute},
               {EGB_FAMILY_TREAT, options->treat},
               {EGB_FAMILY_NORMALISE, options->normalise},
               {EGB_FAMILY_AGGREGATE, options->aggregate}};
  egb_status status = EGB_OK;
  *out = plan->index->uncertainty;
  if (options->weights != NULL)
    status = read_weights(options->weights, diag, out);
  const egb_status stated = read_statements(plan, options, arena, diag, out);
  if (stated == EGB_NO_MEMORY)
    return stated;
  status = egb_status_worse(status, stated);
  if (options->leave_out != NULL && read_leave_out(options->leave_out, diag, out) != EGB_OK)
    status = EGB_USAGE;
  if (options->error != NULL)
    status = egb_status_worse(status, read_error(options->error, diag, out));
  if (options->imputed != NULL)
    status = egb_status_worse(status, read_imputed(options, diag, out));
  if (options->error_correlation != NULL)
    status = egb_status_worse(status, read_correlation(options->error_correlation, diag, out));
  if (options->failed != NULL)
    status = egb_status_worse(status, read_failed(options->failed, diag, out));
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    if (lists[i].names != NULL && read_methods(lists[i].names, lists[i].family, arena, out) != EGB_OK)
      return EGB_NO_MEMORY;
  if (options->aggregate != NULL) { /* everywhere, unless said otherwise as well */
    out->aggregate_at = NULL;
    out->aggregate_at_count = 0;
  }
  if (options->aggregate_at != NULL) {
    const egb_status at = read_aggregate_at(plan, options, arena, diag, out);
    status = at != EGB_OK ? at : status;
  }
  return status;
}
