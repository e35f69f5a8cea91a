/* Nodes as the definition has them. */
#include "model/index.h"

#include <math.h>

double egb_index_node_weight(const egb_index *index, size_t node) {
  return node < index->node_count ? index->node[node].weight : (double)NAN;
}

double egb_index_node_height(const egb_index *index, size_t node, double score) {
  bool falls = index->lower;
  for (size_t at = node; at != EGB_NONE; at = index->node[at].parent)
    falls = falls != index->node[at].subtract;
  return falls ? 0 - score : score;
}

int egb_index_node_direction(const egb_index *index, size_t node) {
  return node < index->node_count ? index->node[node].direction : 0;
}

const char *egb_index_node_unit(const egb_index *index, size_t node) {
  return node < index->node_count && index->node[node].unit != NULL ? index->node[node].unit : "";
}

const char *egb_index_node_column(const egb_index *index, size_t node) {
  return node < index->node_count && index->node[node].column != NULL ? index->node[node].column : "";
}

const double *egb_index_node_goalposts(const egb_index *index, size_t node) {
  return node < index->node_count && index->node[node].has_goalposts ? index->node[node].goalposts : NULL;
}
