/* egovbench.h - the public interface of libegovbench, and its manual.
 *
 * A program uses it in this order:
 *
 *   egb_diag    *diag  = egb_diag_new();
 *   egb_index   *index = NULL;   egb_index_load("indicators/egdi.yaml", diag, &index);
 *   egb_dataset *data  = NULL;   egb_dataset_load(index, NULL, diag, &data);
 *   egb_plan    *plan  = NULL;   egb_plan_new(index, data, NULL, diag, &plan);
 *   egb_results *res   = NULL;   egb_score(plan, diag, &res);
 *   ... egb_results_score(res, unit), egb_results_rank(res, unit) ...
 *   egb_plan_set_weight(plan, "OS", 0.3, EGB_RESCALE_PROPORTIONAL, diag);
 *   egb_rescore(plan, res, diag);
 *   egb_results_free(res); egb_plan_free(plan); egb_dataset_free(data);
 *   egb_index_free(index); egb_diag_free(diag);
 *
 * Rules that hold everywhere:
 *  - The library never prints, never exits and keeps no global state. Two threads may use it at once as
 *    long as they do not share a plan, results or diag object.
 *  - Everything that can fail returns egb_status; what went wrong, with its place, is in the egb_diag given.
 *    A diag argument is never NULL. On failure an out-pointer is left NULL. Statuses are named at each function,
 *    but for those that any may return: EGB_NO_MEMORY; EGB_INTERNAL; and EGB_USAGE for a structure of options
 *    without a size. EGB_REFUSED and EGB_UNCOMPUTABLE come with a message that names what to change.
 *  - What a _new, _load or similar function puts in *out belongs to the caller, who releases it with the _free of its
 *    kind; every _free takes NULL. Arguments are read during the call only, unless "borrows" is said: such an object
 *    must outlive the new one.
 *  - Arguments come in one order: the object; what is asked about it (units, nodes, other objects); options; languages;
 *    which rows (units, top, depth); diag; out. Languages are in the structure of options where a function has one.
 *    A function takes a diag where more than memory can fail.
 *  - Text is UTF-8, NUL-terminated. Pointers returned by accessors are borrowed: they live as long as the
 *    object they were asked of. A buffer the caller must release says so and is released by egb_free().
 *  - A missing number is NaN. Indices of units, nodes, columns and periods count from 0. Beyond the last,
 *    accessors give "" for a text, NaN for a number, NULL for a structure, SIZE_MAX for an index.
 *  - Structures that the library hands out by pointer, and those that begin with their size, may gain members at their
 *    end; those in arrays of the caller, and inside other structures, stay as they are.
 *  - Deprecation: what a later version replaces is marked deprecated in this file, with what to use instead, and works
 *    for at least two minor versions and one year. It is then removed with a new major version, never before. Codes of
 *    messages, ids of columns and values of enumerations are never given another meaning.
 *  - Lifetimes: a dataset borrows its index; a plan borrows both; results borrow the plan's index and data
 *    (not the plan). Free in reverse order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EGOVBENCH_H
#define EGOVBENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define EGB_API __attribute__((visibility("default")))
#else
#define EGB_API
#endif

/* ---- status ---------------------------------------------------------------------------------- */

typedef enum egb_status {
  EGB_OK = 0,
  EGB_REFUSED,      /* the definition or the data is wrong; the diag says where */
  EGB_IO,           /* a file could not be read or written */
  EGB_UNCOMPUTABLE, /* correct input that has no answer (for instance: no unit has enough data) */
  EGB_USAGE,        /* an argument names something that does not exist (a node, a unit, a period) */
  EGB_NO_MEMORY,    /* an allocation failed */
  EGB_INTERNAL      /* our bug */
} egb_status;

/* The name of a status without its prefix, "refused"; "unknown" for other numbers. Static. */
EGB_API const char *egb_status_name(egb_status status);

/* The version of this header, as numbers that a preprocessor compares: EGB_VERSION_NUMBER >= EGB_VERSION_OF(1, 2, 0).
 */
#define EGB_VERSION_MAJOR 0
#define EGB_VERSION_MINOR 2
#define EGB_VERSION_PATCH 0
#define EGB_VERSION_OF(major, minor, patch) ((major)*1000000 + (minor)*1000 + (patch))
#define EGB_VERSION_NUMBER EGB_VERSION_OF(EGB_VERSION_MAJOR, EGB_VERSION_MINOR, EGB_VERSION_PATCH)
/* The version of the library that runs: "MAJOR.MINOR.PATCH"; as EGB_VERSION_OF counts. */
EGB_API const char *egb_version(void);
EGB_API int egb_version_number(void);

/* Options. Every structure of options begins with its size, as the program's header has it, so that later versions can
 * add members at its end; all other members may be zero, which is their default. NULL for the whole structure: all
 * defaults. EGB_USAGE: no size, or a member that this library does not know.
 *
 *   egb_plan_options options = EGB_PLAN_OPTIONS_INIT;
 *   options.period = "2024";
 *
 * In C a literal is shorter: &EGB_OPTIONS(egb_plan_options, .period = "2024"). */
#ifdef __cplusplus
extern "C++" {
template <typename T> static inline T egb_init() {
  T options = T();
  options.size = sizeof(T);
  return options;
}
}
#define EGB_INIT(type) egb_init<type>()
#else
#define EGB_INIT(type)                                                                                                 \
  { .size = sizeof(type) }
#define EGB_OPTIONS(type, ...) ((type){.size = sizeof(type), __VA_ARGS__})
#endif

/* Releases a buffer this library handed over. NULL is allowed. */
EGB_API void egb_free(void *buffer);

/* ---- diagnostics ----------------------------------------------------------------------------- */

typedef struct egb_diag egb_diag;

typedef enum egb_severity { EGB_SEVERITY_NOTE = 0, EGB_SEVERITY_WARNING = 1, EGB_SEVERITY_ERROR = 2 } egb_severity;

/* One message. file is NULL when it has no place; line and column count from 1, in characters.
 * source_line is the text of that line (may be cut, never NULL when file is set); width is the number of
 * characters to underline (at least 1). hint may be NULL. */
typedef struct egb_message {
  egb_severity severity;
  const char *code; /* stable, for instance "E0104": egb_code_meaning */
  const char *file;
  size_t line;
  size_t column;
  size_t width;
  const char *source_line;
  const char *text;
  const char *hint;
} egb_message;

typedef enum egb_diag_format {
  EGB_DIAG_HUMAN = 0, /* file:line:col: error[E0104]: text, source line, caret, help */
  EGB_DIAG_JSON,      /* one JSON array */
  EGB_DIAG_SARIF,     /* SARIF 2.1.0 */
  EGB_DIAG_GITHUB     /* workflow commands ::error file=...:: */
} egb_diag_format;

/* What a code means, in one sentence; "" for other texts. The codes there are, in their order; "" beyond the last. */
EGB_API const char *egb_code_meaning(const char *code);
EGB_API const char *egb_code(size_t i);

/* An empty collection of messages, to be released with egb_diag_free. NULL when memory ran out. */
EGB_API egb_diag *egb_diag_new(void);
/* Releases the messages and all texts borrowed from them. */
EGB_API void egb_diag_free(egb_diag *diag);
/* Forgets every message. */
EGB_API void egb_diag_clear(egb_diag *diag);
/* A point in the messages of a diag, from egb_diag_mark for egb_diag_rewind. */
typedef struct egb_diag_point {
  size_t kept;        /* messages that were kept by then: those behind it came later */
  size_t reported[3]; /* by severity */
  size_t lost, number;
} egb_diag_point;
/* Tries something whose messages may not be wanted: a mark before it, and afterwards a rewind, which forgets all that
 * was reported since, the counts included. The texts of forgotten messages stay where they are until egb_diag_clear or
 * egb_diag_free. A point may be used more than once; one that was itself rewound over changes nothing before it. */
EGB_API egb_diag_point egb_diag_mark(const egb_diag *diag);
EGB_API void egb_diag_rewind(egb_diag *diag, egb_diag_point to);
/* How many messages of exactly this severity were reported (also those beyond the cap of kept ones). */
EGB_API size_t egb_diag_count(const egb_diag *diag, egb_severity severity);
/* How many messages are kept, at most 50 errors, 50 warnings and 50 notes. */
EGB_API size_t egb_diag_kept(const egb_diag *diag);
/* Message i (< egb_diag_kept) in the order of reporting. Borrowed. */
EGB_API const egb_message *egb_diag_message(const egb_diag *diag, size_t i);
/* All kept messages of at least the given severity as text, to be released by egb_free(); NULL when memory
 * ran out. colour applies to EGB_DIAG_HUMAN only. */
EGB_API char *egb_diag_text(const egb_diag *diag, egb_diag_format format, egb_severity least, bool colour);

/* ---- index: the definition ------------------------------------------------------------------- */

typedef struct egb_index egb_index;

/* Reads a definition. EGB_IO: cannot be read; EGB_REFUSED: every fault found is in diag. */
EGB_API egb_status egb_index_load(const char *path, egb_diag *diag, egb_index **out);
/* The same from memory: length bytes, copied. name takes the place of the path, in messages and as the file whose
 * folder data files are looked for in. EGB_REFUSED. */
EGB_API egb_status egb_index_parse(const char *name, const char *text, size_t length, egb_diag *diag, egb_index **out);
/* Both, with more to choose from. */
typedef struct egb_index_options {
  size_t size;
  const char *home; /* whose indicators/ holds the definitions that `extends:` names without a file; NULL: egb_home() */
  const char *text; /* the definition, length bytes, copied; NULL: it is read */
  size_t length;
  /* Reads in place of the file system, as in egb_data_options: the definition, and those it extends. NULL: files */
  egb_status (*read)(void *context, const char *path, const char **text, size_t *length);
  void *context;
} egb_index_options;
#define EGB_INDEX_OPTIONS_INIT EGB_INIT(egb_index_options)
/* path: as in egb_index_load, or the name of the text, as in egb_index_parse. A definition may extend another one
 * (`extends:`), below its folder or shipped; EGB_IO: that one cannot be read. */
EGB_API egb_status egb_index_read(const char *path, const egb_index_options *options, egb_diag *diag, egb_index **out);
/* The files that a definition extends, the nearest first. */
EGB_API size_t egb_index_extended_count(const egb_index *index);
EGB_API const char *egb_index_extended(const egb_index *index, size_t i);
/* The folder with indicators/ and data/ that this library was installed with; it need not exist. Static. */
EGB_API const char *egb_home(void);
/* A definition of a home folder (NULL: egb_home) by its name: home/indicators/NAME.yaml. EGB_USAGE: there is none; the
 * diag names those there are. Its data: egb_data_options.home. */
EGB_API egb_status egb_index_shipped(const char *name, const char *home, egb_diag *diag, egb_index **out);
EGB_API void egb_index_free(egb_index *index);

/* The `id:` of the definition. */
EGB_API const char *egb_index_id(const egb_index *index);
/* The title in the first of the languages that exists (BCP 47 tags; NULL-terminated list, NULL = as written). */
EGB_API const char *egb_index_title(const egb_index *index, const char *const *languages);
/* Nodes in pre-order, parents before their children; node 0 is the index itself. The id of a node, its name in the
 * first of the languages that exists (as egb_index_title), the node above it, and whether it is an indicator, which has
 * no children, or an aggregate. */
EGB_API size_t egb_index_node_count(const egb_index *index);
EGB_API const char *egb_index_node_id(const egb_index *index, size_t node);
EGB_API const char *egb_index_node_name(const egb_index *index, size_t node, const char *const *languages);
EGB_API size_t egb_index_node_parent(const egb_index *index, size_t node); /* SIZE_MAX for node 0 */
EGB_API bool egb_index_node_is_indicator(const egb_index *index, size_t node);
/* The node with this id, SIZE_MAX when there is none. */
EGB_API size_t egb_index_find(const egb_index *index, const char *id);
/* A node as the definition has it. Weight: 1 where none is written, also where a file has it; the last one where it
 * depends on the period; NaN: no such node. Direction: 1 where the score
 * rises with the value, -1 where it falls; 0: no such node. Unit of the values and the data column ("" where none is
 * written, or the node is an aggregate or computed). */
EGB_API double egb_index_node_weight(const egb_index *index, size_t node);
EGB_API int egb_index_node_direction(const egb_index *index, size_t node);
EGB_API const char *egb_index_node_unit(const egb_index *index, size_t node);
EGB_API const char *egb_index_node_column(const egb_index *index, size_t node);
/* Two numbers, the values that earn the worst and the best score; NULL: none are written. */
EGB_API const double *egb_index_node_goalposts(const egb_index *index, size_t node);
/* The best score there can be, 100 or 1 in most definitions. */
EGB_API double egb_index_scale(const egb_index *index);
/* How many data files the definition names; 0: whoever uses it brings the data. */
EGB_API size_t egb_index_data_file_count(const egb_index *index);
/* True for an index whose values are ranks as published: its only indicator has the unit `rank` and the direction
 * `lower`. Simulations, exact answers and comparisons of other weights are EGB_UNCOMPUTABLE for it: nothing that could
 * vary makes its ranks. */
EGB_API bool egb_index_is_published(const egb_index *index);
/* Whether ranks have bounds from the data (`rank: bounds:`): a ranking then shows them without a simulation. */
EGB_API bool egb_index_has_rank_bounds(const egb_index *index);
/* The scenarios of the definition, in its order. */
EGB_API size_t egb_index_scenario_count(const egb_index *index);
EGB_API const char *egb_index_scenario_id(const egb_index *index, size_t scenario);
/* The index as a scenario has it, where that changes methods, nodes or data: its data set and its plan are made of this
 * one. For other scenarios, NULL and names that there are not: the index of the definition. Nodes keep their numbers.
 * An index and those of its scenarios are one object: egb_index_free of any of them, once, releases all. */
EGB_API egb_index *egb_index_under(egb_index *index, const char *scenario);
/* Whether a scenario needs a data set of its own: its files, columns or bounds are not those of the definition. */
EGB_API bool egb_index_scenario_has_data(const egb_index *index, size_t scenario);

/* ---- data ------------------------------------------------------------------------------------ */

typedef struct egb_dataset egb_dataset;

/* Where data comes from. */
typedef struct egb_data_options {
  size_t size;
  const char *home; /* folder that holds data/; searched after the definition's own folder and its ../data */
  /* file_count, read in place of the definition's data files; "-": stdin_text; FILE{key: value}: with these keys of a
   * data file over what the definition says. A file under the name of one of the definition's is read as that one is;
   * of another name it takes over headers, renamed columns and tokens of missing values; NULL: none */
  const char *const *files;
  size_t file_count;
  const char *stdin_text; /* the contents of "-", stdin_length bytes */
  size_t stdin_length;
  /* Reads in place of the file system: called with every path where a file may be, one after the other. EGB_OK: *text
   * (copied before the next call) and *length are its contents; EGB_IO: there is no such file; anything else ends the
   * load. What a definition may have read is for it to decide. NULL: files are read */
  egb_status (*read)(void *context, const char *path, const char **text, size_t *length);
  void *context;
  size_t units; /* of egb_dataset_blank: so many units called "1", "2", ..., whatever lists and files there are; 0: none
                   of these. Others do not read it */
  /* NULL-terminated: columns of numbers that are read besides those that the definition names, from the data files or
   * the list of units, for statistics; one that is in none of them is left out. NULL: none */
  const char *const *columns;
  size_t threads; /* that read and check large files, and score plans of this data whose own options say no number; 0:
                     as many as there are processors to run on. The data set is the same for any number */
} egb_data_options;
#define EGB_DATA_OPTIONS_INIT EGB_INIT(egb_data_options)

/* Reads, joins and checks the data the definition asks for. options may be NULL. EGB_IO: a file cannot be read;
 * EGB_REFUSED: a fault of a file or of how they fit together, also that the definition names no data and options none.
 * Borrows the index. */
EGB_API egb_status egb_dataset_load(const egb_index *index, const egb_data_options *options, egb_diag *diag,
                                    egb_dataset **out);
/* Files as publishers ship them: what they are, and what an entry of `data:` says about them; or, by the log of an
 * earlier import as the recipe, files that are read as those were. */
typedef struct egb_import egb_import;
typedef struct egb_import_options {
  size_t size;
  const char *const *files; /* paths; "-" is stdin_text */
  size_t file_count;
  const char *as; /* the publisher, as `as:` takes it in a definition; NULL: recognised */
  const char *stdin_text;
  size_t stdin_length;
  const char *units; /* a list of the units, as `units:` takes it in a definition: the only ones that rows may be about;
                        NULL: none */
  const char *recipe; /* the log (EGB_IMPORT_LOG) of an earlier import: says all about the files, in its order, and what
                         does not fit it is refused; NULL: none */
  size_t threads;     /* as in egb_data_options */
} egb_import_options;
#define EGB_IMPORT_OPTIONS_INIT EGB_INIT(egb_import_options)

/* Recognises the files; no value is read by it yet. Files and the list of units may have keys behind them, in braces,
 * as in egb_data_options; what is given is not guessed. EGB_IO: a file cannot be read. EGB_USAGE: no files, or no such
 * publisher. EGB_REFUSED: keys or a recipe that cannot be used. */
EGB_API egb_status egb_import_new(const egb_import_options *options, egb_diag *diag, egb_import **out);
/* Reads every value of every indicator by the entries, as a definition would that names them all. */
EGB_API egb_status egb_import_read(egb_import *import, egb_diag *diag);
/* The entries as YAML, each key with its evidence as a comment, and, once it was read, what there is. Release with
 * egb_free; NULL: out of memory. */
EGB_API char *egb_import_entry(const egb_import *import);
/* What an import writes, once it was read. */
typedef enum egb_import_part {
  EGB_IMPORT_TABLE = 0, /* CSV in the long form: unit, indicator, period (when there are any), value, error, status,
                         * and, where the files have them, name of the unit and label of the indicator */
  EGB_IMPORT_META,      /* YAML: what the table holds and where it is from, as far as the files say */
  EGB_IMPORT_LOG        /* YAML: the entries with their evidence, columns, rows left out, units found by name or code;
                           the recipe of the next import */
} egb_import_part;
/* name: of the table's file. Release with egb_free; NULL: out of memory, or nothing was read. */
EGB_API char *egb_import_text(const egb_import *import, egb_import_part part, const char *name);
EGB_API void egb_import_free(egb_import *import);

/* A table in memory: `value[column][row]`, NaN: missing. */
typedef struct egb_data_arrays {
  size_t size;
  size_t rows, columns;
  const char *const *unit;   /* id per row */
  const char *const *name;   /* per row; NULL: none */
  const char *const *period; /* per row; NULL: no periods */
  const char *const *column; /* what the columns are called in the definition */
  const double *const *value;
} egb_data_arrays;
#define EGB_DATA_ARRAYS_INIT EGB_INIT(egb_data_arrays)

/* The same from arrays, which are copied, in place of the definition's data files; checked like them. options: where
 * the unit list of the definition is, if it has one; files are not read. Messages call the table "<arrays>". The
 * statuses are those of egb_dataset_load. */
EGB_API egb_status egb_dataset_from(const egb_index *index, const egb_data_arrays *arrays,
                                    const egb_data_options *options, egb_diag *diag, egb_dataset **out);
/* A dataset without any values, every cell missing: the units of the definition's unit list, or those of
 * options->files, or options->units numbered ones, for what only needs a plan, such as weights. EGB_USAGE: more than
 * a million of them; else as egb_dataset_load. */
EGB_API egb_status egb_dataset_blank(const egb_index *index, const egb_data_options *options, egb_diag *diag,
                                     egb_dataset **out);
EGB_API void egb_dataset_free(egb_dataset *data);
/* Calls visit with every path where loading would look for a file, whether or not there is one, and with those of the
 * definitions that the index extends: for programs that watch
 * files. visit returns false to end early, which is EGB_OK as well; the path is borrowed for the call. */
EGB_API egb_status egb_dataset_inputs(const egb_index *index, const egb_data_options *options,
                                      bool (*visit)(void *context, const char *path), void *context, egb_diag *diag);

/* A definition drafted from tables, valid at once: an indicator for each column of numbers, with goalposts from its
 * range, and comments that say what is left to decide. names: what the definition calls each file, relative to the
 * folder it will be in; id: a text that its id is made of. Files may have keys behind them, in braces. One of them may
 * be a table that describes the index (iMeta of COINr), which gives it its tree, weights and directions. Release *out
 * with egb_free. EGB_REFUSED: a file cannot be read, or has no column of units or of numbers; EGB_USAGE: there is no
 * data, or two descriptions. */
EGB_API egb_status egb_index_draft(const char *const *files, const char *const *names, size_t count, const char *id,
                                   egb_diag *diag, char **out);

/* Whether the definition, or a unit of the data (NULL: none), has a name in a language: "ja", "zh-Hant". */
EGB_API bool egb_index_speaks(const egb_index *index, const egb_dataset *data, const char *language);
/* Whether the library's own sentences, those of audits and reports, are in a language: English, Chinese in traditional
 * characters and Japanese. */
EGB_API bool egb_phrases_speak(const char *language);
/* The files that were read: the definition, those that it extends, unit lists and data, whichever they are; a file may
 * come twice. The path and the bytes; NULL beyond the last. */
EGB_API const char *egb_dataset_file(const egb_dataset *data, size_t i, const char **bytes, size_t *length);
/* How many units there are; the id of one, and its name in the first of the languages that exists (as egb_index_title),
 * its id where it has none. */
EGB_API size_t egb_dataset_unit_count(const egb_dataset *data);
EGB_API const char *egb_dataset_unit_id(const egb_dataset *data, size_t unit);
EGB_API const char *egb_dataset_unit_name(const egb_dataset *data, size_t unit, const char *const *languages);
/* The languages (BCP 47 tags) of names and titles in the definition and its data, each once, in order of appearance; at
 * most EGB_LANGUAGES_MAX. NULL past the last. */
#define EGB_LANGUAGES_MAX 64
EGB_API const char *egb_dataset_language(const egb_dataset *data, size_t language);
/* The unit with this id or (ignoring case and accents) name; else the one that the table of countries' names knows by
 * the text, in any of its languages and codes ("Chinese Taipei", "EL"). SIZE_MAX when there is none, or not one, or
 * memory ran out. */
EGB_API size_t egb_dataset_find_unit(const egb_dataset *data, const char *id_or_name);
/* Reports why a text that is no unit of the data is known all the same: it may be several, which are listed ("Congo"),
 * or is a country that the data lacks. EGB_USAGE: reported; EGB_OK: nothing is known about it; EGB_NO_MEMORY. */
EGB_API egb_status egb_dataset_explain_unit(const egb_dataset *data, const char *text, egb_diag *diag);
/* Periods in ascending order; one empty text when the data has none. */
EGB_API size_t egb_dataset_period_count(const egb_dataset *data);
EGB_API const char *egb_dataset_period(const egb_dataset *data, size_t period);
/* Groupings (region, income, ...) and the group a unit is in ("" when unknown). */
EGB_API size_t egb_dataset_grouping_count(const egb_dataset *data);
EGB_API const char *egb_dataset_grouping_id(const egb_dataset *data, size_t grouping);
/* The group of a unit; where it changes, that of the latest period. */
EGB_API const char *egb_dataset_unit_group(const egb_dataset *data, size_t unit, size_t grouping);

/* ---- plan: what will be computed ------------------------------------------------------------- */

typedef struct egb_plan egb_plan;

typedef struct egb_plan_options {
  size_t size;
  const char *scenario;      /* id of a weight scenario of the definition; NULL: none */
  const char *period;        /* a period of the data; NULL: the definition's, else the latest */
  const char *const *drop;   /* ids of nodes left out, whatever the scenario says; NULL-terminated; NULL: none */
  const char *const *method; /* "ID=METHOD" instead of the definition's: aggregation or weighting of an aggregate,
                                normalisation of an indicator; NULL-terminated; NULL: none */
  size_t threads;            /* of scoring, where there are many units; 0: as many as the data was read by. Results are
                                the same for any number */
} egb_plan_options;
#define EGB_PLAN_OPTIONS_INIT EGB_INIT(egb_plan_options)

/* How the siblings of a changed weight react. */
typedef enum egb_rescale {
  EGB_RESCALE_PROPORTIONAL = 0, /* the siblings' total stays; the others share the rest in their proportions */
  EGB_RESCALE_FREE              /* the others keep their weights; the total changes */
} egb_rescale;

/* Resolves every method and parameter and checks them against the data: accepted or refused as a whole. options may be
 * NULL. EGB_USAGE: an option names something that does not exist; EGB_REFUSED: the definition does not go together, or
 * not with the data; EGB_UNCOMPUTABLE: no weight is written for the period. Borrows index and data. */
EGB_API egb_status egb_plan_new(const egb_index *index, const egb_dataset *data, const egb_plan_options *options,
                                egb_diag *diag, egb_plan **out);
EGB_API void egb_plan_free(egb_plan *plan);
/* Gives one node a weight, in the units the definition uses among its siblings. EGB_USAGE, plan unchanged: unknown
 * node, the root, a weight that is negative or not finite, more than the siblings' total under
 * EGB_RESCALE_PROPORTIONAL, all weights of the siblings zero. */
EGB_API egb_status egb_plan_set_weight(egb_plan *plan, const char *node, double weight, egb_rescale rescale,
                                       egb_diag *diag);
/* Several at once, so that two siblings can both be fixed: count texts "ID=W"; W may end in % (of the siblings' total).
 * EGB_USAGE, plan unchanged: as egb_plan_set_weight, or a text is not of that form. */
EGB_API egb_status egb_plan_set_weights(egb_plan *plan, const char *const *settings, size_t count, egb_rescale rescale,
                                        egb_diag *diag);
/* The same with changes by an amount, "ID+=W" and "ID-=W", and one more rule for the siblings. rescale: NULL or
 * "proportional", "free", or "from=ID": that sibling gives what the others get. EGB_USAGE, plan unchanged: likewise. */
EGB_API egb_status egb_plan_revise(egb_plan *plan, const char *const *settings, size_t count, const char *rescale,
                                   egb_diag *diag);
/* Weight of a node in the definition's units; its share among its siblings; its share of the whole index. */
EGB_API double egb_plan_weight(const egb_plan *plan, size_t node);
EGB_API double egb_plan_share(const egb_plan *plan, size_t node);
EGB_API double egb_plan_effective_weight(const egb_plan *plan, size_t node);
/* The stages that offer a choice of methods. */
typedef enum egb_method_family {
  EGB_FAMILY_IMPUTE = 0, /* indicators */
  EGB_FAMILY_TREAT,      /* indicators */
  EGB_FAMILY_NORMALISE,  /* indicators */
  EGB_FAMILY_WEIGHT,     /* aggregates */
  EGB_FAMILY_AGGREGATE,  /* aggregates */
  EGB_FAMILY_COUNT
} egb_method_family;
/* The name of the method in force ("minmax"), "" where there is none. */
EGB_API const char *egb_plan_method(const egb_plan *plan, size_t node, egb_method_family family);
/* False for what a scenario drops, and all below it. */
EGB_API bool egb_plan_takes_part(const egb_plan *plan, size_t node);

/* ---- results --------------------------------------------------------------------------------- */

/* What takes a plan and results wants results of that index, data set, period and scenario: else EGB_USAGE, reported.
 */
typedef struct egb_results egb_results;

/* Runs every stage. EGB_UNCOMPUTABLE: no unit can be ranked, or a method has no answer on this data. Borrows the index
 * and the data of the plan, but not the plan, which may be freed or changed before the results. */
EGB_API egb_status egb_score(const egb_plan *plan, egb_diag *diag, egb_results **out);
/* The same results from less work: what methods learn from the periods that `fit:` names is taken from `like`, results
 * of another period of the same index, data and scenario. Learned anew where it does not fit, and when `like` is NULL.
 * For all periods in turn; messages about the periods learned from come with the first. */
EGB_API egb_status egb_score_like(const egb_plan *plan, const egb_results *like, egb_diag *diag, egb_results **out);
/* Plans and scores every scenario in every period of the data that has values and keeps nothing of it: what any of them
 * would refuse, each message once. Scenarios with data of their own are checked one by one, with their index
 * (egb_index_under) and their data. The first status that is not EGB_OK, else EGB_OK. */
EGB_API egb_status egb_check(const egb_index *index, const egb_dataset *data, egb_diag *diag);
/* Brings results of the same index, data and period up to date with changed weights, recomputing only what they
 * change; allocates nothing but messages. EGB_USAGE: results of something else; EGB_UNCOMPUTABLE: as egb_score. */
EGB_API egb_status egb_rescore(const egb_plan *plan, egb_results *results, egb_diag *diag);
EGB_API void egb_results_free(egb_results *results);

/* The period that was scored; empty when the data has none. */
EGB_API const char *egb_results_period(const egb_results *results);
/* The score of a unit on the scale of the index, unrounded; NaN: unranked. */
EGB_API double egb_results_score(const egb_results *results, size_t unit);
/* 1 = best; NaN: unranked. Of an index of published ranks the rank as published, with the gaps of a list that is not
 * complete. */
EGB_API double egb_results_rank(const egb_results *results, size_t unit);
/* Score of any node (an indicator's is its normalised value); NaN: missing or below its availability threshold. */
EGB_API double egb_results_node_score(const egb_results *results, size_t node, size_t unit);
/* What a node adds to the score of the unit: its score times its share among the siblings that the unit has, and so on
 * up to the root. NaN: the unit has no score of it, or an aggregate above is no weighted sum, so that nothing adds up.
 */
EGB_API double egb_results_contribution(const egb_results *results, size_t node, size_t unit);
/* The same of all nodes at once, in the order of the tree: contribution has a place for each. */
EGB_API void egb_results_contributions(const egb_results *results, size_t unit, double *contribution);
/* Share of the indicators below a node that the unit has, 0 to 1. */
EGB_API double egb_results_coverage(const egb_results *results, size_t node, size_t unit);

/* Columns: one number per unit, egb_dataset_unit_count of them, borrowed from the results and brought up to date in
 * place by egb_rescore. NULL: no such node. */

/* One stage of the computation. */
typedef enum egb_stage {
  EGB_STAGE_RAW = 0,    /* from the data or computed, divided by `per:` */
  EGB_STAGE_IMPUTED,    /* missing values filled */
  EGB_STAGE_TREATED,    /* outliers treated */
  EGB_STAGE_NORMALISED, /* on the common scale */
  EGB_STAGE_SCORED,     /* and aggregated: every node */
  EGB_STAGE_ALL = 255   /* all of them, for functions that say so; no stage itself */
} egb_stage;
/* "raw", "imputed", "treated", "normalised", "scored". */
EGB_API const char *egb_stage_name(egb_stage stage);
/* What a cell is. */
typedef enum egb_state {
  EGB_STATE_MISSING = 0,   /* its value is NaN */
  EGB_STATE_OBSERVED,      /* as in the data */
  EGB_STATE_IMPUTED,       /* filled in by the imputation of its indicator */
  EGB_STATE_TREATED,       /* changed by the treatment of outliers */
  EGB_STATE_PARTIAL,       /* an aggregate of fewer children than it has: weights were re-scaled */
  EGB_STATE_WITHHELD,      /* an aggregate below its availability threshold: NaN */
  EGB_STATE_NOT_APPLICABLE /* `only:` leaves the node out for this unit, as if it were not written: NaN */
} egb_state;
/* "missing", "observed", "imputed", "treated", "partial", "withheld", "not applicable". */
EGB_API const char *egb_state_name(egb_state state);
/* Values of a node in a stage, in the units of the data up to EGB_STAGE_TREATED, on the scale of the index from then
 * on; NaN: missing. Aggregates have values in EGB_STAGE_SCORED only. A stage that changes nothing has the column of the
 * one before. */
EGB_API const double *egb_results_column(const egb_results *results, egb_stage stage, size_t node);
/* The states of the same cells, each an egb_state. */
EGB_API const uint8_t *egb_results_states(const egb_results *results, egb_stage stage, size_t node);
/* As egb_results_coverage: from 0 to 1. */
EGB_API const double *egb_results_coverages(const egb_results *results, size_t node);
/* Ranks by score, 1 = best, NaN: unranked. Of an index of published ranks these close the gaps of the list. */
EGB_API const double *egb_results_ranks(const egb_results *results);

/* What an indicator's value came from: the cell of the data, in the period of the results. */
typedef struct egb_datum {
  size_t size;      /* set by the caller: EGB_DATUM_INIT */
  double value;     /* as read, before any stage; NaN: missing */
  double error;     /* its standard error, as the data gives it; NaN: none */
  egb_state state;  /* EGB_STATE_OBSERVED or EGB_STATE_MISSING */
  const char *file; /* NULL: the data has no row for the unit, and there is no place */
  size_t line;      /* from 1 */
  size_t column;    /* from 1, in characters of the line */
  const char *text; /* as the file has it, length bytes without a NUL behind them; NULL without a place */
  size_t length;
} egb_datum;
#define EGB_DATUM_INIT EGB_INIT(egb_datum)
/* False, *out unchanged: no such node or unit, or the node is an aggregate or computed and has no column. file and text
 * are borrowed from the dataset. */
EGB_API bool egb_results_datum(const egb_results *results, size_t node, size_t unit, egb_datum *out);

/* Units in the order of their ranks, unranked last: the unit at a position. */
EGB_API size_t egb_results_order(const egb_results *results, size_t position);
/* Id of the maturity level reached, "" when there is none. */
EGB_API const char *egb_results_level(const egb_results *results, size_t unit);

/* Ranks, by the definition's rule for ties, among the units with member[unit] only; NaN for all others. rank has room
 * for every unit, egb_dataset_unit_count. */
EGB_API egb_status egb_results_rank_within(const egb_results *results, const bool *member, egb_diag *diag,
                                           double *rank);
/* The same for all groups at once: group[unit] is below count, or SIZE_MAX for a unit of none, which gets NaN. */
EGB_API egb_status egb_results_rank_groups(const egb_results *results, const size_t *group, size_t count,
                                           egb_diag *diag, double *rank);
/* Bounds of each unit's score as `rank: bounds:` says, and the ranks they allow: best is 1 and the other units whose
 * score is better than the unit's best bound, worst the same of its worst bound. All NaN: not ranked, no bounds, or the
 * definition asks for none. out: a place per unit. EGB_NO_MEMORY. */
typedef struct egb_rank_bound {
  double lower, upper; /* of the score */
  double best, worst;  /* rank */
} egb_rank_bound;
EGB_API egb_status egb_results_rank_bounds(const egb_results *results, egb_rank_bound *out);

/* ---- values over time ------------------------------------------------------------------------ */

/* A value over time in a few figures; NaN where there is no answer. */
typedef struct egb_trend {
  size_t size;        /* set by the caller: EGB_TREND_INIT */
  size_t count;       /* periods that have a value */
  size_t first, last; /* positions of the first and the last of them, SIZE_MAX when there is none */
  double change;      /* last - first; needs two values, as do the others */
  double growth; /* compound growth rate per unit of time: (last / first)^(1 / time between) - 1; needs both above 0 */
  double slope;  /* of the least-squares line through all present values, per unit of time */
} egb_trend;
#define EGB_TREND_INIT EGB_INIT(egb_trend)
/* value[i] at time[i], NaN: no value; times rise. */
EGB_API void egb_trend_of(const double *time, const double *value, size_t count, egb_trend *out);
/* A period as a point in time, in years: 2001, 2001-Q2 (2001.25), 2001-H2, 2001-07, 2001-12-31, when all periods are
 * written so and none twice; else its position. NaN beyond the last. */
EGB_API double egb_dataset_time(const egb_dataset *data, size_t period);

/* The walk of one unit through every stage. Borrows the results. EGB_USAGE: no such unit. */
typedef struct egb_trail egb_trail;
EGB_API egb_status egb_trail_new(const egb_results *results, size_t unit, egb_diag *diag, egb_trail **out);
EGB_API void egb_trail_free(egb_trail *trail);

/* ---- how far a ranking can be trusted: exact answers, no sampling ---------------------------- */

/* What all of these share: weights are shares among siblings (they sum to 1). Means with weights are understood
 * (arithmetic, geometric, harmonic, power); where another method, or rounding or rescaling of a score, prevents an
 * answer there is a reason in its place. Ranks are those of unrounded scores, compared in steps of 1e-9. Answers borrow
 * the plan and the results they were made of.
 *
 * What is computed from a plan and its results has one shape, here and in the simulations below: _new and _free;
 * _about, what is to say of it as a whole; _count and _at, its items; lists that belong to it likewise (_switch_count
 * and _switch_at). Structures are borrowed and read-only, and arrays in them are as long as they say. Tables of the
 * same (egb_table_...) are for printing, and can be read as numbers. */

/* A weight at which two units have the same score. share NaN: there is none in this direction. */
typedef struct egb_crossing {
  double share, weight; /* weight: in the definition's units, the siblings' total kept */
  size_t loses, gains;  /* units: the second comes level with the first and passes it. loses may be SIZE_MAX: a unit
                           enters the ranking there. Both SIZE_MAX: no crossing */
} egb_crossing;

/* Strictly between these two weights the promise holds. lower.share is 0 and upper.share 1 when nothing ends it. */
typedef struct egb_stable_range {
  egb_crossing lower, upper;
} egb_stable_range;

typedef struct egb_stable_node {
  size_t node;
  const char *reason; /* why there is no answer, half a sentence; NULL: there is one */
  double share, weight;
  egb_stable_range first; /* the same units have rank 1 */
  egb_stable_range top; /* the same units have a rank of at most `top`; ends where a tie across that line comes apart */
  egb_stable_range all; /* every rank stays: its ends are the next swap below and above */
} egb_stable_node;

typedef struct egb_stability_summary {
  size_t top; /* what `top` of the nodes is about */
} egb_stability_summary;

typedef struct egb_stability egb_stability;

/* For every node below the index: how far its weight can move, its siblings rescaled in proportion, before ranks
 * change. top 0: 10. EGB_UNCOMPUTABLE: an index of published ranks; EGB_USAGE: results of another index, data
 * set or period. */
EGB_API egb_status egb_stability_new(const egb_plan *plan, const egb_results *results, size_t top, egb_diag *diag,
                                     egb_stability **out);
EGB_API void egb_stability_free(egb_stability *stability);
EGB_API const egb_stability_summary *egb_stability_about(const egb_stability *stability);
EGB_API size_t egb_stability_count(const egb_stability *stability);
EGB_API const egb_stable_node *egb_stability_at(const egb_stability *stability, size_t i);

/* One part of the index in the comparison of two units A and B. */
typedef struct egb_swap_part {
  size_t node;          /* a child of the index */
  double share;         /* its weight */
  double score[2];      /* of A and B; NaN: missing */
  double counted[2];    /* share with which each counts: re-weighted where a part is missing */
  double contribution;  /* to the difference A - B, in the unit of the difference; NaN when neither has it */
  egb_crossing at[2];   /* the nearest weights of this part alone, below and above its own, at which they are equal */
  double least_squares; /* its share in the nearest weights that make them equal, by the sum of squared changes */
  double least_total;   /* the same by the sum of absolute changes; both NaN when no weights do */
  /* Weights to set, in the definition's units and rounded, that swap the two in the ranking, a trace beyond those two;
   * NaN: unchanged, or none. */
  double squares_weight, total_weight;
} egb_swap_part;

typedef enum egb_swap_verdict {
  EGB_SWAP_POSSIBLE = 0, /* some weights put the lower unit above */
  EGB_SWAP_DOMINATED,    /* none do */
  EGB_SWAP_EQUAL,        /* they are level now */
  EGB_SWAP_SAME          /* the same in every part: level whatever the weights */
} egb_swap_verdict;

typedef struct egb_swap_summary {
  size_t unit[2];
  double score[2], rank[2];
  double difference; /* A - B of the scores as compared: themselves, or their transforms under a geometric, ... mean */
  const char *transform; /* "none", "ln" or "power" */
  bool differing;        /* the two lack different parts: each is scored by those it has, their weights re-scaled */
  egb_swap_verdict verdict;
  double distance; /* square root of the least sum of squared changes of shares; NaN when no weights do */
  double total;    /* least sum of absolute changes of shares; NaN when no weights do */
} egb_swap_summary;

typedef struct egb_swap egb_swap;

/* Compares two units. EGB_USAGE: no such unit, or without a rank; EGB_UNCOMPUTABLE: the index is not a mean with
 * weights. Parts of weight 0 take no part in the nearest weights. */
EGB_API egb_status egb_swap_new(const egb_plan *plan, const egb_results *results, size_t a, size_t b, egb_diag *diag,
                                egb_swap **out);
EGB_API void egb_swap_free(egb_swap *swap);
EGB_API const egb_swap_summary *egb_swap_about(const egb_swap *swap);
EGB_API size_t egb_swap_count(const egb_swap *swap);
EGB_API const egb_swap_part *egb_swap_at(const egb_swap *swap, size_t i);

/* Which weights are free to be anything, siblings against siblings. Weights of 0 stay 0. */
typedef enum egb_freedom {
  EGB_FREE_PARTS = 0, /* those of the children of the index */
  EGB_FREE_ALL        /* those at every level */
} egb_freedom;

/* A unit in the order that no weights can change. */
typedef struct egb_dominance_unit {
  size_t unit;
  double rank;
  size_t above, below; /* units that are always above it, and always below */
  size_t best, worst;  /* proven by that: 1 + above, and the number of ranked units - below */
} egb_dominance_unit;

typedef struct egb_dominance_summary {
  egb_freedom freedom;
  size_t pairs; /* of ranked units */
  size_t fixed; /* pairs whose order no weights change */
  size_t level; /* pairs that are level whatever the weights */
} egb_dominance_summary;

typedef struct egb_dominance egb_dominance;

/* EGB_UNCOMPUTABLE: the index is not a mean with weights, or one of published ranks, or so many units lack a part
 * that their pairs, each compared by itself, are out of reach. */
EGB_API egb_status egb_dominance_new(const egb_plan *plan, const egb_results *results, egb_freedom freedom,
                                     egb_diag *diag, egb_dominance **out);
EGB_API void egb_dominance_free(egb_dominance *dominance);
EGB_API const egb_dominance_summary *egb_dominance_about(const egb_dominance *dominance);
/* Ranked units in the order of their ranks. */
EGB_API size_t egb_dominance_count(const egb_dominance *dominance);
EGB_API const egb_dominance_unit *egb_dominance_at(const egb_dominance *dominance, size_t i);
/* Unit a is never below b, and above it for some weights. Computed when asked. */
EGB_API bool egb_dominates(const egb_dominance *dominance, size_t a, size_t b);

/* A limit of the share of one child of the index. */
typedef struct egb_weight_limit {
  size_t node;
  double low, high;
} egb_weight_limit;

typedef struct egb_bounds_options {
  size_t size;
  /* Every weight within so many percent of itself, as in the distribution uniform:P% of a simulation, before siblings
   * share their total: the shares that this reaches are the limits. 0: 25; INFINITY: any weights above 0 that count now
   */
  double percent;
  const egb_weight_limit *limit; /* other limits of single nodes */
  size_t limit_count;
  double seconds;  /* stop searching after this long and give what is proven; 0: no limit */
  bool first_only; /* only whether a unit can be first */
  size_t top;      /* only the first units of the ranking; 0: all */
  /* Called now and then with the number of units whose ranks are proven; true ends the search. NULL: never */
  bool (*watch)(void *context, size_t done, size_t units);
  void *context;
} egb_bounds_options;
#define EGB_BOUNDS_OPTIONS_INIT EGB_INIT(egb_bounds_options)

typedef enum egb_answer { EGB_ANSWER_UNKNOWN = 0, EGB_ANSWER_NO, EGB_ANSWER_YES } egb_answer;

/* Ranks of one unit over all weights within the limits. `best` and `worst` are reached by some weights; no weights go
 * beyond `best_proven` and `worst_proven`. The two are equal when the search came to its end. */
typedef struct egb_rank_bounds {
  size_t unit;
  double rank;
  size_t best, worst;
  size_t best_proven, worst_proven;
  egb_answer first;                           /* it is first, alone or with others, for some weights */
  const double *best_weights, *worst_weights; /* shares that give `best` and `worst`: one per limit */
} egb_rank_bounds;

typedef struct egb_bounds_summary {
  const egb_weight_limit *limit; /* of every child of the index that has a weight */
  size_t limit_count;
  bool exact;     /* every bound is */
  bool solver;    /* linear programs could be solved */
  size_t decided; /* pairs of units that the limits alone decide */
} egb_bounds_summary;

typedef struct egb_bounds egb_bounds;

/* EGB_REFUSED: the limits leave no weights; EGB_UNCOMPUTABLE: the index is not a mean with weights. Without GLPK ranks
 * are still proven, but seldom exact. */
EGB_API egb_status egb_bounds_new(const egb_plan *plan, const egb_results *results, const egb_bounds_options *options,
                                  egb_diag *diag, egb_bounds **out);
EGB_API void egb_bounds_free(egb_bounds *bounds);
EGB_API const egb_bounds_summary *egb_bounds_about(const egb_bounds *bounds);
/* Ranked units in the order of their ranks, as many as were asked for. */
EGB_API size_t egb_bounds_count(const egb_bounds *bounds);
EGB_API const egb_rank_bounds *egb_bounds_at(const egb_bounds *bounds, size_t i);

/* The index without one of its nodes. */
typedef struct egb_removal {
  size_t node;
  const char *reason; /* why it cannot be left out; NULL: it was */
  double mean_change; /* of the ranks, absolute, over the units that are ranked both times */
  double largest_change;
  size_t largest_unit; /* the first in the ranking with that change; SIZE_MAX: no rank changes */
  size_t moved;        /* units whose rank changes */
  size_t lost, gained; /* units that lose or gain a rank */
  const double *rank;  /* per unit, NaN: unranked; NULL with a reason */
  const double *score; /* per unit */
} egb_removal;

typedef struct egb_removals egb_removals;

/* Leaves out every node, one at a time, and scores again from the start: the cost grows with the square of the number
 * of nodes, and EGB_UNCOMPUTABLE is the answer where that is out of reach. A node without siblings is left out with the
 * node above it. watch, unless NULL, is called with the number of nodes done; true ends it: what is done by then is the
 * result. */
EGB_API egb_status egb_removals_new(const egb_plan *plan, const egb_results *results,
                                    bool (*watch)(void *context, size_t done, size_t nodes), void *context,
                                    egb_diag *diag, egb_removals **out);
EGB_API void egb_removals_free(egb_removals *removals);
EGB_API size_t egb_removals_count(const egb_removals *removals);
EGB_API const egb_removal *egb_removals_at(const egb_removals *removals, size_t i);

/* ---- how far a ranking can be trusted: scenarios --------------------------------------------- */

/* The results of a scenario, or why there are none. Texts are copied. */
typedef struct egb_scenario_source {
  const char *id;
  const egb_results *results; /* NULL: it cannot be scored */
  const char *reason;         /* then: why */
} egb_scenario_source;

/* What a scenario does to a ranking. Correlations, shifts and moves are over the units that have a rank both times. */
typedef struct egb_scenario_effect {
  const char *id, *reason;  /* reason: why there is no ranking; NULL: there is, and the rest is filled */
  size_t ranked, common;    /* units that have a rank in the scenario; in both */
  size_t lost, gained;      /* units that have one before and not after, and the reverse */
  double spearman, kendall; /* tau-b; NaN where undefined */
  double mean_change, largest_change;
  const char *largest_unit; /* NULL: no rank changes */
  size_t moved, moved_far;  /* at all; by ten places or more */
  const char *first;        /* unit in first place; NULL: none */
  size_t first_count;       /* how many share it */
  size_t top, top_kept;     /* so many first places, ten unless fewer are ranked; units in them both times */
} egb_scenario_effect;

typedef struct egb_scenarios egb_scenarios;

/* Compares the ranking of a definition with those of its scenarios. Units are matched by their ids. EGB_USAGE: count 0.
 * Borrows the results. */
EGB_API egb_status egb_scenarios_new(const egb_results *base, const egb_scenario_source *source, size_t count,
                                     egb_diag *diag, egb_scenarios **out);
EGB_API void egb_scenarios_free(egb_scenarios *scenarios);
EGB_API size_t egb_scenarios_count(const egb_scenarios *scenarios);
EGB_API const egb_scenario_effect *egb_scenarios_at(const egb_scenarios *scenarios, size_t i);

/* ---- how far a ranking can be trusted: simulation -------------------------------------------- */

/* What is varied is what the definition declares under `uncertainty:`, changed by these options; when neither says
 * anything, every weight varies by 25 % of itself. Where the aggregation varies, draws of one that finds weights for
 * every unit itself (benefit of the doubt) have the weights below it as defined. A draw follows from the seed and its
 * number alone: results are the same for any number of threads. */
/* What options call a share: "0.25" and "25%" are the same; from 0 to 1. False: the text is none. */
EGB_API bool egb_share_parse(const char *text, double *out);
/* The shares that a part reaches whose share is `share` now when every weight is within `spread` (0 to 1) of itself. */
EGB_API void egb_share_reach(double share, double spread, double *low, double *high);

typedef struct egb_uncertainty_options {
  size_t size;
  size_t draws;              /* 0: 10000 */
  uint64_t seed;             /* any number; 0, the default, is a seed like every other (the program begins with 1) */
  size_t threads;            /* 0: as many as the plan keeps to */
  double level;              /* of the interval, in percent; 0: 90 */
  const char *node;          /* id of the part of the index that is ranked; NULL: the index */
  const char *weights;       /* "uniform:25%", "dirichlet:50", "flat", "statements" (of the definition or `where`, and
                                only those) or "fixed" */
  const char *const *where;  /* statements about weights of siblings, "OS >= CYB >= NIP", "OS >= 2 * NIP", "OS <= 30%",
                                instead of those of the definition: the siblings they are about have any weights that
                                satisfy all of them. NULL-terminated */
  const char *const *impute; /* methods to draw from, also "on" and "off"; NULL-terminated */
  const char *const *treat;
  const char *const *normalise;
  const char *const *aggregate;
  const char *const *aggregate_at; /* ids of the only nodes whose aggregation is drawn; NULL: all */
  const char *leave_out;           /* "indicators", "dimensions" or "nothing" */
  const char *error;               /* standard error of every indicator, in percent of its standard deviation: "10%";
                                      "none": nothing is measured with error, whatever the definition declares */
  const char *split_weights; /* of a sensitivity: "parts" makes the weight of each part of the node an assumption of its
                                own, "levels" the weights at each depth below it; NULL: all weights are one */
  bool keep_counts;          /* the whole table of units and ranks, however large */
  bool keep_draws;           /* every draw with its weights and ranks */
  bool keep_pairs;           /* which unit is ahead of which, of all pairs: `beats` of an egb_acceptance */
  /* Called now and then with the number of draws done, from one thread at a time; true ends the run: what is done by
   * then is the result. NULL: never. */
  bool (*watch)(void *context, size_t done, size_t draws);
  void *context;
  const char *imputed; /* of values that were imputed: standard error as of `error`, "50%"; "residuals", what the
                          imputation misses observed values by; "predictive", draws of the imputation itself; "none" */
  const char *error_correlation; /* of the measurement errors of a unit: "unit:0.5", or of those of one source,
                                    "source:0.5" */
  bool keep_scores; /* scores draw by draw, for egb_uncertainty_score: those of the first draws that fit into 256 MB */
  const char *failed; /* of draws that cannot be scored: "report", they are counted by cause and left out; "replace",
                         they are run again with the assumption that the failure names as the definition has it: the
                         method of the stage, or where that is not varied, or as defined already, what varies nearest
                         before it (aggregate, normalise, treat, impute, error, leave-out), never the weights. Of a
                         sensitivity the runs of the design */
  const struct egb_part *refine; /* of parts: they are those of a second round, which counts the draws again where this
                                    file, made by egb_uncertainty_join() of the first round, knows ranks to within bands
                                    only. NULL: of the first round. Nothing else reads it */
} egb_uncertainty_options;
#define EGB_UNCERTAINTY_OPTIONS_INIT EGB_INIT(egb_uncertainty_options)

/* Ranks of a unit over the draws in which it was ranked; all NaN when it never was. Quantiles are of type 7, linear
 * between order statistics (R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American
 * Statistician 50 (1996), 361-365); median NaN: known to within a band of ranks only, see `exact` of the summary. */
typedef struct egb_rank_spread {
  double rank;   /* in the ranked node as it stands; NaN: unranked */
  size_t ranked; /* draws */
  double median, mean;
  double low,
      high; /* the interval: quantiles of the ranks, rounded outwards to whole ranks (halves: fractional ties) */
  double first, top; /* share of these draws with no unit ahead of it; with fewer than ten ahead */
  /* What other draws would change. Standard errors of the mean and of the shares; the ranks between which each end of
   * the interval lies with 95 % confidence, from the best to the worst. */
  double mean_error, first_error, top_error;
  double low_best, low_worst, high_best, high_worst;
  /* Share of the draws that rank both in which the unit is ahead of the one after it in the ranking as it stands, equal
   * ranks counting half; NaN for the last and for unranked units. */
  double ahead;
  /* Per maturity level of the index, the highest first: share of its ranked draws in which the unit reached exactly
   * this one, and its standard error. NULL: there are no levels, or another node is ranked. */
  const double *level, *level_error;
  /* Draws in which it had rank i + 1, as many as there are units (equal scores share the better rank, whatever `ties`
   * says); NULL: ranks are not counted one by one, with many units and without keep_counts. */
  const uint32_t *count;
  /* Where imputed values are drawn from their predictive distribution: standard deviation of the unit's score over
   * draws in which nothing else varies, the root of Rubin's between-imputation variance B; and the share of missing
   * information B / (W + B), W the variance of the score when all else varies and imputed values do not (D. B. Rubin,
   * Multiple Imputation for Nonresponse in Surveys, 1987, section 3.1, for many imputations). Of at most 1000 draws
   * each; NaN: not drawn, or nothing else varies. */
  double imputation_sd, missing_information;
  /* Independent draws that the ranked ones are worth for the worst of these figures: its rank, whether it is first,
   * among the first ten, and not beyond either end of the interval. As many as there are, or fewer where weights are
   * drawn by hit-and-run: integrated autocorrelation time of up to sixteen walks, initial monotone sequence (C. J.
   * Geyer, Statistical Science 7 (1992), 473-483). All errors above are those of so many. */
  size_t effective;
} egb_rank_spread;

/* Whether some weights satisfy what the definition states about them under `uncertainty:`. EGB_REFUSED: reported, with
 * a smallest set of statements that cannot hold together. */
EGB_API egb_status egb_statements_check(const egb_plan *plan, egb_diag *diag);

/* One alternative of one assumption, and how many draws had it. Assumptions that do not vary are not listed. */
typedef struct egb_varied {
  const char *factor;      /* "weights", "normalise", ... as in the definition */
  const char *alternative; /* "minmax", "uniform 25 %" */
  size_t nodes;            /* indicators or aggregates that it changes; 0 where that has no meaning */
  size_t drawn, failed;
  /* With this choice alone, a method's: units that share the last place; units that lose their rank. */
  size_t level, unranked;
  size_t dropped;     /* draws that had it at first and failed, and were scored with what the definition has: of `drawn`
                         that one's */
  bool holds_weights; /* its draws have the weights below it as defined: the method finds weights of its own */
} egb_varied;

/* One draw of a run with keep_draws. */
typedef struct egb_uncertainty_draw {
  const uint32_t *rank;   /* per unit, times `steps` of the summary; 0: unranked, or the draw failed */
  const double *share;    /* per node, among its siblings; 0: left out; NaN: the draw failed */
  const uint32_t *chosen; /* per assumption that has alternatives, in their order: which of egb_uncertainty_varied_at;
                             of a draw that was replaced what it was scored with */
} egb_uncertainty_draw;

typedef struct egb_uncertainty_summary {
  size_t node; /* whose ranks */
  uint64_t seed;
  double percent;     /* of the interval */
  size_t draws;       /* that were scored */
  size_t failed;      /* that could not be */
  const char *reason; /* the first; NULL: none failed */
  bool stopped;       /* ended before all were done */
  bool exact; /* false: many units, and the draws were not run a second time: ends of intervals are the outer edges of
                 bands of ranks */
  double weight_spread; /* the part of itself within which every weight was drawn (egb_share_reach: which shares that
                           reaches); NaN with another law, or statements */
  size_t ranked;  /* units of the ranking as it stands, to compare `level` and `unranked` with; 0: no method varies, or
                     there is one draw only */
  size_t choices; /* assumptions that have alternatives */
  uint32_t steps; /* of a rank in a draw: 2 with fractional ties, else 1 */
  size_t effective; /* independent draws that those scored are worth, for the worst of the weights: as many, or fewer
                       where weights are drawn by hit-and-run. What they are worth for a unit: egb_rank_spread */
  size_t replaced;  /* draws among those scored that were run again with an assumption as the definition has it */
} egb_uncertainty_summary;

typedef struct egb_uncertainty egb_uncertainty;

/* results: of the plan as it stands. EGB_USAGE: an option names something that does not exist; EGB_UNCOMPUTABLE: no
 * draw could be scored. Borrows results. */
EGB_API egb_status egb_uncertainty_new(const egb_plan *plan, const egb_results *results,
                                       const egb_uncertainty_options *options, egb_diag *diag, egb_uncertainty **out);
EGB_API void egb_uncertainty_free(egb_uncertainty *uncertainty);
EGB_API const egb_uncertainty_summary *egb_uncertainty_about(const egb_uncertainty *uncertainty);
/* One per unit of the data, in its order. */
EGB_API size_t egb_uncertainty_count(const egb_uncertainty *uncertainty);
EGB_API const egb_rank_spread *egb_uncertainty_at(const egb_uncertainty *uncertainty, size_t unit);
EGB_API size_t egb_uncertainty_varied_count(const egb_uncertainty *uncertainty);
EGB_API const egb_varied *egb_uncertainty_varied_at(const egb_uncertainty *uncertainty, size_t i);
/* Without keep_draws none; those that failed count. */
EGB_API size_t egb_uncertainty_draw_count(const egb_uncertainty *uncertainty);
EGB_API const egb_uncertainty_draw *egb_uncertainty_draw_at(const egb_uncertainty *uncertainty, size_t i);
/* The scores of a unit, or how far they are above those of another one, over the kept draws in which it has one, or
 * both have. Quantiles are of type 7 and exact for these draws; scores have the precision that ranks are made of. */
typedef struct egb_score_spread {
  double value; /* as it stands */
  size_t draws;
  double mean, sd, median;
  double low, high;               /* the interval */
  double above, equal;            /* share of these draws in which it is above 0, and exactly 0 */
  double mean_error, above_error; /* standard errors */
  /* Between which values each end of the interval lies with 95 % confidence, by order statistics. */
  double low_least, low_most, high_least, high_most;
  /* Independent draws that these are worth for the worst of the mean, `above` and the ends of the interval, as in
   * egb_rank_spread; errors are those of so many. */
  size_t effective;
} egb_score_spread;

/* other: the unit that is subtracted; SIZE_MAX: none. All NaN and 0 draws for a unit that never was ranked. EGB_USAGE:
 * no such unit, or without keep_scores. */
EGB_API egb_status egb_uncertainty_score(const egb_uncertainty *uncertainty, size_t unit, size_t other,
                                         egb_score_spread *out);
/* How many draws have their scores kept: the first ones, failed ones too. Without keep_scores 0. */
EGB_API size_t egb_uncertainty_score_draws(const egb_uncertainty *uncertainty);
/* Standard error of a share of so many independent draws, as if two more had been on either side: near sqrt(p (1 - p) /
 * n) where the share is not near 0 or 1, and not 0 where nothing was seen (A. Agresti and B. A. Coull, "Approximate is
 * better than exact for interval estimation of binomial proportions", The American Statistician 52 (1998), 119-126). Of
 * a mean of numbers from 0 to 1 it is the largest there can be. NaN for NaN and without draws. */
EGB_API double egb_share_error(double share, size_t draws);

/* ---- draws made by many machines ------------------------------------------------------------- */

/* The bytes of a part, and what messages call it: the name of its file. */
typedef struct egb_part {
  const char *name;
  const void *bytes;
  size_t length;
} egb_part;

/* Makes a share of the draws that the options ask for: part `number`, from 1, of `of`. Shares are contiguous, and whole
 * groups of 256 draws (of which one walk of hit-and-run is made); egb_uncertainty_merge() makes the analysis of the
 * bytes of all of them. *bytes: what was counted, and what it is a part of; free with egb_free. EGB_USAGE: more parts
 * than egb_parts_most() says, keep_draws, which parts do not, or `refine` where nothing is to be refined; EGB_REFUSED:
 * `refine` is of another run; EGB_UNCOMPUTABLE: `watch` ended it, and there is no part. */
EGB_API egb_status egb_uncertainty_part(const egb_plan *plan, const egb_results *results,
                                        const egb_uncertainty_options *options, size_t number, size_t of,
                                        egb_diag *diag, char **bytes, size_t *length);
/* Of how many parts so many draws (0: 10000) can be at most. */
EGB_API size_t egb_parts_most(size_t draws);
/* The analysis that egb_uncertainty_new() makes of the same plan, results and options, of parts that were made before,
 * by whatever processes, in any order; to the last digit the same. With many units one run makes its draws twice, and
 * so do parts: without those of the second round ends of intervals stay within bands of ranks, see `exact` of the
 * summary. EGB_REFUSED, with what differs and what to do: a part is of another version of the library, definition,
 * data, ranking, seed or option, is damaged, is there twice or missing. The bytes may be by anyone. */
EGB_API egb_status egb_uncertainty_merge(const egb_plan *plan, const egb_results *results,
                                         const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                         egb_diag *diag, egb_uncertainty **out);
/* The parts of the first round as one, to the last byte part 1 of 1; *again: a second round, whose parts have it as
 * `refine` of their options and are merged together with it, would make the ends of intervals exact. */
EGB_API egb_status egb_uncertainty_join(const egb_plan *plan, const egb_results *results,
                                        const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                        egb_diag *diag, char **bytes, size_t *length, bool *again);

/* ---- which weights speak for whom: acceptability --------------------------------------------- */

/* SMAA-2 (R. Lahdelma and P. Salminen, "SMAA-2: Stochastic multicriteria acceptability analysis for group decision
 * making", Operations Research 49 (2001), 444-454). The weights of the parts of the ranked node are drawn from all that
 * satisfy the statements about them, each set as likely as every other; without statements from all weights. Weights
 * below the parts stay as they are unless statements are about them. With `weights` of the options the parts have that
 * law instead ("fixed" is refused, and with statements all but "flat" and "statements"). Whatever else is declared
 * uncertain varies as well. All shares are of the draws that were scored; NaN for units that never were ranked. */
typedef struct egb_acceptance {
  double first;      /* share of draws in which the unit is first, alone or with others */
  double top;        /* among the first ten */
  double holistic;   /* its rank acceptabilities, weighted 1 for the first rank and less for every further one by the
                        centroid weights of ranks (F. H. Barron and B. E. Barrett, "Decision quality using ranked
                        attribute weights", Management Science 42 (1996), 1515-1523): for rank r of n the sum of 1 / k
                        over k from r to n, divided by that of rank 1. NaN where ranks are not counted one by one */
  double confidence; /* share of draws of everything but the weights in which the unit is first with its central
                        weights; 1 or 0 when nothing else varies; NaN: never first */
  const double *central; /* per part of the summary: its mean share among its siblings over the draws in which the unit
                            is first; NULL: it never is */
  const uint32_t *beats; /* per unit: draws in which this one has a better rank than that one, which may have none;
                            NULL: never ranked, or without keep_pairs */
} egb_acceptance;

typedef struct egb_acceptability_summary {
  const char *sampler; /* how weights were drawn: "simplex", "order", "rejection" (all exact), "hit-and-run", "one
                          point"; with a law of the parts "uniform" or "dirichlet" */
  double convergence;  /* how far the walks of hit-and-run agree: the potential scale reduction, near 1 when they do; 1
                          for exact ways */
  size_t confidence_draws; /* behind each confidence factor; 0: interrupted before */
  bool pairs;              /* with keep_pairs */
  /* Weights that were drawn, as nodes: the parts, then what else statements are about. */
  size_t parts;
  const size_t *part;
} egb_acceptability_summary;

typedef struct egb_acceptability egb_acceptability;

/* options as for egb_uncertainty_new; keep_pairs for `beats`. The same statuses; EGB_USAGE, or
 * EGB_REFUSED for those of the definition, also when no weights satisfy the statements: the message names a smallest
 * set of them that cannot hold together. */
EGB_API egb_status egb_acceptability_new(const egb_plan *plan, const egb_results *results,
                                         const egb_uncertainty_options *options, egb_diag *diag,
                                         egb_acceptability **out);
/* The same in parts, as egb_uncertainty_part and its two neighbours. */
EGB_API egb_status egb_acceptability_part(const egb_plan *plan, const egb_results *results,
                                          const egb_uncertainty_options *options, size_t number, size_t of,
                                          egb_diag *diag, char **bytes, size_t *length);
EGB_API egb_status egb_acceptability_merge(const egb_plan *plan, const egb_results *results,
                                           const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                           egb_diag *diag, egb_acceptability **out);
EGB_API egb_status egb_acceptability_join(const egb_plan *plan, const egb_results *results,
                                          const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                          egb_diag *diag, char **bytes, size_t *length, bool *again);
EGB_API void egb_acceptability_free(egb_acceptability *acceptability);
EGB_API const egb_acceptability_summary *egb_acceptability_about(const egb_acceptability *acceptability);
/* Draws, seed, node, what was varied and what failed; and the counts of ranks: divided by the draws, a unit's are its
 * rank acceptabilities. Borrowed. */
EGB_API const egb_uncertainty *egb_acceptability_simulation(const egb_acceptability *acceptability);
/* One per unit of the data, in its order. */
EGB_API size_t egb_acceptability_count(const egb_acceptability *acceptability);
EGB_API const egb_acceptance *egb_acceptability_at(const egb_acceptability *acceptability, size_t unit);

/* ---- which assumption matters: sensitivity --------------------------------------------------- */

/* Shares of the variance of a target (the mean absolute shift of ranks from the ranking as it stands, or the rank of
 * one unit) that an assumption accounts for: alone, and with all its interactions. The ends are those of a bootstrap
 * interval. */
typedef struct egb_sobol_index {
  const char *factor;
  double first, first_low, first_high;
  double total, total_low, total_high;
} egb_sobol_index;

/* One alternative of one assumption, everything else as the definition has it. Random ones are means over draws. */
typedef struct egb_switch {
  const char *factor, *alternative;
  size_t draws, failed;
  const char *reason;              /* why draws failed; NULL: none did */
  double moved5, moved10, moved20; /* units that move so many places or more */
  double mean_shift;               /* absolute */
  size_t largest_shift;            /* in any draw */
  size_t largest_unit;             /* the first one with it; SIZE_MAX: no unit moves */
  double correlation;              /* of the ranks with those as they stand */
  size_t level, unranked;          /* methods: units that then share the last place; that lose their rank */
  size_t effective;                /* independent draws that those scored are worth, for the worst of the weights */
} egb_switch;

typedef struct egb_sensitivity_summary {
  size_t node, unit; /* whose ranks; SIZE_MAX: the target is the mean shift, else the rank of this unit */
  uint64_t seed;
  double percent;     /* of the intervals */
  size_t rows;        /* of the design: scored in full */
  size_t failed;      /* left out because a run of theirs failed */
  const char *reason; /* the first; NULL: none failed */
  double variance;    /* of the target */
  bool stopped;       /* ended before all rows were done */
  bool usual;         /* nothing was declared, so that the usual was varied */
  bool geometric;     /* with the geometric mean */
  size_t ranked;   /* units of the ranking as it stands, to compare `level` and `unranked` with; 0: no method varies */
  size_t replaced; /* runs of these rows with an assumption as the definition has it */
  const char *replaced_reason; /* the first; NULL: none was */
  size_t effective; /* independent rows that `rows` are worth, for the worst of the weights: fewer where those are drawn
                       by hit-and-run. The intervals are those of so many */
} egb_sensitivity_summary;

typedef struct egb_sensitivity egb_sensitivity;

/* draws of the options: rows of the design, 0: 512; there are (assumptions + 2) times as many runs. unit: its rank is
 * the target; SIZE_MAX: the mean shift. When neither the definition nor the options declare anything, what audits
 * switch most: weights within 25 %, the index's own aggregation arithmetic or geometric (scores below 1 % of the scale
 * count as 1 %; left out where scores may be negative), min-max beside the normalisations there are. keep_... are not
 * read.
 * EGB_UNCOMPUTABLE: nothing varies, or no row could be scored in full. */
EGB_API egb_status egb_sensitivity_new(const egb_plan *plan, const egb_results *results, size_t unit,
                                       const egb_uncertainty_options *options, egb_diag *diag, egb_sensitivity **out);
/* The same in parts: each makes some rows of the design, and some of the draws of assumptions switched alone. Parts at
 * most: rows (0: 512), or 100000; EGB_UNCOMPUTABLE, EGB_USAGE and EGB_REFUSED as of egb_uncertainty_part and
 * egb_uncertainty_merge. */
EGB_API size_t egb_sensitivity_parts_most(size_t rows);
EGB_API egb_status egb_sensitivity_part(const egb_plan *plan, const egb_results *results, size_t unit,
                                        const egb_uncertainty_options *options, size_t number, size_t of,
                                        egb_diag *diag, char **bytes, size_t *length);
EGB_API egb_status egb_sensitivity_merge(const egb_plan *plan, const egb_results *results, size_t unit,
                                         const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                         egb_diag *diag, egb_sensitivity **out);
EGB_API void egb_sensitivity_free(egb_sensitivity *sensitivity);
EGB_API const egb_sensitivity_summary *egb_sensitivity_about(const egb_sensitivity *sensitivity);
EGB_API size_t egb_sensitivity_count(const egb_sensitivity *sensitivity);
EGB_API const egb_sobol_index *egb_sensitivity_at(const egb_sensitivity *sensitivity, size_t i);
EGB_API size_t egb_sensitivity_switch_count(const egb_sensitivity *sensitivity);
EGB_API const egb_switch *egb_sensitivity_switch_at(const egb_sensitivity *sensitivity, size_t i);

/* ---- do the data hang together: statistics --------------------------------------------------- */

/* Kinds of figures, over the units that are ranked. Correlations are over the units that both columns have; components,
 * KMO and Bartlett's test over those that have all children of a node. egb_table_statistics says for each column what
 * it is and whose formula. */
typedef enum egb_statistics_kind {
  EGB_STATISTICS_SUMMARY = 0,      /* per node: count, quartiles, mean, sd, skewness, kurtosis, outliers */
  EGB_STATISTICS_OUTLIERS,         /* the values of indicators that stand apart, with their units */
  EGB_STATISTICS_COVERAGE,         /* per unit: share of the indicators that it has, in all and where it is least */
  EGB_STATISTICS_CORRELATIONS,     /* per pair: Pearson's, Spearman's and Kendall's, with p-values */
  EGB_STATISTICS_COMPONENTS,       /* per node: eigenvalues of the correlations of its children */
  EGB_STATISTICS_LOADINGS,         /* per node, component and child; with a varimax rotation */
  EGB_STATISTICS_COMPONENT_SCORES, /* per node and unit: the first component */
  EGB_STATISTICS_RELIABILITY,      /* per node: Cronbach's alpha, McDonald's omega, KMO, Bartlett's test */
  EGB_STATISTICS_ITEMS,            /* per node and child: alpha without it, correlations with the rest and others */
  EGB_STATISTICS_IMPORTANCE,       /* per node and child: nominal weight, r^2, correlation ratio */
  EGB_STATISTICS_PARTIAL,          /* per pair of siblings: correlation given the others, or given columns */
  EGB_STATISTICS_COVERAGE_NODES,   /* per node: share of the values of its indicators that there are */
  EGB_STATISTICS_REGRESSION,       /* per node and column: a straight line on it, and on its natural logarithm */
  EGB_STATISTICS_PEERS,            /* per unit: distance to the others of its group, the nearest units */
  EGB_STATISTICS_BIPLOT            /* per node: units and children on the first two components */
} egb_statistics_kind;
/* "summary", "outliers", "coverage", "correlations", "components", "loadings", "component-scores", "reliability",
 * "items", "importance", "partial", "coverage-nodes", "regression", "peers", "biplot". NULL: no kind. */
EGB_API const char *egb_statistics_kind_name(egb_statistics_kind kind);

typedef struct egb_statistics_options {
  size_t size;
  const char *node;           /* only what is below it, itself included; NULL: the index */
  const char *const *columns; /* correlations: with these columns as well; regression: on them; partial: given them in
                                 place of the siblings. Columns of the data (egb_data_options.columns), or `population`
                                 of the list of units; NULL-terminated; NULL: none */
  bool complete;              /* correlations: only over units that have every indicator */
  double threshold; /* coverage: the share below which a unit or node is marked; 0: that of the rule `coverage` of
                       audits, 65 % (JRC's pocket guide) where the definition has no other (`audit:`) */
  /* Per column of `columns`: NULL, or its values, one per unit of the data of the results, NaN: missing; it need be no
   * column of the data then. NULL: all are of the data */
  const double *const *values;
  const char *group; /* peers: the grouping of the list of units whose groups are compared; NULL: none */
  /* Per column of `columns`: the data set that its values are from, whose files the provenance then has; NULL: that of
   * the results. Borrowed by the statistics and their tables. NULL: all are */
  const egb_dataset *const *files;
} egb_statistics_options;
#define EGB_STATISTICS_OPTIONS_INIT EGB_INIT(egb_statistics_options)

typedef struct egb_statistics egb_statistics;

/* stage: whose values. Nodes that are no indicators have some in EGB_STAGE_SCORED only, in which indicators have
 * normalised values. Borrows the results; options NULL: the defaults. EGB_USAGE, reported: an unknown node or column, a
 * stage in which parts have no whole, more than a million pairs, more than a thousand children of a node whose
 * correlations are inverted, a regression without a column, an unknown grouping. */
EGB_API egb_status egb_statistics_new(const egb_results *results, egb_statistics_kind kind, egb_stage stage,
                                      const egb_statistics_options *options, egb_diag *diag, egb_statistics **out);
EGB_API void egb_statistics_free(egb_statistics *statistics);

/* ---- revising: what changes if a weight changes, and changing it in the file ----------------- */

/* Compares two results of the same data and period. Borrows both. EGB_USAGE: other units or nodes. Each unit's
 * driver is found as in a difference (below): the dimension (child of the root) whose contribution to the change of the
 * score, less its mean over the units ranked in both, moved the unit furthest in the direction of its rank. */
typedef struct egb_whatif egb_whatif;
EGB_API egb_status egb_whatif_new(const egb_results *before, const egb_results *after, egb_diag *diag,
                                  egb_whatif **out);
EGB_API void egb_whatif_free(egb_whatif *whatif);

/* Scores a grid of weights: every combination of the values given for some nodes. The axes are in the order in which
 * they are named, and the last one changes first: scenario s of --grid A=1,2,B=1,2,3 has A=1 and B=1, 2, 3, then A=2.
 * Each scenario is what egb_plan_revise() and egb_rescore() make of the plan with these weights, to the last digit, for
 * any number of threads. */
#define EGB_SWEEP_SCENARIOS_MAX 1000000
#define EGB_SWEEP_ROWS_MAX 50000000 /* scenarios times units */

typedef struct egb_sweep_options {
  size_t size;
  const char *const *grid; /* texts between commas: "ID=FROM..TO:N" for N values, both ends among them, or "ID=VALUE",
                              and further ranges or values of the same node. FROM, TO and VALUE as in egb_plan_revise: a
                              weight, a share of the siblings' total "30%", with "ID+=" and "ID-=" changes.
                              NULL-terminated */
  const char *rescale;     /* how siblings react, as in egb_plan_revise */
  size_t threads;          /* 0: as many as the plan keeps to */
  bool units;              /* also what each unit's ranks are over all scenarios: egb_sweep_unit_at */
  bool scenarios;          /* also what each scenario does to the ranking: egb_sweep_effect_at */
  /* Called now and then with the number of scenarios done, from one thread at a time; true ends the run: the first
   * ones, egb_sweep_done() of them, are the result. NULL: never. */
  bool (*watch)(void *context, size_t done, size_t scenarios);
  void *context;
  /* A run that can be taken up again. `keep` receives pieces, each to be put behind those that it received before, of
   * this run and of the one that was ended; false ends the run as `watch` does. `due` is asked whether it is time for
   * one (NULL: always); when `watch` ends the run there is one more. What is done when the run ends by itself is in no
   * piece. NULL: nothing is kept. */
  bool (*keep)(void *keeper, const void *bytes, size_t length);
  bool (*due)(void *keeper);
  void *keeper;
  const void *kept; /* the pieces of a run that was ended: its scenarios are not scored again. NULL: there is none */
  size_t kept_length;
} egb_sweep_options;
#define EGB_SWEEP_OPTIONS_INIT EGB_INIT(egb_sweep_options)

/* The ranks of a unit over the scenarios in which it has one; NaN where it has none in any. */
typedef struct egb_sweep_unit {
  size_t ranked;              /* in how many it has a rank */
  double best, worst, median; /* the lowest, the highest, the middle one */
  double score_low, score_high;
  size_t kept;  /* in how many its rank is that of the results compared with */
  size_t first; /* in how many it is in first place, and among the first ten */
  size_t top;
} egb_sweep_unit;

/* Borrows the results, which every scenario is compared with, and their plan's index and data, but not the plan.
 * EGB_USAGE: an option names something that does not exist, a combination of the values is impossible as a setting of
 * egb_plan_revise would be, or there are too many; EGB_UNCOMPUTABLE: no scenario can be scored, or `watch` ended the
 * run before any was. */
typedef struct egb_sweep egb_sweep;
EGB_API egb_status egb_sweep_new(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                                 egb_diag *diag, egb_sweep **out);
EGB_API void egb_sweep_free(egb_sweep *sweep);
/* How much of `kept` can be used for a run of this plan, results and grid, and of this part of it (of 0: the whole),
 * from its first byte on: what is behind was not written whole, or is damaged, and must be cut off before another piece
 * is put there. *done: scenarios in it. EGB_REFUSED: it is of another run, or nothing that `keep` received; name: what
 * messages call it. */
EGB_API egb_status egb_sweep_kept(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                                  size_t number, size_t of, const char *name, egb_diag *diag, size_t *usable,
                                  size_t *done);
/* A share of the scenarios: part `number`, from 1, of `of`, and the sweep of all parts, in any order, which is that of
 * egb_sweep_new() to the last digit. As egb_uncertainty_part() and egb_uncertainty_merge(), and their statuses. */
EGB_API egb_status egb_sweep_part(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                                  size_t number, size_t of, egb_diag *diag, char **bytes, size_t *length);
EGB_API egb_status egb_sweep_merge(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                                   const egb_part *parts, size_t count, egb_diag *diag, egb_sweep **out);
/* How many scenarios the grid has, and how many of them, the first ones, were scored. */
EGB_API size_t egb_sweep_count(const egb_sweep *sweep);
EGB_API size_t egb_sweep_done(const egb_sweep *sweep);
/* Scenarios that have no ranking (a weight of 0 on all that units have, a method without an answer), and why the first
 * of them has none; NULL: all have one. */
EGB_API size_t egb_sweep_failed(const egb_sweep *sweep, const char **reason);
/* The nodes whose weights are swept, and the weight of one in a scenario, in the definition's units. SIZE_MAX and NaN
 * beyond the last. */
EGB_API size_t egb_sweep_axes(const egb_sweep *sweep);
EGB_API size_t egb_sweep_node(const egb_sweep *sweep, size_t axis);
EGB_API double egb_sweep_weight(const egb_sweep *sweep, size_t scenario, size_t axis);
/* NaN: none. */
EGB_API double egb_sweep_score(const egb_sweep *sweep, size_t scenario, size_t unit);
EGB_API double egb_sweep_rank(const egb_sweep *sweep, size_t scenario, size_t unit);
/* NULL where the options did not ask for them. */
EGB_API const egb_sweep_unit *egb_sweep_unit_at(const egb_sweep *sweep, size_t unit);
EGB_API const egb_scenario_effect *egb_sweep_effect_at(const egb_sweep *sweep, size_t scenario);

/* An edit of the definition's text in which only the bytes of weights change. Borrows the plan's index. */
typedef struct egb_edit egb_edit;
typedef struct egb_edit_options {
  size_t size;
  const char *const *settings; /* as for egb_plan_revise */
  size_t count;
  const char *rescale;  /* as for egb_plan_revise */
  const char *scenario; /* add the weights as a scenario of this id instead of changing those of the nodes; NULL: no */
} egb_edit_options;
#define EGB_EDIT_OPTIONS_INIT EGB_INIT(egb_edit_options)
/* plan: of the definition as written, without a scenario. EGB_USAGE: as egb_plan_revise, or the id cannot be that of a
 * new scenario. Rescaled siblings get six significant digits, and the largest of them what is missing to their total.
 * The new text is read again before it is handed out: EGB_REFUSED when it would not say what was asked for. */
EGB_API egb_status egb_edit_new(const egb_plan *plan, const egb_edit_options *options, egb_diag *diag, egb_edit **out);
EGB_API void egb_edit_free(egb_edit *edit);
/* False when the definition says so already. */
EGB_API bool egb_edit_changes(const egb_edit *edit);
/* The definition's text as it will be. Borrowed. */
EGB_API const char *egb_edit_text(const egb_edit *edit, size_t *length);
/* A unified diff; release with egb_free. shown: for a terminal, characters that would act there are replaced. */
EGB_API egb_status egb_edit_diff(const egb_edit *edit, bool shown, char **out, size_t *length);
/* Gives a plan of the same index the weights as the text will have them. EGB_USAGE: a plan of another index. */
EGB_API egb_status egb_edit_apply(const egb_edit *edit, egb_plan *plan, egb_diag *diag);
/* Replaces the definition's file, whole or not at all, and with it the record of changes when there is an entry for it
 * (egb_edit_record). EGB_IO: it cannot be written, or its bytes are no longer those that were read. */
EGB_API egb_status egb_edit_write(const egb_edit *edit, egb_diag *diag);

/* The record of changes of a definition's weights: NAME.changes.yaml beside it, an entry a line, oldest first. Borrows
 * the index; without a file there are no entries. EGB_IO, EGB_REFUSED: it cannot be read. */
typedef struct egb_history egb_history;
EGB_API egb_status egb_history_read(const egb_index *index, egb_diag *diag, egb_history **out);
EGB_API void egb_history_free(egb_history *history);
EGB_API size_t egb_history_count(const egb_history *history);
EGB_API bool egb_history_is_kept(const egb_history *history); /* there is a file */
EGB_API const char *egb_history_path(const egb_history *history);
/* The entry, from 1, that egb_edit_undo takes back: the last one that is no undoing and was not taken back. 0: none. */
EGB_API size_t egb_history_undoable(const egb_history *history);
/* What an entry says besides the weights; texts may be NULL. */
typedef struct egb_history_note {
  size_t size;
  const char *when, *who, *why; /* as they are to be written: no clock is asked */
  const egb_whatif *whatif;     /* of the rankings before and after: how many units move, the rank correlation */
} egb_history_note;
#define EGB_HISTORY_NOTE_INIT EGB_INIT(egb_history_note)
/* Adds an entry, which egb_edit_write writes together with the definition. EGB_USAGE: no weight of a node changes, or a
 * text cannot be written; EGB_REFUSED: the file is written in a way that nothing can be appended to. */
EGB_API egb_status egb_edit_record(egb_edit *edit, const egb_history *history, const egb_history_note *note,
                                   egb_diag *diag);
/* The edit that takes entry egb_history_undoable back: the numbers as they were written before. plan: as for
 * egb_edit_new. EGB_REFUSED: the weights are no longer those that it made; EGB_USAGE: there is no such entry. */
EGB_API egb_status egb_edit_undo(const egb_plan *plan, const egb_history *history, egb_diag *diag, egb_edit **out);
/* The definition with its weights as they were after so many entries (0: before all); everything else, and weights that
 * no entry changes, are as they are now. EGB_USAGE: there are fewer. */
EGB_API egb_status egb_history_index(const egb_history *history, size_t entry, egb_diag *diag, egb_index **out);

/* Two people's changes of one definition put together: weights by node, everything else by line. base: what both began
 * with. Borrows all three. EGB_REFUSED: what they make together is no correct definition. */
typedef struct egb_merge egb_merge;
EGB_API egb_status egb_merge_new(const egb_index *base, const egb_index *ours, const egb_index *theirs, egb_diag *diag,
                                 egb_merge **out);
EGB_API void egb_merge_free(egb_merge *merge);
/* Weights that both changed to different numbers, or in families whose sum is none that anyone meant, and places where
 * both changed other lines. The text has ours there. */
EGB_API size_t egb_merge_conflict_count(const egb_merge *merge);
EGB_API void egb_merge_report(const egb_merge *merge, egb_diag *diag); /* every conflict as an error, by node */
EGB_API const char *egb_merge_text(const egb_merge *merge, size_t *length);
/* Replaces the file of `ours`, or the one at path (NULL: ours), which must still hold what was read. EGB_IO. */
EGB_API egb_status egb_merge_write(const egb_merge *merge, const char *path, egb_diag *diag);

/* What is correct and perhaps not meant: weights that do nothing, indicators that say the same, goalposts outside the
 * data, scales that do not match, levels no unit reaches, names missing in a language, comments older than the weight
 * they explain (by the record of changes; NULL: none). Borrows both. */
typedef struct egb_lint egb_lint;
EGB_API egb_status egb_lint_new(const egb_results *results, const egb_history *history, egb_diag *diag, egb_lint **out);
EGB_API void egb_lint_free(egb_lint *lint);
EGB_API size_t egb_lint_count(const egb_lint *lint);
/* Adds every finding as a warning with its place. */
EGB_API void egb_lint_report(const egb_lint *lint, egb_diag *diag);
/* The rules: name, what it finds, its limit (NULL: no number); NULL beyond the last. */
EGB_API const char *egb_lint_rule_id(size_t i);
EGB_API const char *egb_lint_rule_summary(size_t i);
EGB_API const char *egb_lint_rule_limit(size_t i);

/* Judgements of experts about the parts of one node. */
typedef struct egb_judgements egb_judgements;
/* Pairwise comparisons, a file per expert: a square table with the ids of all parts of one node in its first row and
 * column. Empty cells are the reciprocals of those across the diagonal; fractions (1/3) are allowed. EGB_IO: a file
 * cannot be read; EGB_REFUSED: it is no such table. */
EGB_API egb_status egb_judgements_comparisons(const egb_index *index, const char *const *files, size_t count,
                                              egb_diag *diag, egb_judgements **out);
/* Budgets: ids in the first row, behind an optional first column of names; a row of points per expert. The
 * statuses are the same. */
EGB_API egb_status egb_judgements_budget(const egb_index *index, const char *file, egb_diag *diag,
                                         egb_judgements **out);
EGB_API void egb_judgements_free(egb_judgements *judgements);
/* The node whose parts are judged. */
EGB_API size_t egb_judgements_node(const egb_judgements *judgements);

/* Weights for the parts of a node by several methods, beside the weights in force. */
typedef struct egb_candidates egb_candidates;
/* node: an aggregate. options: of the plan they are tried in. Borrows index and data. data without any values: no
 * rankings are compared, and methods that look at data are refused. */
EGB_API egb_status egb_candidates_new(const egb_index *index, const egb_dataset *data, size_t node,
                                      const egb_plan_options *options, egb_diag *diag, egb_candidates **out);
EGB_API void egb_candidates_free(egb_candidates *candidates);
/* Adds the weights of a method of the registry, with its default parameters. EGB_USAGE: no such method;
 * EGB_REFUSED or EGB_UNCOMPUTABLE: it has no weights for these data. */
EGB_API egb_status egb_candidates_method(egb_candidates *candidates, const char *method, egb_diag *diag);
/* Adds the weights of judgements about the same node: comparisons of several experts each and joined. */
EGB_API egb_status egb_candidates_judgements(egb_candidates *candidates, const egb_judgements *judgements,
                                             egb_diag *diag);

/* ---- two results compared, and why they differ ----------------------------------------------- */

/* Each unit's change of score and rank split exactly into what the data, the weights, the method and the membership do:
 * the mean, over all orders in which they can be exchanged one by one, of what each exchange changes; and, where both
 * scores are weighted sums, into contributions of the dimensions, which sum to the change. The results may
 * be of two definitions (nodes are matched by their ids), of two periods, scenarios or data sets; of plans made without
 * `drop` and `method`. Borrows both. */
typedef struct egb_difference egb_difference;
EGB_API egb_status egb_difference_new(const egb_results *before, const egb_results *after, egb_diag *diag,
                                      egb_difference **out);
EGB_API void egb_difference_free(egb_difference *difference);
/* False when every unit has the same score and rank in both. */
EGB_API bool egb_difference_any(const egb_difference *difference);

/* ---- several rankings compared --------------------------------------------------------------- */

typedef struct egb_crosswalk_source {
  const egb_results *results;
  const char *name;
} egb_crosswalk_source;
/* Matches the units of 2 or more rankings by their ids; rank correlations of every two, Kendall's concordance and the
 * consensus by Borda, Copeland and Kemeny over the units that all have. Copies the names, borrows the results.
 * EGB_USAGE: fewer than 2 rankings, or more than the library takes at once. */
typedef struct egb_crosswalk egb_crosswalk;
EGB_API egb_status egb_crosswalk_new(const egb_crosswalk_source *source, size_t count, egb_diag *diag,
                                     egb_crosswalk **out);
EGB_API void egb_crosswalk_free(egb_crosswalk *crosswalk);

/* ---- maturity: levels and the next one ------------------------------------------------------- */

/* From a unit's level to the next. */
typedef struct egb_level_step {
  size_t size;    /* set by the caller: EGB_LEVEL_STEP_INIT */
  size_t level;   /* reached, the highest is 0; SIZE_MAX: none */
  size_t next;    /* the one above; SIZE_MAX: none */
  double missing; /* points of the score to its `from`, in whichever direction is better; 0 when only a minimum is not
                     met */
  size_t node;    /* the dimension that holds the unit back: where the level's minimum is not met the one furthest below
                     it, else the one with the largest share * (from - score); SIZE_MAX: none */
} egb_level_step;
#define EGB_LEVEL_STEP_INIT EGB_INIT(egb_level_step)
/* False when there is no level above (none defined, the highest reached) or no score. */
EGB_API bool egb_results_level_step(const egb_results *results, size_t unit, egb_level_step *out);
/* How many levels the definition has; the id and name of one, the highest first, and what a unit at it has: "" when the
 * definition does not say. */
EGB_API size_t egb_index_level_count(const egb_index *index);
EGB_API const char *egb_index_level_id(const egb_index *index, size_t level);
EGB_API const char *egb_index_level_name(const egb_index *index, size_t level, const char *const *languages);
EGB_API const char *egb_index_level_description(const egb_index *index, size_t level, const char *const *languages);

/* One unit: level, what holds it back, the smallest improvement that is enough for the next level, strengths and
 * weaknesses, peers and the best. results are of the plan. Borrows the results. EGB_USAGE: no such unit. */
typedef struct egb_profile egb_profile;
EGB_API egb_status egb_profile_new(const egb_plan *plan, const egb_results *results, size_t unit, egb_diag *diag,
                                   egb_profile **out);
EGB_API void egb_profile_free(egb_profile *profile);

/* ---- tables: what a writer prints ------------------------------------------------------------ */

/* Every egb_table_... below makes a new table in *out, which the caller frees, and which borrows what it was made of.
 * languages as in egb_index_title; units as in egb_ranking_options. EGB_USAGE: a unit, group or column named does not
 * exist. */
typedef struct egb_table egb_table;

/* Options of the ranking table. */
typedef struct egb_ranking_options {
  size_t size;
  const char *const *languages; /* NULL-terminated; NULL: as written. One name column per language */
  const char *const *units;     /* keep these units (ids or names); NULL-terminated */
  const char *const *groups; /* "region=Europe" keeps a group (repeat: or within, and between groupings) and adds a rank
                                within it; "region" adds the rank within each unit's own group; NULL-terminated */
  const char *const *columns; /* ids of the columns to keep, in this order; NULL-terminated */
  const char *sort;           /* column id to order by; a leading '-' reverses; NULL: by rank */
  size_t top;                 /* keep the first N rows; 0: all */
  const egb_results *compare; /* the same index and data in another period: adds its score and rank and the change */
  const egb_uncertainty *uncertainty; /* of these results: adds the interval of each rank */
  bool levels;    /* adds the next level, the points to it and the dimension that holds the unit back
                     (egb_results_level_step) */
  bool no_bounds; /* leaves out the bounds of ranks that the definition asks for; they are not shown beside uncertainty
                     either */
  /* Rows are made when they are written, and not kept: for very many units. Until the table is freed, the results and
   * those to compare with must not be scored again. egb_table_number and its like find every cell empty until
   * egb_table_make_rows was called. */
  bool on_demand;
} egb_ranking_options;
#define EGB_RANKING_OPTIONS_INIT EGB_INIT(egb_ranking_options)

/* A row per unit with its score, rank and the scores of the dimensions, the unranked ones last. options may be NULL.
 * EGB_USAGE: also results to compare with that are of another index or data set. */
EGB_API egb_status egb_table_ranking(const egb_results *results, const egb_ranking_options *options, egb_diag *diag,
                                     egb_table **out);
/* The tree: node, level, label, weight, share, effective weight, methods, source. data and plan may be NULL. */
EGB_API egb_status egb_table_tree(const egb_index *index, const egb_plan *plan, const char *const *languages,
                                  egb_diag *diag, egb_table **out);
/* Every stage of one unit's score, one row per node. */
EGB_API egb_status egb_table_explain(const egb_trail *trail, const char *const *languages, egb_diag *diag,
                                     egb_table **out);
/* The values of a stage: a row per unit, a column per node; a mark on what is imputed or treated. units as in
 * egb_ranking_options. */
EGB_API egb_status egb_table_stage(const egb_results *results, egb_stage stage, const char *const *languages,
                                   const char *const *units, egb_diag *diag, egb_table **out);
/* The same in long form, a row per unit and node, with the state of every cell; EGB_STAGE_ALL: of all stages. */
EGB_API egb_status egb_table_stage_long(const egb_results *results, egb_stage stage, const char *const *units,
                                        egb_diag *diag, egb_table **out);
/* Either, of many units. */
typedef struct egb_stage_options {
  size_t size;
  const char *const *languages; /* of names, as in egb_ranking_options */
  const char *const *units;     /* likewise */
  bool each_value;              /* the long form; EGB_STAGE_ALL is of it alone */
  bool on_demand;               /* as in egb_ranking_options */
} egb_stage_options;
#define EGB_STAGE_OPTIONS_INIT EGB_INIT(egb_stage_options)
EGB_API egb_status egb_table_stages(const egb_results *results, egb_stage stage, const egb_stage_options *options,
                                    egb_diag *diag, egb_table **out);
/* Scores and ranks of every unit by a node (SIZE_MAX: by each that takes part). The results must live longer. Ranks of
 * the index are those of egb_results_rank; by other nodes equal scores share the best rank (1 2 2 4), among the units
 * that have one and may be ranked. */
typedef struct egb_node_ranks egb_node_ranks;
typedef struct egb_node_rank {
  size_t unit, node;
  double score, rank; /* NaN: none */
  size_t of;          /* units with a rank by this node */
} egb_node_rank;
EGB_API egb_status egb_node_ranks_new(const egb_results *results, size_t node, egb_diag *diag, egb_node_ranks **out);
EGB_API void egb_node_ranks_free(egb_node_ranks *ranks);
/* Node by node in the order of the tree, the best units of each first, those without a rank last. */
EGB_API size_t egb_node_ranks_count(const egb_node_ranks *ranks);
EGB_API egb_node_rank egb_node_ranks_at(const egb_node_ranks *ranks, size_t i);
/* As a table: node, label, level, unit, name, score, rank, of. */
EGB_API egb_status egb_table_node_ranks(const egb_node_ranks *ranks, const char *const *languages,
                                        const char *const *units, egb_diag *diag, egb_table **out);
/* What imputation and treatment changed: a row per cell with its value before and after, the method and what it did. */
EGB_API egb_status egb_table_changes(const egb_results *results, const char *const *languages, const char *const *units,
                                     egb_diag *diag, egb_table **out);
/* Units whose rank changes, largest change first, with the dimension that drove it. Columns: unit, name, rank_before,
 * rank_after, change (places gained), score_before, score_after, score_change, driver (a node), driver_change; with
 * uncertainty rank_low, rank_high, inside. */
typedef struct egb_whatif_options {
  size_t size;
  const char *const *languages;
  const char *const *units;           /* as in egb_ranking_options */
  size_t threshold;                   /* least change of the rank; 0 shows all */
  size_t top;                         /* the first N rows; 0: all */
  const char *command;                /* shown as what makes the change last; NULL: none */
  const egb_uncertainty *uncertainty; /* of the results before: adds the interval of the old rank, and whether the new
                                         one is inside */
} egb_whatif_options;
#define EGB_WHATIF_OPTIONS_INIT EGB_INIT(egb_whatif_options)
EGB_API egb_status egb_table_whatif(const egb_whatif *whatif, const egb_whatif_options *options, egb_diag *diag,
                                    egb_table **out);
/* A row per scenario of a sweep and unit: scenario (from 1), weight_ID of every node swept, unit, name, score, rank,
 * change (places gained on the ranking compared with). Borrows the sweep, of which rows are made when the table is
 * written. */
typedef struct egb_sweep_table_options {
  size_t size;
  const char *const *languages;
  const char *const *units; /* codes or names; NULL: all */
} egb_sweep_table_options;
#define EGB_SWEEP_TABLE_OPTIONS_INIT EGB_INIT(egb_sweep_table_options)
EGB_API egb_status egb_table_sweep(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                                   egb_table **out);
/* A row per unit: its rank, the best, worst and median one over all scenarios, how often it has its rank, is first and
 * among the first ten. Of a sweep with `units`. */
EGB_API egb_status egb_table_sweep_units(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                                         egb_table **out);
/* A row per scenario: its weights and what it does to the ranking. Of a sweep with `scenarios`. */
EGB_API egb_status egb_table_sweep_scenarios(const egb_sweep *sweep, const egb_sweep_table_options *options,
                                             egb_diag *diag, egb_table **out);
/* Weights: as written, shares, the sum of the siblings, where each is written and the comment beside it; a column for
 * every further plan, named by its scenario. plans[0] is the definition as written; stability (NULL: none) adds how far
 * each of its weights can move. */
EGB_API egb_status egb_table_weights(const egb_index *index, const egb_plan *const *plans, size_t count,
                                     const egb_stability *stability, const char *const *languages, egb_diag *diag,
                                     egb_table **out);
/* A row per part and a column per candidate (kind, node, label, given, then one per method), then the agreement of
 * their rankings with that of the weights in force. command: how `weights set` is called for this index ("egovbench
 * weights set egdi"), for the notes; NULL: none. */
EGB_API egb_status egb_table_candidates(const egb_candidates *candidates, const char *command,
                                        const char *const *languages, egb_diag *diag, egb_table **out);
/* The record of changes: change (its number), when, who, why, weights, moved, correlation; notes say where weights were
 * changed without an entry. */
EGB_API egb_status egb_table_history(const egb_history *history, const char *const *languages, egb_diag *diag,
                                     egb_table **out);
/* A row per node whose weight anyone changed: node, base, ours, theirs, merged, from. */
EGB_API egb_status egb_table_merge(const egb_merge *merge, const char *const *languages, egb_diag *diag,
                                   egb_table **out);
/* A row per finding: rule, node, place, finding, advice; and the rules: rule, finds, limit. */
EGB_API egb_status egb_table_lint(const egb_lint *lint, const char *const *languages, egb_diag *diag, egb_table **out);
EGB_API egb_status egb_table_lint_rules(egb_diag *diag, egb_table **out);
/* Units with their change of score and rank and its parts; largest change of rank first. Columns: unit, name,
 * rank_before, rank_after, rank_change and its parts rank_data, rank_weights, rank_method, rank_membership;
 * score_before, score_after, score_change and its parts data, weights, method, membership; drivers, status, and by_ID
 * for every dimension. */
typedef struct egb_difference_options {
  size_t size;
  const char *const *languages;
  const char *const *units; /* as in egb_ranking_options */
  size_t top;               /* the first N rows; 0: all */
  const char *name[2];      /* what the two sides are called; NULL: their ids, periods and scenarios */
} egb_difference_options;
#define EGB_DIFFERENCE_OPTIONS_INIT EGB_INIT(egb_difference_options)
EGB_API egb_status egb_table_difference(const egb_difference *difference, const egb_difference_options *options,
                                        egb_diag *diag, egb_table **out);
/* A row per unit with its place in every ranking, the consensus and how far the rankings are apart about it. units as
 * in egb_ranking_options; top: the first N rows, 0: all. Columns: unit, name, rank_NAME for every ranking, borda,
 * copeland, kemeny, spread, rankings, status. */
EGB_API egb_status egb_table_crosswalk(const egb_crosswalk *crosswalk, const char *const *languages,
                                       const char *const *units, size_t top, egb_diag *diag, egb_table **out);
/* A row per pair of rankings with their correlations. Columns: first, second, units, spearman, kendall and kendall_w,
 * with their intervals (_low, _high) and p-values (_p), furthest_apart, first_place, second_place, common_units. */
EGB_API egb_status egb_table_crosswalk_pairs(const egb_crosswalk *crosswalk, const char *const *languages,
                                             egb_diag *diag, egb_table **out);
/* One unit (id or name) over the periods of many results: a row per period, a column per name. EGB_USAGE: none of
 * the results has the unit. */
EGB_API egb_status egb_table_places(const egb_crosswalk_source *source, size_t count, const char *unit,
                                    const char *const *languages, egb_diag *diag, egb_table **out);
/* A row for the index and one per dimension; bars in the formats for people. uncertainty (NULL: none): of the same
 * results, adds the interval of the rank. Columns: node, name, score, rank, of, weight, verdict, best, best_unit, gap,
 * to_next_level, level, next_level, holds_back, rank_low, rank_high, mean_all and the means of its groups. */
EGB_API egb_status egb_table_profile(const egb_profile *profile, const egb_uncertainty *uncertainty,
                                     const char *const *languages, egb_diag *diag, egb_table **out);
/* Periods beside each other: score and rank of every unit in each of the results (same index and data, periods rising),
 * the change over the whole time, compound growth and trend. */
EGB_API egb_status egb_table_panel(const egb_results *const *results, size_t count, const char *const *languages,
                                   const char *const *units, egb_diag *diag, egb_table **out);
/* The same in long form: unit, period, score, rank. */
EGB_API egb_status egb_table_panel_long(const egb_results *const *results, size_t count, const char *const *languages,
                                        const char *const *units, egb_diag *diag, egb_table **out);
/* Results to be handed over whole, of one period or of several (same index and data, periods rising). Wide: a row per
 * unit and period with everything that the ranking has, the scores of all nodes and the values that were used. Long: a
 * row per unit, node and stage; its columns are index, period, unit, node, level, stage, value, status, weight,
 * contribution, rank, low, high, source. uncertainty: of each of the results, NULL or NULL among them where no
 * intervals are shown. options may be NULL. */
typedef struct egb_export_options {
  size_t size;
  const char *const *languages; /* of names, as in egb_ranking_options */
  const char *const *units;     /* as in egb_ranking_options */
  const egb_uncertainty *const *uncertainty;
  bool on_demand; /* as in egb_ranking_options */
} egb_export_options;
#define EGB_EXPORT_OPTIONS_INIT EGB_INIT(egb_export_options)
EGB_API egb_status egb_table_wide(const egb_results *const *results, size_t count, const egb_export_options *options,
                                  egb_diag *diag, egb_table **out);
EGB_API egb_status egb_table_long(const egb_results *const *results, size_t count, const egb_export_options *options,
                                  egb_diag *diag, egb_table **out);
/* A row per node: share and weight, and how far it can move until the first place, the first ranks or any rank changes.
 * depth: only nodes down to this one, 1 being the parts of the index; 0: every node. */
EGB_API egb_status egb_table_stability(const egb_stability *stability, const char *const *languages, size_t depth,
                                       egb_diag *diag, egb_table **out);
/* A row per part of the index: both units' scores, what it contributes, and the nearest weights that make them equal.
 */
EGB_API egb_status egb_table_swap(const egb_swap *swap, const char *const *languages, egb_diag *diag, egb_table **out);
/* A row per ranked unit: how many are always above and always below it, and the ranks that leaves. */
EGB_API egb_status egb_table_dominance(const egb_dominance *dominance, const char *const *languages, egb_diag *diag,
                                       egb_table **out);
/* A row per pair whose order is fixed. */
EGB_API egb_status egb_table_dominance_pairs(const egb_dominance *dominance, const char *const *languages,
                                             egb_diag *diag, egb_table **out);
/* A row per ranked unit: best and worst rank, found and proven, whether it can be first, and the weights behind them.
 */
EGB_API egb_status egb_table_bounds(const egb_bounds *bounds, const char *const *languages, egb_diag *diag,
                                    egb_table **out);
/* A row per node that was left out: how far ranks change, whose most, and who loses or gains one. */
EGB_API egb_status egb_table_removals(const egb_removals *removals, const char *const *languages, egb_diag *diag,
                                      egb_table **out);
/* A row per unit, a column per node that was left out: ranks. */
EGB_API egb_status egb_table_removal_ranks(const egb_removals *removals, const char *const *languages, egb_diag *diag,
                                           egb_table **out);
/* A row per scenario: what it does to the ranking. */
EGB_API egb_status egb_table_scenarios(const egb_scenarios *scenarios, const char *const *languages, egb_diag *diag,
                                       egb_table **out);
/* A row per unit, a column per scenario: ranks; best, worst and median of them. */
typedef struct egb_scenario_ranks_options {
  size_t size;
  const char *const *languages;
  const char *const *units; /* codes or names; NULL: all */
  bool rows;                /* a row per unit and scenario instead, with scores */
} egb_scenario_ranks_options;
#define EGB_SCENARIO_RANKS_OPTIONS_INIT EGB_INIT(egb_scenario_ranks_options)
EGB_API egb_status egb_table_scenario_ranks(const egb_scenarios *scenarios, const egb_scenario_ranks_options *options,
                                            egb_diag *diag, egb_table **out);
/* A row per unit of a simulation: score, rank, interval (for people also as a bar), median and mean rank, width,
 * probabilities; notes say what was varied, how often each alternative was drawn, what failed, and which method alone
 * leaves most units level. */
typedef struct egb_spread_options {
  size_t size;
  const char *const *languages;
  const char *const *units; /* codes or names; NULL: all */
  size_t top;               /* only so many rows; 0: all */
  size_t width;             /* of the text that the bars are to fit into; 0: bars of the least width */
  /* Of pairs: each unit with the next one by rank alone; how many threads, 0: as many as there are processors; and who
   * looks on: told how many pairs are done, and when it answers true the table ends there, with a note. */
  bool neighbours;
  size_t threads;
  bool (*watch)(void *context, size_t done, size_t pairs);
  void *context;
  bool on_demand; /* of egb_table_uncertainty, as in egb_ranking_options; others have all cells at once */
} egb_spread_options;
#define EGB_SPREAD_OPTIONS_INIT EGB_INIT(egb_spread_options)
EGB_API egb_status egb_table_uncertainty(const egb_uncertainty *uncertainty, const egb_spread_options *options,
                                         egb_diag *diag, egb_table **out);
/* A row per unit: its score, the interval, median and mean of the simulated scores, and their Monte Carlo errors.
 * EGB_USAGE without keep_scores. */
EGB_API egb_status egb_table_uncertainty_scores(const egb_uncertainty *uncertainty, const egb_spread_options *options,
                                                egb_diag *diag, egb_table **out);
/* A row per pair of ranked units, the one ahead first: the difference of their scores, its interval, and in how many
 * draws it is above 0. EGB_USAGE without keep_scores, and for more pairs and draws than a table is made of. */
EGB_API egb_status egb_table_uncertainty_pairs(const egb_uncertainty *uncertainty, const egb_spread_options *options,
                                               egb_diag *diag, egb_table **out);
/* A row per unit, a column per rank: how many draws. */
EGB_API egb_status egb_table_frequencies(const egb_uncertainty *uncertainty, const char *const *languages,
                                         egb_diag *diag, egb_table **out);
/* Draws first to first + count - 1 of a run with keep_draws: what each chose, its weights, and the rank of every unit.
 */
EGB_API egb_status egb_table_draws(const egb_uncertainty *uncertainty, size_t first, size_t count, egb_diag *diag,
                                   egb_table **out);
/* A row per unit: score, rank, acceptability of the first ranks, holistic index, confidence, central weights, a strip
 * of all ranks for people. units as in egb_ranking_options; top: the first N rows, 0: all. */
EGB_API egb_status egb_table_acceptability(const egb_acceptability *acceptability, const char *const *languages,
                                           const char *const *units, size_t top, egb_diag *diag, egb_table **out);
/* A row per unit that can be first: its central weights. */
EGB_API egb_status egb_table_central_weights(const egb_acceptability *acceptability, const char *const *languages,
                                             const char *const *units, size_t top, egb_diag *diag, egb_table **out);
/* A row per pair of units: how often each is ahead of the other (pairwise winning indices). EGB_USAGE without
 * keep_pairs. */
EGB_API egb_status egb_table_acceptability_pairs(const egb_acceptability *acceptability, const char *const *languages,
                                                 const char *const *units, size_t top, egb_diag *diag, egb_table **out);
/* A row per assumption: first and total order with their intervals. */
EGB_API egb_status egb_table_sensitivity(const egb_sensitivity *sensitivity, const char *const *languages,
                                         egb_diag *diag, egb_table **out);
/* A row per alternative of each assumption, switched alone. */
EGB_API egb_status egb_table_switches(const egb_sensitivity *sensitivity, const char *const *languages, egb_diag *diag,
                                      egb_table **out);
/* A row per ranked unit, the best first: its score, and in points what each child of the index adds to it. EGB_USAGE:
 * the score is no sum of its parts. */
EGB_API egb_status egb_table_contributions(const egb_results *results, const char *const *languages,
                                           const char *const *units, egb_diag *diag, egb_table **out);
/* A row per child of the index: how its ranks and those of the index go together, how many units are far apart (the
 * rule `places` of egb_audit, as the definition has it). */
EGB_API egb_status egb_table_added_value(const egb_results *results, const char *const *languages, egb_diag *diag,
                                         egb_table **out);
/* A row per figure of the kind that was asked for. */
EGB_API egb_status egb_table_statistics(const egb_statistics *statistics, const char *const *languages, egb_diag *diag,
                                        egb_table **out);
/* The methods this library has: all, or one in full (name, NULL: all). EGB_USAGE: unknown name. */
EGB_API egb_status egb_table_methods(const char *name, egb_diag *diag, egb_table **out);
/* A data file for the definition: a row per unit of the dataset with its values (empty for egb_dataset_blank), a column
 * per data column the definition uses. */
EGB_API egb_status egb_table_data_form(const egb_dataset *data, egb_diag *diag, egb_table **out);
/* The same to be filled in by people: rows below the header say what the columns are called, what they are measured in
 * and which answers are allowed, which a workbook checks while it is filled in. Reading passes over these rows. */
EGB_API egb_status egb_table_form(const egb_dataset *data, const char *const *languages, egb_diag *diag,
                                  egb_table **out);
/* What is in a table, for programs that want numbers and not text. Rows, columns, notes and facts count from 0; beyond
 * the last, texts are "", numbers NaN. Texts are borrowed from the table. */
typedef enum egb_column_kind {
  EGB_COLUMN_TEXT = 0,
  EGB_COLUMN_NUMBER,
  EGB_COLUMN_INTEGER /* a count or a rank: whole, exact in a double */
} egb_column_kind;
EGB_API size_t egb_table_row_count(const egb_table *table);
/* Makes the rows of a table that has them on demand, and keeps them; any other has them already. EGB_NO_MEMORY. */
EGB_API egb_status egb_table_make_rows(egb_table *table);
EGB_API size_t egb_table_column_count(const egb_table *table);
/* The column with this id, SIZE_MAX when there is none. */
EGB_API size_t egb_table_find_column(const egb_table *table, const char *id);
/* Its id (the header in CSV, the key in JSON), its heading for people, and what it means in one sentence. */
EGB_API const char *egb_table_column_id(const egb_table *table, size_t column);
EGB_API const char *egb_table_column_label(const egb_table *table, size_t column);
EGB_API const char *egb_table_column_help(const egb_table *table, size_t column);
EGB_API egb_column_kind egb_table_column_kind(const egb_table *table, size_t column);
/* Decimals that people are shown; -1: the usual 2. */
EGB_API int egb_table_column_decimals(const egb_table *table, size_t column);
/* A cell as a number, NaN when it is empty or a text; as a text, "" when it is empty or a number. */
EGB_API double egb_table_number(const egb_table *table, size_t row, size_t column);
EGB_API const char *egb_table_text(const egb_table *table, size_t row, size_t column);
/* True also beyond the last. */
EGB_API bool egb_table_is_empty(const egb_table *table, size_t row, size_t column);
/* "egovbench.ranking/1"; the title for people, "" without one. */
EGB_API const char *egb_table_schema(const egb_table *table);
EGB_API const char *egb_table_title(const egb_table *table);
/* Sentences under the table. */
EGB_API size_t egb_table_note_count(const egb_table *table);
EGB_API const char *egb_table_note(const egb_table *table, size_t i);
/* Provenance: "index", "period", ...; a checksum of a file is written by egb_table_write only and has the text "". */
EGB_API size_t egb_table_fact_count(const egb_table *table);
EGB_API const char *egb_table_fact_key(const egb_table *table, size_t i);
EGB_API const char *egb_table_fact_text(const egb_table *table, size_t i);
/* What of a table is kept. Columns that the table does not have are EGB_USAGE, reported with the nearest that it has.
 */
typedef struct egb_select_options {
  size_t size;
  const char *const *columns; /* ids of the columns to keep, in this order; NULL-terminated; NULL: all */
  const char *const *nodes;   /* rows of other nodes go, where there is a column `node`; NULL-terminated; NULL: all */
  size_t top;                 /* of what is left, the first N rows; 0: all */
  const char *note;           /* a sentence to add under the table; NULL: none */
  /* Before that: rows in the order of this column, numbers by size and texts by their letters, a `-` before
   * the id reverses it; rows without a value last, equal ones as they were. All rows are made for it. NULL: as is */
  const char *sort;
} egb_select_options;
#define EGB_SELECT_OPTIONS_INIT EGB_INIT(egb_select_options)
EGB_API egb_status egb_table_select(egb_table *table, const egb_select_options *options, egb_diag *diag);
/* True when the CSV header of the table can only be that of a result: neither a data file nor a form to fill in begins
 * so, and a file that does may be replaced by a newer one. False when in doubt. */
EGB_API bool egb_table_header_is_known(const egb_table *table);
/* A table borrows the objects it was made of until it is freed (JSON writes checksums of the files read). */
EGB_API void egb_table_free(egb_table *table);

typedef enum egb_format {
  EGB_FORMAT_TEXT = 0,
  EGB_FORMAT_CSV,
  EGB_FORMAT_TSV,
  EGB_FORMAT_JSON,
  EGB_FORMAT_NDJSON,
  EGB_FORMAT_MARKDOWN,
  EGB_FORMAT_LATEX
} egb_format;

/* A file that pages are made of: a style sheet, a script, words, the engine. */
typedef struct egb_template {
  const char *name;
  const char *bytes; /* NUL-terminated as well */
  size_t length;
} egb_template;

#define EGB_DIGITS_NONE (-1)
typedef struct egb_write_options {
  size_t size;
  int digits; /* decimals of numbers in text, Markdown, LaTeX and HTML, and those that a workbook shows; 0: the table's
                 own choice; EGB_DIGITS_NONE: none */
  size_t width; /* text: fit into this many terminal columns; 0: no limit */
  bool colour;  /* text only */
  bool box;     /* text: rules between header and rows (a terminal); false: plain (a pipe) */
  bool excel;   /* CSV, TSV: byte order mark, CRLF, cells that a spreadsheet would run are made harmless */
  bool visible; /* CSV, TSV: what a terminal would obey or not show at all is shown as U+FFFD; false: bytes unchanged */
  size_t note_lines; /* text: so many lines of notes, the most important first, and how many more there are; 0: all */
  bool continues;    /* CSV, TSV, NDJSON: rows alone, to follow those of a table with the same columns written before */
  const char *language;          /* HTML: of the texts, a BCP 47 tag; NULL: English */
  const egb_template *templates; /* HTML: files instead of those of the same name that were built in */
  size_t template_count;
  bool ascii;         /* plots in text: signs of ASCII in the place of blocks and braille; names stay as they are */
  const char *locale; /* CSV, TSV with excel: of the spreadsheet, a tag of egb_spreadsheet_named; NULL: none */
  size_t threads;     /* CSV, TSV, JSON, NDJSON: 0: as many as there are processors; the bytes are the same */
} egb_write_options;
#define EGB_WRITE_OPTIONS_INIT EGB_INIT(egb_write_options)

/* Languages of spreadsheets: what stands between cells, which decimal mark numbers have, and which texts would be
 * changed into numbers, dates or truth values and are written as ="004", so that they are not. The first name, "plain",
 * is as without a language: commas, points, texts as they are. NULL beyond the last. */
EGB_API const char *egb_spreadsheet_name(size_t i);
/* The name among them that a BCP 47 tag in any case belongs to: "pt" for pt-BR, "de-CH" for de-LI; NULL: the tag is not
 * known, because its region has other marks than its language, or which it has is not agreed on. */
EGB_API const char *egb_spreadsheet_named(const char *tag);
/* The names of the files that pages are made of; NULL beyond the last. */
EGB_API const char *egb_template_name(size_t i);
/* The desk: one file for a browser that ranks with whatever definition and data are dropped on it, without a network
 * and without a program. Of the options it asks language (NULL: the browser's) and templates, which must have the files
 * of these names besides (NULL beyond the last; reports/ has them), as they are not built in. Release *text with
 * egb_free. EGB_USAGE: a file is missing. */
EGB_API const char *egb_desk_template_name(size_t i);
EGB_API egb_status egb_desk_page(const egb_write_options *options, egb_diag *diag, char **text, size_t *length);

/* The formats count from 0 as the enumeration does; those without a name there, behind it. Name, and what is to know
 * about it behind the name: "" beyond the last. For people: numbers are rounded, and columns that only programs want
 * are left out. Separated: CSV and its relatives, which data files may be and spreadsheets open. Continues: a table may
 * be written in pieces (`continues`). */
EGB_API size_t egb_format_count(void);
EGB_API const char *egb_format_name(egb_format format);
EGB_API const char *egb_format_help(egb_format format);
EGB_API bool egb_format_is_for_people(egb_format format);
EGB_API bool egb_format_is_separated(egb_format format);
EGB_API bool egb_format_continues(egb_format format);
/* Tables may follow each other in one text. */
EGB_API bool egb_format_stacks(egb_format format);
/* Bytes and no text, for a spreadsheet: not for a terminal. Data files may be such. */
EGB_API bool egb_format_is_workbook(egb_format format);
/* The usual extension of its files, without the dot; "" for no format. */
EGB_API const char *egb_format_extension(egb_format format);
/* Pages for a browser: they have templates. */
EGB_API bool egb_format_is_page(egb_format format);
/* EGB_USAGE, reported: this library was built without what the format needs (or there is no such format). */
EGB_API egb_status egb_format_check(egb_format format, egb_diag *diag);
/* Whether egb_document_write can write it. */
EGB_API bool egb_format_takes_documents(egb_format format);
/* The format with this name ("csv") or of a file name's extension; false when there is none. */
EGB_API bool egb_format_by_name(const char *name, egb_format *out);
EGB_API bool egb_format_by_path(const char *path, egb_format *out);
/* The table in *out (release with egb_free), length bytes. EGB_USAGE: no such format; EGB_UNCOMPUTABLE: the format does
 * not hold so large a table, or so long a text. */
EGB_API egb_status egb_table_write(const egb_table *table, egb_format format, const egb_write_options *options,
                                   egb_diag *diag, char **out, size_t *length);
/* The same bytes handed to a sink, in order: one piece of many rows after the other for CSV, TSV, JSON and NDJSON, so
 * that they are never in memory all at once; in one piece for other formats. The first piece of CSV and TSV has the
 * whole header. The sink is called by one thread at a time, perhaps not by the caller's; what it returns unless it is
 * EGB_OK ends the writing, and is returned: it has had the first pieces then, and no more follow, as after a failure of
 * memory. bytes are borrowed for the call. */
typedef egb_status egb_sink(void *context, const char *bytes, size_t length);
EGB_API egb_status egb_table_write_to(const egb_table *table, egb_format format, const egb_write_options *options,
                                      egb_diag *diag, egb_sink *sink, void *context);

/* ---- pictures -------------------------------------------------------------------------------- */

/* Kinds of pictures count from 0. Each is drawn from one kind of table, and from its cells alone: write the table
 * beside it, and the numbers behind the picture are there. */
EGB_API size_t egb_plot_count(void);
EGB_API const char *egb_plot_kind(size_t i); /* "ranks", ...; NULL beyond the last */
EGB_API const char *egb_plot_help(size_t i);
EGB_API size_t egb_plot_find(const char *kind); /* SIZE_MAX: none */
/* The kind's table as an SVG picture: text stays text, the same bytes wherever it is made. ranks is drawn from
 * egb_table_uncertainty, map and world from egb_table_ranking, levels and bump from egb_table_panel_long, acceptability
 * from egb_table_acceptability, tornado from egb_table_switches, sensitivity from egb_table_sensitivity, correlations,
 * scree (components), loadings, biplot and importance from egb_table_statistics, distribution from
 * egb_table_stage_long, scatter from egb_table_stage with two nodes, contributions from egb_table_contributions,
 * added-value from egb_table_added_value, profile from egb_table_profile, changes from egb_table_difference, crosswalk
 * from egb_table_crosswalk, tree from egb_table_tree. Release with egb_free. EGB_USAGE, reported: no such kind, or
 * another table; EGB_UNCOMPUTABLE: it has no rows. */
EGB_API egb_status egb_plot_write(size_t kind, const egb_table *table, egb_diag *diag, char **out, size_t *length);
/* Whether the kind can be drawn in text, for a terminal; where not, its table is what a terminal can show. */
EGB_API bool egb_plot_has_text(size_t kind);
/* The same picture in so many columns of a terminal (0: 80), from the same cells, with blocks and braille. Takes
 * width, colour, note_lines (0: all notes below it) and ascii of the options, which may be NULL. Release
 * and errors as those of egb_plot_write; EGB_USAGE also: the kind has no picture in text. */
EGB_API egb_status egb_plot_write_text(size_t kind, const egb_table *table, const egb_write_options *options,
                                       egb_diag *diag, char **out, size_t *length);

/* ---- documents: text with headings, formulas and tables -------------------------------------- */

typedef struct egb_document egb_document;

/* The methodology of an index, stage by stage, from its definition and the methods it chose. plan (weights) and results
 * (what was learned from the data, who takes part) may be NULL. Borrows all of them. EGB_USAGE: they are not of this
 * index, or not of each other. */
EGB_API egb_status egb_methodology(const egb_index *index, const egb_plan *plan, const egb_results *results,
                                   const char *const *languages, egb_diag *diag, egb_document **out);
/* A statistical audit: fourteen sections and a verdict, of tables that other functions make one by one, with sentences
 * about them. Each flag names its rule, the threshold and where that is from. */
typedef struct egb_audit_options {
  size_t size;
  /* Whose thresholds; NULL: as the definition has it (`audit:`), else "jrc-pocket", those of JRC's pocket guide. */
  const char *profile;
  const char *const *thresholds; /* others for some of its rules: "coverage=0.8"; NULL-terminated; NULL: none */
  size_t draws;                  /* these as in egb_uncertainty_options */
  uint64_t seed;
  size_t threads;
  double level;
  const char *weights;
  const egb_results *before; /* of the edition before this one; NULL: changes are not looked at */
  /* Called now and then with the number of sections done, from one thread at a time; true ends the audit without one:
   * EGB_UNCOMPUTABLE. NULL: never. */
  bool (*watch)(void *context, size_t done, size_t sections);
  void *context;
} egb_audit_options;
#define EGB_AUDIT_OPTIONS_INIT EGB_INIT(egb_audit_options)
/* Borrows plan and results, which are of each other. EGB_USAGE: they are not; no such profile or rule; draws and level
 * that a simulation refuses. */
EGB_API egb_status egb_audit(const egb_plan *plan, const egb_results *results, const egb_audit_options *options,
                             const char *const *languages, egb_diag *diag, egb_document **out);
/* A report for everybody: what was found in sentences, the ranking with intervals, a map, ranks over the editions, a
 * line per unit, and in short how far the ranking holds, how it is made, of what, and how to cite it. */
typedef struct egb_report_options {
  size_t size;
  size_t draws; /* these as in egb_uncertainty_options */
  uint64_t seed;
  size_t threads;
  double level;
  const egb_results *const *editions; /* of the same index and data, periods rising, this one among them; NULL: none */
  size_t edition_count;
  const char *command; /* that made it, shown last; NULL: none */
  bool (*watch)(void *context, size_t done, size_t draws);
  void *context;
  bool live; /* as HTML it lets its readers try other weights: the data are in it, and a script */
  const char
      *live_command; /* what the script makes commands of, "egovbench report NAME --set a=1"; NULL: of the index */
  const char *map;   /* "tiles": one of a size per economy; "world": outlines; "none"; NULL: tiles */
} egb_report_options;
#define EGB_REPORT_OPTIONS_INIT EGB_INIT(egb_report_options)
/* Borrows plan, results and editions. EGB_USAGE: they are not of each other; draws and level that a simulation refuses.
 */
EGB_API egb_status egb_report(const egb_plan *plan, const egb_results *results, const egb_report_options *options,
                              const char *const *languages, egb_diag *diag, egb_document **out);
/* Pages that lead to each other, each handed to `take` under its name, a file's without the extension: "index", with
 * the finding and the ranking, then one per unit, the best first: its rank, what the next level takes, its dimensions
 * beside those of its peers, its ranks over the editions. A status of `take` other than EGB_OK ends it. */
typedef egb_status egb_report_take(void *context, const char *name, const egb_document *document);
EGB_API egb_status egb_report_profiles(const egb_plan *plan, const egb_results *results,
                                       const egb_report_options *options, const char *const *languages,
                                       egb_report_take *take, void *context, egb_diag *diag);
/* How many findings of exactly this severity an audit has. */
EGB_API size_t egb_document_finding_count(const egb_document *document, egb_severity severity);
/* The tables of an audit, in their order; names tell them apart, and may be those of files. NULL and "" beyond the
 * last. Borrowed. */
EGB_API size_t egb_document_table_count(const egb_document *document);
EGB_API const egb_table *egb_document_table_at(const egb_document *document, size_t i);
EGB_API const char *egb_document_table_name(const egb_document *document, size_t i);

/* The index as a workbook that computes: weights, data, normalised values, scores, ranks and levels are formulas of
 * each other wherever a spreadsheet has a formula for the method, with the values of the results beside them; what is a
 * value all the same is marked, and explained with its reason. A weight or a value that is changed there changes every
 * score and rank above it. */
typedef struct egb_workbook_options {
  size_t size;
  const egb_plan *const *plans; /* weights to choose from: scenarios, and those as defined (no scenario); a plan that is
                                   of other data, another period or other nodes is left out. NULL: none */
  size_t plan_count;
  const egb_history *history; /* shown; NULL: none */
  const char *command;        /* that makes it; NULL: not shown */
} egb_workbook_options;
#define EGB_WORKBOOK_OPTIONS_INIT EGB_INIT(egb_workbook_options)
/* Borrows plan, results, and what the options name; options and languages may be NULL. Release *text with egb_free.
 * EGB_USAGE: plan and results are not of each other, or this library was built without what workbooks need;
 * EGB_UNCOMPUTABLE: too large for a spreadsheet to compute, or ranks as published. */
EGB_API egb_status egb_workbook(const egb_plan *plan, const egb_results *results, const egb_workbook_options *options,
                                const char *const *languages, egb_diag *diag, char **text, size_t *length);
/* The sheets Database and Framework of the COIN Tool, with values as they are in the data, weights and groups in its
 * cells, and one of notes: what the tool computes in another way. EGB_UNCOMPUTABLE: more than the 99 indicators, 299
 * units, four levels and 48 nodes that it holds. Otherwise as egb_workbook. */
EGB_API egb_status egb_coin_tool(const egb_plan *plan, const egb_results *results, const char *const *languages,
                                 egb_diag *diag, char **text, size_t *length);

/* The tutorial, two weeks of an analyst: the languages it is in (NULL beyond the last); as a document, in the first of
 * these languages that it is in, else in English; and as a manual page in one of them, in roff, to be released with
 * egb_free (NULL: out of memory, or it is not in that language). */
EGB_API const char *egb_tutorial_language(size_t i);
EGB_API egb_status egb_tutorial_new(const char *const *languages, egb_diag *diag, egb_document **out);
EGB_API char *egb_tutorial_manual(const char *language);
EGB_API void egb_document_free(egb_document *document);
/* Text, Markdown, LaTeX (a fragment with \section), HTML or JSON; EGB_USAGE for the formats of tables. */
EGB_API egb_status egb_document_write(const egb_document *document, egb_format format, const egb_write_options *options,
                                      egb_diag *diag, char **out, size_t *length);

/* ---- bundles: a ranking that is handed on, with all that it was made of ---------------------- */

typedef struct egb_bundle egb_bundle;
typedef enum egb_bundle_kind {
  EGB_BUNDLE_OPEN_DATA = 0, /* for everybody: with licences, documents and metadata */
  EGB_BUNDLE_EDITION        /* for later comparisons: what was read, results, EDITION.txt, SHA256SUMS */
} egb_bundle_kind;
typedef struct egb_bundle_options {
  size_t size;
  egb_bundle_kind kind;
  /* These as the data set was loaded with (egb_data_options). read also gives NAME.meta.yaml beside a data file, which
   * says its licence; NULL: files are read */
  const char *home;
  const char *const *files;
  size_t file_count;
  egb_status (*read)(void *context, const char *path, const char **text, size_t *length);
  void *context;
  const egb_history *history; /* of the index; NULL: no record of changes */
  size_t draws;               /* these as in egb_uncertainty_options; a million draws at most */
  uint64_t seed;
  size_t threads;
  double level;
  const char *portal;           /* whose own metadata is added, and whose marks are predicted; NULL: none */
  const char *when, *who, *why; /* as they are to be written: no clock is asked; who and why of an edition alone */
} egb_bundle_options;
#define EGB_BUNDLE_OPTIONS_INIT EGB_INIT(egb_bundle_options)
/* The files of a bundle: definition and data byte for byte below definition/, results, documents, metadata, checksums.
 * A file whose NAME.meta.yaml says `redistribution: no` is left out, and so are the values that would give its cells
 * back. Nothing depends on the clock, the machine or its folders. Borrows all. EGB_USAGE: weights or methods that the
 * definition does not have, so that nobody could compute them again; more draws; data from standard input; a file whose
 * name not every system can have; no such portal. EGB_REFUSED: a NAME.meta.yaml that cannot be read. */
EGB_API egb_status egb_bundle_new(const egb_plan *plan, const egb_results *results, const egb_bundle_options *options,
                                  egb_diag *diag, egb_bundle **out);
EGB_API void egb_bundle_free(egb_bundle *bundle);
EGB_API size_t egb_bundle_count(const egb_bundle *bundle);
/* The path of a file below the bundle, with slashes, and its bytes; NULL beyond the last. */
EGB_API const char *egb_bundle_at(const egb_bundle *bundle, size_t i, const char **bytes, size_t *length);
/* The definition among them. */
EGB_API const char *egb_bundle_definition(const egb_bundle *bundle);
/* SHA-256 of SHA256SUMS, which has that of every other file: who knows this sum from elsewhere knows all. */
EGB_API const char *egb_bundle_checksum(const egb_bundle *bundle);
/* A file that its licence does not let be handed on. Texts may be NULL where they are not known, but for path and why.
 */
typedef struct egb_bundle_left_out {
  const char *path, *licence, *why, *publisher, *address;
  size_t length; /* of the file */
  char sum[65];  /* SHA-256 */
} egb_bundle_left_out;
EGB_API size_t egb_bundle_left_out_count(const egb_bundle *bundle);
EGB_API const egb_bundle_left_out *egb_bundle_left_out_at(const egb_bundle *bundle, size_t i);
/* What a portal's automatic check will say of the bundle. */
typedef enum egb_mark_state {
  EGB_MARK_PASSES,
  EGB_MARK_FAILS,
  EGB_MARK_UNKNOWN /* it cannot be seen from here, as whether a link answers */
} egb_mark_state;
typedef struct egb_bundle_mark {
  const char *name; /* as the portal calls it */
  egb_mark_state state;
  const char *why; /* and what to do */
} egb_bundle_mark;
EGB_API size_t egb_bundle_mark_count(const egb_bundle *bundle);
EGB_API const egb_bundle_mark *egb_bundle_mark_at(const egb_bundle *bundle, size_t i);
/* Schema egovbench.marks/1: a row per mark. EGB_UNCOMPUTABLE: no portal was named. */
EGB_API egb_status egb_table_marks(const egb_bundle *bundle, egb_diag *diag, egb_table **out);
/* The portals there are, by name, and what one is; NULL beyond the last. */
EGB_API const char *egb_portal_name(size_t i);
EGB_API const char *egb_portal_help(size_t i);
/* All files as one zip archive, the same bytes with the same version of zlib; release with egb_free. EGB_USAGE: this
 * library was built without zlib. */
EGB_API egb_status egb_bundle_zip(const egb_bundle *bundle, egb_diag *diag, char **out, size_t *length);

/* Whether a bundle is what it says. */
typedef struct egb_verification egb_verification;
typedef struct egb_verify_options {
  size_t size;
  const char *bytes; /* a zip archive of length bytes in memory, which is called by the path; NULL: the path is read */
  size_t length;
  const char *const *with; /* paths of files that were left out of the bundle; NULL-terminated; NULL: none */
  size_t threads;          /* as in egb_uncertainty_options */
} egb_verify_options;
#define EGB_VERIFY_OPTIONS_INIT EGB_INIT(egb_verify_options)
/* Looks at the checksums of a bundle in a folder or a zip archive, at headers and cells of its tables, then computes
 * all of it again from what is in it and compares. Nothing outside is read, and nothing is written. EGB_OK whatever was
 * found; EGB_IO: it cannot be read; EGB_REFUSED: it is no bundle, one of a later version, or an archive that is damaged
 * or not to be unpacked; EGB_USAGE: a zip archive, and this library was built without minizip; a file of `with` that
 * the bundle does not miss. */
EGB_API egb_status egb_verify(const char *path, const egb_verify_options *options, egb_diag *diag,
                              egb_verification **out);
EGB_API void egb_verification_free(egb_verification *verification);
typedef struct egb_verification_summary {
  const char *program;  /* the version that made it */
  const char *checksum; /* SHA-256 of its SHA256SUMS */
  size_t files, left_out;
  bool computed;      /* everything was computed again */
  size_t figures;     /* cells of tables that were compared and are the same */
  size_t differences; /* findings that are errors, also beyond those that are kept */
} egb_verification_summary;
EGB_API const egb_verification_summary *egb_verification_about(const egb_verification *verification);
/* What was found, at most 1000. */
typedef struct egb_verification_finding {
  egb_severity severity; /* an error: it differs; a note: it could not be looked at */
  const char *text;
  const char *file;
  size_t row;         /* of a table, from 1 below its header; of a text its line; 0: none */
  const char *column; /* this and the values, in the bundle and as computed, may be NULL */
  const char *there, *here;
} egb_verification_finding;
EGB_API size_t egb_verification_count(const egb_verification *verification);
EGB_API const egb_verification_finding *egb_verification_at(const egb_verification *verification, size_t i);
/* As a table: finding, file, row, column, there, here. */
EGB_API egb_status egb_table_verification(const egb_verification *verification, egb_diag *diag, egb_table **out);

/* The JSON Schema (draft-07) of definition files. Release with egb_free; NULL when memory ran out. */
EGB_API char *egb_definition_schema(void);

#ifdef __cplusplus
}
#endif
#endif
