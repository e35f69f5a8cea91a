/* What a person finds in an edition, and next year's commands. */
#include "bundle/gather.h"
#include "model/results.h"

static void put_fact(egb_buffer *out, const char *name, const char *text) {
  if (text == NULL || text[0] == '\0')
    return;
  egb_buffer_format(out, "%s: ", name);
  for (; *text != '\0'; text++) /* a line each */
    egb_buffer_char(out, *text == '\n' || *text == '\r' ? ' ' : *text);
  egb_buffer_char(out, '\n');
}

egb_status egb_bundle_gather_edition(egb_bundle *bundle, egb_diag *diag) {
  const egb_bundle_options *o = bundle->options;
  const char *definition = bundle->definition;
  egb_buffer out = {0};
  put_fact(&out, "index", egb_index_id(bundle->index));
  put_fact(&out, "title", egb_index_title(bundle->index, NULL));
  put_fact(&out, "period", egb_results_period(bundle->results));
  put_fact(&out, "frozen", o->when);
  put_fact(&out, "by", o->who);
  put_fact(&out, "why", o->why);
  put_fact(&out, "program", egb_version());
  egb_buffer_format(&out,
                    "definition: %s\n\n"
                    "definition/  the definition and every file that it reads, byte for byte\n"
                    "results/     the ranking, the values of every stage, the weights, computed from these\n\n"
                    "sha256sum -c SHA256SUMS         whether the files are those of the edition\n"
                    "egovbench rank %s   the ranking again\n"
                    "egovbench diff %s NEW.yaml   what moved since, and why\n",
                    definition, definition, definition);
  return egb_bundle_add_text(
      bundle,
      (egb_bundle_file){
          .path = "EDITION.txt", .role = EGB_KEPT_DOCUMENT, .media_type = "text/plain", .title = "What the edition is"},
      &out, diag);
}
