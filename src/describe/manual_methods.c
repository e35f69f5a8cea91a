#include "describe/manual.h"
#include "table/method_words.h"

#include <stdlib.h>

/* What a function of method_words.h says, as a line. */
static void add_sentence(egb_buffer *out, const char *before, egb_buffer *words) {
  char *text = egb_buffer_take(words, NULL);
  if (text == NULL) {
    out->failed = true;
    return;
  }
  egb_buffer_text(out, before);
  egb_manual_text(out, text);
  egb_buffer_text(out, ".\n");
  free(text);
}

static void add_parameter(egb_buffer *out, const egb_parameter *parameter) {
  egb_manual_term(out, parameter->name);
  egb_buffer_text(out, " (");
  egb_buffer kind = {0};
  egb_words_kind(&kind, parameter);
  char *text = egb_buffer_take(&kind, NULL);
  if (text == NULL)
    out->failed = true;
  else
    egb_manual_text(out, text);
  free(text);
  egb_buffer_text(out, parameter->required ? ", required)\n" : ")\n");
  egb_manual_line(out, parameter->help);
  if (!egb_words_has_preset(parameter))
    return;
  egb_buffer preset = {0};
  egb_words_preset(&preset, parameter);
  add_sentence(out, "Without it ", &preset);
}

static void add_parameters(egb_buffer *out, const egb_parameter *parameter, size_t count) {
  if (count == 0)
    return;
  egb_buffer_text(out, ".RS\n");
  for (size_t i = 0; i < count; i++)
    add_parameter(out, &parameter[i]);
  egb_buffer_text(out, ".RE\n");
}

static void add_method(egb_buffer *out, egb_method_family family, const egb_method *row) {
  egb_manual_term(out, row->name);
  egb_buffer_char(out, '\n');
  egb_manual_line(out, row->summary);
  egb_buffer_text(out, ".br\n\\fIFormula:\\fR ");
  egb_manual_line(out, row->formula);
  egb_buffer_text(out, ".br\n\\fIExample:\\fR ");
  egb_manual_line(out, row->example);
  if (family == EGB_FAMILY_IMPUTE && ((const egb_impute *)row)->draw != NULL)
    egb_manual_line(out, "Values can be drawn from its predictive distribution (imputed: predictive).");
  add_parameters(out, row->parameter, row->parameter_count);
}

static void add_family(egb_buffer *out, egb_method_family family, const char *title) {
  egb_buffer_text(out, ".SS ");
  egb_manual_line(out, title);
  size_t count;
  const egb_parameter *common = egb_common_parameters(family, &count);
  if (count > 0) {
    egb_buffer_text(out, ".TP\nEvery method\nAlso takes these parameters:\n");
    add_parameters(out, common, count);
  }
  const egb_method *row;
  for (size_t i = 0; (row = egb_method_at(family, i)) != NULL; i++)
    add_method(out, family, row);
}

void egb_manual_methods(egb_buffer *out) {
  static const char *const titles[] = {
      [EGB_FAMILY_IMPUTE] = "impute: missing values of an indicator",
      [EGB_FAMILY_TREAT] = "treat: outliers of an indicator",
      [EGB_FAMILY_NORMALISE] = "normalise: one indicator onto the common scale; rescale: the same for a node's score",
      [EGB_FAMILY_WEIGHT] = "weights: the relative weights of the children of a node",
      [EGB_FAMILY_AGGREGATE] = "aggregate: the children of a node into its score"};
  egb_manual_heading(out, "methods");
  egb_manual_line(
      out,
      "A method is written by its name, or as a map with method and its parameters. A number may be an expression such "
      "as 1/3 or ln(100). egovbench methods NAME says more about each.");
  for (int family = 0; family < EGB_FAMILY_COUNT; family++)
    add_family(out, (egb_method_family)family, titles[family]);
}
