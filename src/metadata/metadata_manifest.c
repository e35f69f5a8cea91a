/* bundle.json: what a program needs to compute the bundle again, and what is left out. */
#include "base/json_text.h"
#include "metadata/metadata.h"
#include "model/results.h"

#include <inttypes.h>

static void put_text(egb_buffer *out, const char *key, const char *text) {
  if (text == NULL)
    return;
  egb_buffer_format(out, ",\n  \"%s\": ", key);
  egb_json_text(out, text);
}

static void put_given(egb_buffer *out, const egb_bundle *bundle) {
  if (bundle->given == NULL)
    return;
  egb_buffer_text(out, ",\n  \"data\": [");
  for (size_t i = 0; bundle->given[i] != NULL; i++) {
    egb_buffer_text(out, i == 0 ? "" : ", ");
    egb_json_text(out, bundle->given[i]);
  }
  egb_buffer_char(out, ']');
}

static void put_left_out(egb_buffer *out, const egb_bundle *bundle) {
  if (bundle->left_out_count == 0)
    return;
  egb_buffer_text(out, ",\n  \"left-out\": [");
  for (size_t i = 0; i < bundle->left_out_count; i++) {
    const egb_bundle_left_out *one = &bundle->left_out[i];
    egb_buffer_format(out, "%s\n    {\"path\": ", i == 0 ? "" : ",");
    egb_json_text(out, one->path);
    egb_buffer_format(out, ", \"bytes\": %zu, \"sha256\": \"%s\", \"why\": ", one->length, one->sum);
    egb_json_text(out, one->why);
    if (one->licence != NULL) {
      egb_buffer_text(out, ", \"licence\": ");
      egb_json_text(out, one->licence);
    }
    egb_buffer_char(out, '}');
  }
  egb_buffer_text(out, "],\n  \"withheld\": [");
  for (size_t i = 0, count = 0; i < bundle->index->node_count; i++)
    if (bundle->hidden[i]) {
      egb_buffer_text(out, count++ == 0 ? "" : ", ");
      egb_json_text(out, bundle->index->node[i].id);
    }
  egb_buffer_char(out, ']');
}

static const char *role_name(egb_bundle_role role) {
  static const char *const names[] = {"definition", "data", "result", "document", "licence", "metadata", "checksum"};
  return names[role];
}

static bool write_manifest(const egb_bundle *bundle, egb_buffer *out) {
  const egb_bundle_options *o = bundle->options;
  egb_buffer_format(out, "{\n  \"egovbench-bundle\": %d", EGB_BUNDLE_VERSION);
  put_text(out, "program", bundle->about.program);
  put_text(out, "command", bundle->about.command);
  put_text(out, "definition", bundle->definition);
  put_text(out, "home", bundle->home);
  put_given(out, bundle);
  put_text(out, "period", bundle->about.period);
  put_text(out, "scenario", bundle->results->scenario);
  egb_buffer_format(out, ",\n  \"draws\": %zu,\n  \"seed\": \"%" PRIu64 "\",\n  \"level\": ", o->draws, o->seed);
  egb_buffer_number(out, o->level);
  put_text(out, "portal", o->portal);
  put_text(out, "when", o->when);
  put_left_out(out, bundle);
  egb_buffer_text(out, ",\n  \"files\": [");
  for (size_t i = 0; i < bundle->file_count; i++) {
    egb_buffer_format(out, "%s\n    {\"path\": ", i == 0 ? "" : ",");
    egb_json_text(out, bundle->file[i].path);
    egb_buffer_format(out, ", \"role\": \"%s\"}", role_name(bundle->file[i].role));
  }
  egb_buffer_text(out, "]\n}\n");
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_manifest = {.path = EGB_BUNDLE_MANIFEST,
                                                   .media_type = "application/json",
                                                   .title = "What a program needs to compute it again",
                                                   .write = write_manifest};
