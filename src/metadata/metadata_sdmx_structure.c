/* results/sdmx-structure.json - the structure of results/sdmx.csv as SDMX-JSON 2.1 (sdmx-twg/sdmx-json, structure
 * message): what its columns are, and which codes there are with their names. */
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/metadata.h"
#include "metadata/sdmx.h"
#include "model/results.h"

#include <string.h>

static void put_code(egb_json *json, const char *key, const char *id) {
  egb_buffer code = {0};
  egb_sdmx_code(&code, id);
  json->out->failed = json->out->failed || code.failed;
  egb_json_put(json, key, egb_buffer_string(&code));
  egb_buffer_clear(&code);
}

/* urn:sdmx:org.sdmx.infomodel.KIND=EGOVBENCH:ID(1.0.0), and what follows. */
static void put_urn(egb_json *json, const char *key, const char *kind, const char *id, const char *end) {
  egb_buffer urn = {0};
  egb_buffer_format(&urn, "urn:sdmx:org.sdmx.infomodel.%s=" EGB_SDMX_AGENCY ":%s(" EGB_SDMX_VERSION ")%s", kind, id,
                    end);
  json->out->failed = json->out->failed || urn.failed;
  egb_json_put(json, key, egb_buffer_string(&urn));
  egb_buffer_clear(&urn);
}

static void put_concept(egb_json *json, const char *id) {
  egb_buffer end = {0};
  egb_buffer_format(&end, ".%s", id);
  json->out->failed = json->out->failed || end.failed;
  put_urn(json, "conceptIdentity", "conceptscheme.Concept", "CONCEPTS", egb_buffer_string(&end));
  egb_buffer_clear(&end);
}

static void begin(egb_json *json, const char *id, const char *name) {
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "id", id);
  egb_json_put(json, "agencyID", EGB_SDMX_AGENCY);
  egb_json_put(json, "version", EGB_SDMX_VERSION);
  egb_json_put(json, "name", name);
}

/* ---- codes ----------------------------------------------------------------------------------- */

static void put_named(egb_json *json, const char *id, egb_labels names) {
  static const char *const english[] = {"en", NULL};
  egb_json_open(json, NULL, '{');
  put_code(json, "id", id);
  const char *name = egb_labels_pick(names, english, id);
  egb_json_put(json, "name", name[0] != '\0' ? name : id);
  egb_json_close(json, '}');
}

static void put_units(egb_json *json, const egb_bundle *bundle) {
  const egb_results *results = bundle->results;
  begin(json, "UNITS", "Units");
  egb_json_open(json, "codes", '[');
  for (size_t i = 0; i < results->unit_count; i++)
    put_named(json, results->data->unit[results->order[i]].id,
              bundle->hides_names ? (egb_labels){0} : results->data->unit[results->order[i]].name);
  egb_json_close(json, ']');
  egb_json_close(json, '}');
}

static void put_nodes(egb_json *json, const egb_results *results) {
  begin(json, "NODES", "The index, its dimensions and indicators");
  egb_json_open(json, "codes", '[');
  for (size_t i = 0; i < results->node_count; i++)
    if (results->active[i])
      put_named(json, results->index->node[i].id, results->index->node[i].name);
  egb_json_close(json, ']');
  egb_json_close(json, '}');
}

static void put_words(egb_json *json, const char *id, const char *name, const char *const words[][2], size_t count) {
  begin(json, id, name);
  egb_json_open(json, "codes", '[');
  for (size_t i = 0; i < count; i++) {
    egb_json_open(json, NULL, '{');
    egb_json_put(json, "id", words[i][0]);
    egb_json_put(json, "name", words[i][1]);
    egb_json_close(json, '}');
  }
  egb_json_close(json, ']');
  egb_json_close(json, '}');
}

static void put_codes(egb_json *json, const egb_bundle *bundle) {
  static const char *const measures[][2] = {{"SCORE", "Score"}, {"RANK", "Rank, 1 is best"}};
  static const char *const states[][2] = {{"A", "Normal value"}, {"I", "Imputed value"}, {"O", "Missing value"}};
  egb_json_open(json, "codelists", '[');
  put_units(json, bundle);
  put_nodes(json, bundle->results);
  put_words(json, "MEASURES", "Measures", measures, sizeof measures / sizeof measures[0]);
  put_words(json, "STATES", "States of a value", states, sizeof states / sizeof states[0]);
  egb_json_close(json, ']');
}

/* ---- columns --------------------------------------------------------------------------------- */

/* What the columns of the table are called and described, from the first that is a concept. */
static void put_concepts(egb_json *json, const egb_bundle_file *table) {
  egb_json_open(json, "conceptSchemes", '[');
  begin(json, "CONCEPTS", "Columns");
  egb_json_open(json, "concepts", '[');
  for (size_t i = 3; i < egb_bundle_column_count(table); i++) {
    const egb_bundle_column column = egb_bundle_column_at(table, i);
    egb_json_open(json, NULL, '{');
    egb_json_put(json, "id", column.name);
    egb_json_put(json, "name", column.title);
    egb_json_put(json, "description", column.description);
    egb_json_close(json, '}');
  }
  egb_json_close(json, ']');
  egb_json_close(json, '}');
  egb_json_close(json, ']');
}

static void begin_component(egb_json *json, const char *key, const char *id) {
  egb_json_open(json, key, '{');
  egb_json_put(json, "id", id);
  put_concept(json, id);
}

static void put_coded(egb_json *json, const char *codes) {
  egb_json_open(json, "localRepresentation", '{');
  put_urn(json, "enumeration", "codelist.Codelist", codes, "");
  egb_json_close(json, '}');
}

static void put_typed(egb_json *json, const char *type) {
  egb_json_open(json, "localRepresentation", '{');
  egb_json_put_object(json, "format", "dataType", type);
  egb_json_close(json, '}');
}

static void put_dimensions(egb_json *json, const egb_bundle *bundle) {
  static const char *const dimensions[][2] = {{"REF_AREA", "UNITS"}, {"INDICATOR", "NODES"}, {"MEASURE", "MEASURES"}};
  egb_json_open(json, "dimensionList", '{');
  egb_json_put(json, "id", "DimensionDescriptor");
  egb_json_open(json, "dimensions", '[');
  for (size_t i = 0; i < sizeof dimensions / sizeof dimensions[0]; i++) {
    begin_component(json, NULL, dimensions[i][0]);
    put_coded(json, dimensions[i][1]);
    egb_json_close(json, '}');
  }
  egb_json_close(json, ']');
  if (egb_sdmx_has_time(bundle)) {
    begin_component(json, "timeDimension", "TIME_PERIOD");
    put_typed(json, "ObservationalTimePeriod");
    egb_json_close(json, '}');
  }
  egb_json_close(json, '}');
}

static void put_value(egb_json *json) {
  egb_json_open(json, "measureList", '{');
  egb_json_put(json, "id", "MeasureDescriptor");
  egb_json_open(json, "measures", '[');
  begin_component(json, NULL, "OBS_VALUE");
  put_typed(json, "Double");
  egb_json_close(json, '}');
  egb_json_close(json, ']');
  egb_json_close(json, '}');
}

static void put_state(egb_json *json) {
  egb_json_open(json, "attributeList", '{');
  egb_json_put(json, "id", "AttributeDescriptor");
  egb_json_open(json, "attributes", '[');
  begin_component(json, NULL, "OBS_STATUS");
  put_coded(json, "STATES");
  egb_json_open(json, "attributeRelationship", '{');
  egb_json_open(json, "observation", '{');
  egb_json_close(json, '}');
  egb_json_close(json, '}');
  egb_json_close(json, '}');
  egb_json_close(json, ']');
  egb_json_close(json, '}');
}

static void put_structure(egb_json *json, const egb_bundle *bundle) {
  egb_json_open(json, "dataStructures", '[');
  begin(json, egb_sdmx_structure(bundle), "Scores and ranks");
  egb_json_open(json, "dataStructureComponents", '{');
  put_dimensions(json, bundle);
  put_value(json);
  put_state(json);
  egb_json_close(json, '}');
  egb_json_close(json, '}');
  egb_json_close(json, ']');
}

/* A date is asked for: the one that was given, else the one that stands for none. */
static void put_message(egb_json *json, const egb_bundle *bundle) {
  const char *when = bundle->about.when != NULL ? bundle->about.when : "1970-01-01";
  egb_json_open(json, "meta", '{');
  egb_json_put(json, "schema", "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json");
  egb_json_put(json, "id", egb_sdmx_structure(bundle));
  egb_json_put_two(json, "prepared", when, "T00:00:00Z");
  egb_json_put_object(json, "sender", "id", EGB_SDMX_AGENCY);
  egb_json_close(json, '}');
}

static bool write_structure(const egb_bundle *bundle, egb_buffer *out) {
  egb_json json = {.out = out};
  const egb_bundle_file *table = egb_bundle_find(bundle, "results/sdmx.csv");
  if (table == NULL)
    return true;
  egb_json_open(&json, NULL, '{');
  put_message(&json, bundle);
  egb_json_open(&json, "data", '{');
  put_codes(&json, bundle);
  put_concepts(&json, table);
  put_structure(&json, bundle);
  egb_json_close(&json, '}');
  egb_json_close(&json, '}');
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_sdmx_structure = {.path = "results/sdmx-structure.json",
                                                         .media_type = "application/json",
                                                         .title = "Structure of the SDMX-CSV",
                                                         .description =
                                                             "Columns and codes of results/sdmx.csv, as SDMX-JSON 2.1.",
                                                         .write = write_structure};
