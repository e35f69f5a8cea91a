/* bundle.json, which YAML's reader understands: JSON is YAML (1.2, 1.3). */
#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "bundle/gather.h"
#include "verify/verify.h"

#include <string.h>

#define SEED_DIGITS 20 /* of 2^64 - 1 */

typedef struct reader {
  egb_verifying *v;
  egb_yaml yaml;
  bool bad;
} reader;

static egb_status refuse(egb_verifying *v, const char *what, const char *hint) {
  return egb_held_refuse(&v->held, v->diag, EGB_BUNDLE_MANIFEST, what, hint);
}

static const char *text_of(reader *r, size_t map, const char *key) {
  const size_t at = egb_yaml_child(&r->yaml, map, key);
  if (at == EGB_YAML_NONE)
    return NULL;
  r->bad = r->bad || r->yaml.node[at].kind != EGB_YAML_SCALAR_NODE;
  return r->bad ? NULL : r->yaml.node[at].text;
}

static double number_of(reader *r, const char *key, double least, double most) {
  const char *text = text_of(r, 0, key);
  double value = 0;
  const bool good =
      text != NULL && egb_number_parse(text, strlen(text), &value) == EGB_NUMBER_OK && value >= least && value <= most;
  r->bad = r->bad || !good;
  return good ? value : least;
}

/* Of 64 bits, so that it is a text. */
static uint64_t seed_of(reader *r) {
  const char *text = text_of(r, 0, "seed");
  uint64_t value = 0;
  r->bad = r->bad || text == NULL || text[0] == '\0' || strlen(text) > SEED_DIGITS;
  for (; !r->bad && *text != '\0'; text++) {
    const uint64_t digit = (uint64_t)(*text - '0');
    r->bad = !egb_is_digit(*text) || value > (UINT64_MAX - digit) / 10;
    value = r->bad ? 0 : 10 * value + digit;
  }
  return value;
}

/* Standard input, with keys or without: nothing is read but the bundle. */
static bool is_input(const char *given) {
  return given[0] == '-' && egb_path_given(given) == 1;
}

static const char *const *given_of(reader *r) {
  const size_t list = egb_yaml_child(&r->yaml, 0, "data");
  if (list == EGB_YAML_NONE)
    return NULL;
  const char **out = egb_arena_array(r->v->arena, r->yaml.node[list].count + 1, sizeof *out);
  size_t count = 0;
  for (size_t i = r->yaml.node[list].first; out != NULL && i != EGB_YAML_NONE; i = r->yaml.node[i].next)
    out[count++] = r->yaml.node[i].kind == EGB_YAML_SCALAR_NODE ? r->yaml.node[i].text : NULL;
  r->bad = r->bad || r->yaml.node[list].kind != EGB_YAML_LIST || count == 0;
  for (size_t i = 0; i < count; i++)
    r->bad = r->bad || out[i] == NULL || is_input(out[i]);
  return out;
}

static void read_left_out(reader *r, egb_manifest *out) {
  const size_t list = egb_yaml_child(&r->yaml, 0, "left-out");
  if (list == EGB_YAML_NONE)
    return;
  egb_bundle_left_out *one = egb_arena_array(r->v->arena, r->yaml.node[list].count, sizeof *one);
  r->bad = r->bad || r->yaml.node[list].kind != EGB_YAML_LIST;
  for (size_t i = r->yaml.node[list].first; one != NULL && !r->bad && i != EGB_YAML_NONE; i = r->yaml.node[i].next) {
    const char *path = text_of(r, i, "path"), *sum = text_of(r, i, "sha256"), *why = text_of(r, i, "why");
    r->bad = r->bad || path == NULL || sum == NULL || strlen(sum) != sizeof one->sum - 1;
    if (r->bad)
      break;
    one[out->left_out_count] = (egb_bundle_left_out){.path = path, .why = why};
    memcpy(one[out->left_out_count++].sum, sum, sizeof one->sum);
  }
  out->left_out = one;
}

static egb_status check_version(reader *r) {
  const char *text = text_of(r, 0, "egovbench-bundle");
  double version = 0;
  if (text == NULL || egb_number_parse(text, strlen(text), &version) != EGB_NUMBER_OK || version < 1)
    return refuse(r->v, "does not say which version of bundles this is", "verify what `egovbench publish` wrote");
  if (version > EGB_BUNDLE_VERSION) {
    egb_diag_say(r->v->diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE,
                 "%.300s: it is a bundle of version %.20s, which this egovbench (%s) does not know", r->v->held.name,
                 text, egb_version());
    egb_diag_hint(r->v->diag, "verify it with egovbench %.50s or later",
                  text_of(r, 0, "program") == NULL ? "of a later version" : text_of(r, 0, "program"));
    return EGB_REFUSED;
  }
  return EGB_OK;
}

egb_status egb_verify_manifest(egb_verifying *v) {
  reader r = {.v = v};
  egb_manifest *m = &v->manifest;
  const egb_source *file = egb_held_find(&v->held, EGB_BUNDLE_MANIFEST);
  if (file == NULL)
    return egb_held_refuse_none(&v->held, v->diag);
  egb_status status = egb_yaml_parse(v->arena, file, v->diag, &r.yaml);
  if (status != EGB_OK)
    return status;
  status = check_version(&r);
  if (status != EGB_OK)
    return status;
  *m = (egb_manifest){.program = text_of(&r, 0, "program"),
                      .definition = text_of(&r, 0, "definition"),
                      .home = text_of(&r, 0, "home"),
                      .period = text_of(&r, 0, "period"),
                      .scenario = text_of(&r, 0, "scenario"),
                      .portal = text_of(&r, 0, "portal"),
                      .when = text_of(&r, 0, "when"),
                      .given = given_of(&r),
                      .draws = (size_t)number_of(&r, "draws", 1, (double)EGB_BUNDLE_DRAWS),
                      .seed = seed_of(&r),
                      .level = number_of(&r, "level", 1e-6, 99.999999)};
  read_left_out(&r, m);
  if (egb_arena_failed(v->arena))
    return EGB_NO_MEMORY;
  return r.bad || m->definition == NULL || m->program == NULL
             ? refuse(v, "has keys that cannot be understood", "fetch the bundle again from who published it")
             : EGB_OK;
}
