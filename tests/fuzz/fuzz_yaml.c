/* Any bytes as a definition. Nothing may crash or leak; an index comes out exactly when no error was told; every place
 * lies inside its source; the tree and the weights are as model/index.h promises. */
#include "model/index.h"
#include "read/yaml.h"
#include "standalone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void require(bool condition) {
  if (!condition)
    abort();
}

static void check_place(egb_place place) {
  require(place.source == NULL || (size_t)place.offset + place.length <= place.source->length);
}

/* The array is a tree in document order: children behind their parent, linked in one chain of the right length. */
static void check_yaml(const egb_yaml *yaml) {
  for (size_t i = 0; i < yaml->count; i++) {
    const egb_yaml_node *node = &yaml->node[i];
    check_place(node->place);
    check_place(node->key_place);
    require(strlen(node->text) == node->length);
    require((i == 0) == (node->parent == EGB_YAML_NONE) && (i == 0 || node->parent < i));
    size_t count = 0;
    for (size_t child = node->first; child != EGB_YAML_NONE; child = yaml->node[child].next, count++) {
      require(child > i && yaml->node[child].parent == i);
      require((yaml->node[child].key != NULL) == (node->kind == EGB_YAML_MAP));
    }
    require(count == node->count);
  }
}

static void check_node(const egb_index *index, size_t i) {
  const egb_node *node = &index->node[i];
  check_place(node->place);
  check_place(node->weight_place);
  check_place(node->column_place);
  check_place(node->compute_place);
  check_place(node->goalposts_place);
  require(node->id[0] != '\0' && egb_index_find(index, node->id) == i);
  require((i == 0) == (node->parent == EGB_NONE) && (i == 0 || node->parent < i));
  require(isfinite(node->weight) && node->weight >= 0);
  if (node->first_child == EGB_NONE) {
    require(node->normalise.name != NULL && (node->column != NULL) != (node->compute != NULL));
    require(!node->has_goalposts || node->goalposts[0] < node->goalposts[1]);
    require(!node->has_bounds || node->bounds[0] < node->bounds[1]);
    return;
  }
  double sum = 0;
  size_t count = 0;
  for (size_t child = node->first_child; child != EGB_NONE; child = index->node[child].next, count++) {
    require(index->node[child].parent == i && index->node[child].depth == node->depth + 1);
    require(index->node[child].end <= node->end);
    sum += index->node[child].weight;
  }
  require(count == node->child_count && sum > 0 && isfinite(sum));
  require(node->aggregate.name != NULL && node->weights.name != NULL);
  require(node->available >= 0 && node->available <= 1);
}

static void check_index(const egb_index *index) {
  require(index->node_count >= 2 && index->scale > 0);
  for (size_t i = 0; i < index->node_count; i++)
    check_node(index, i);
  for (size_t i = 1; i < index->level_count; i++)
    require(egb_index_height(index, index->level[i - 1].from) > egb_index_height(index, index->level[i].from));
  for (size_t i = 0; i < index->scenario_count; i++)
    for (size_t k = 0; k < index->scenario[i].count; k++)
      require(index->scenario[i].weight[k].node > 0 && index->scenario[i].weight[k].node < index->node_count);
}

/* Scenarios keep the nodes and their numbers. */
static void check_variants(const egb_index *index) {
  for (size_t i = 0; i < index->scenario_count; i++) {
    const egb_index *variant = index->scenario[i].variant;
    if (variant == NULL)
      continue;
    check_index(variant);
    require(variant->base == index && variant->node_count == index->node_count);
    for (size_t n = 0; n < index->node_count; n++)
      require(strcmp(variant->node[n].id, index->node[n].id) == 0 && variant->node[n].parent == index->node[n].parent);
  }
}

/* Whatever a definition extends. */
static egb_status serve(void *context, const char *path, const char **text, size_t *length) {
  static const char base[] = "egovbench: 1\nid: toy\ndata: [a.csv]\ndefaults: {aggregate: arithmetic}\nindicators:\n"
                             "  - {id: A, weight: 2, indicators: [{id: x, goalposts: [0, 1]}, {id: y, column: b}]}\n"
                             "  - {id: z, points: {1: 0, 2: 1}}\n"
                             "scenarios: {s: {weights: {A: 1}}, t: {nodes: {x: {goalposts: ~}}}}\n";
  *(size_t *)context += strlen(path);
  *text = base;
  *length = sizeof base - 1;
  return EGB_OK;
}

/* The tree by itself: a refused text may have one all the same. */
static void read_yaml(const uint8_t *bytes, size_t size) {
  egb_arena *arena = egb_arena_new();
  egb_diag *diag = egb_diag_new();
  char *text = arena != NULL ? egb_arena_text(arena, (const char *)bytes, size) : NULL;
  if (text != NULL && diag != NULL) {
    const egb_source source = {"fuzz.yaml", text, size, NULL};
    egb_yaml yaml;
    const egb_status status = egb_yaml_parse(arena, &source, diag, &yaml);
    require(status == EGB_NO_MEMORY || (status == EGB_OK) == (egb_diag_count(diag, EGB_SEVERITY_ERROR) == 0));
    require(status != EGB_OK || yaml.count > 0);
    check_yaml(&yaml);
  }
  egb_diag_free(diag);
  egb_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  read_yaml(bytes, size);
  egb_diag *diag = egb_diag_new();
  if (diag == NULL)
    return 0;
  egb_index *index = NULL;
  size_t asked = 0;
  /* An empty input has no address of its own; a text of no bytes is a definition all the same. */
  const egb_index_options options = {.size = sizeof options,
                                     .text = size > 0 ? (const char *)bytes : "",
                                     .length = size,
                                     .read = serve,
                                     .context = &asked};
  const egb_status status = egb_index_read("fuzz.yaml", &options, diag, &index);
  require((status == EGB_OK) == (index != NULL));
  require(status == EGB_NO_MEMORY || (status == EGB_OK) == (egb_diag_count(diag, EGB_SEVERITY_ERROR) == 0));
  if (index != NULL) {
    check_index(index);
    check_variants(index);
  }
  char *text = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, true);
  egb_free(text);
  egb_index_free(index);
  egb_diag_free(diag);
  return 0;
}
