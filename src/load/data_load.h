/* data_load.h - the steps of a load, by the files that do them.
 *
 * They follow each other: the columns the definition needs (data_columns), the unit list (data_units), every file
 * (data_file: where it is; data_header: what its headers mean; data_wide, data_long: its rows; data_cell: one cell) as
 * observations in one growing list (data_block: wide files in columns), and at the end the join of the list into
 * matrices (data_join). Faults are reported and counted; reading goes on, so that all faults of all files are reported
 * at once. */
#ifndef EGB_LOAD_DATA_LOAD_H
#define EGB_LOAD_DATA_LOAD_H

#include "load/data_loader.h"
#include "load/load_pieces.h"

/* data_columns.c */
egb_status egb_load_columns(egb_loader *loader);
/* data_discover.c: makes wanted what a file has that was decoded and whose entry is strict. */
egb_status egb_discover_columns(const egb_table_file *opened);
/* Notes a row that was left out, a text that was taken for a unit. */
egb_status egb_note_dropped(egb_loader *loader, const char *unit, const egb_csv_field *field, uint16_t file);
egb_status egb_note_resolved(egb_loader *loader, const egb_matcher *matcher, uint16_t file);
/* All that the entries of the recipe find in options->files, which stand for its data files one by one, and in its unit
 * list, which is a path. whole: a column, or an indicator, with a single text among its values is none. */
egb_status egb_dataset_everything(const egb_recipe *recipe, bool whole, const egb_data_options *options, egb_diag *diag,
                                  egb_dataset **out);
/* The units of a list alone. */
egb_status egb_dataset_listed(const egb_unit_list *list, const egb_data_options *options, egb_diag *diag,
                              egb_dataset **out);
/* data_recipe.c: whether the columns of a file that was opened are those of its recipe. */
egb_status egb_recipe_check(egb_table_file *file);
/* Keeps a column or an indicator of the file that is none for the texts among its values. */
egb_status egb_note_skipped(const egb_table_file *file, const char *text, size_t length);
/* Keeps what the columns of a file were read as. */
egb_status egb_note_columns(const egb_table_file *file);
/* What a text in a column of units means by the recipe, over what it means without (id; NULL: nothing, or more than
 * one unit); *refused: it means something else by now, which was reported. */
void egb_recipe_meaning(egb_loader *loader, const egb_csv_field *field, const char **id, bool *refused);
/* Whether rows with this unit are read, or left out, as the recipe has it; reported when not. */
bool egb_recipe_takes(egb_loader *loader, const egb_csv_field *field, bool taken);
/* Whether a header names a period. */
bool egb_names_period(egb_arena *arena, const egb_csv_field *header, egb_status *status);
/* Room for one more element of size bytes in a list that grows. */
egb_status egb_note_room(egb_arena *arena, void **list, size_t count, size_t *room, size_t size);
/* data_units.c: the unit list. */
egb_status egb_load_units(egb_loader *loader, const egb_source *source, const egb_unit_list *list);
/* data_units_periods.c: a row of the list about a unit in a period (NULL: the list has no periods), and what the rows
 * about each say together. fresh: its first. Rows of one period that contradict each other are refused. */
egb_status egb_list_row(egb_loader *loader, size_t number, bool fresh, const egb_csv_field *period,
                        const egb_csv_field *id, const egb_unit *unit);
egb_status egb_settle_list(egb_loader *loader);
/* The group of a unit by this list alone, in a period of the data (NULL: the latest one); "" when it is not known.
 * *changes becomes true when the list has several. */
const char *egb_list_group(const egb_loader *loader, const char *unit, size_t grouping, const char *period,
                           bool *changes);
/* data_units_more.c: all lists after the first, and all lists as one. */
egb_status egb_load_more_units(egb_loader *loader);
egb_status egb_unite_lists(egb_loader *loader);
/* As egb_list_group, of a grouping of all lists: by the first list that knows it. */
const char *egb_united_group(const egb_loader *loader, const char *unit, size_t grouping, const char *period,
                             bool *changes);
/* data_units.c: ids and names in one array, to find what a mistyped unit may have been. */
egb_status egb_list_candidates(egb_loader *loader);
/* Which groups the units are in in each period of the data, when any group changes. */
egb_status egb_join_groups(egb_loader *loader, egb_dataset *data);
/* For a form, when any group changes: the periods of the lists become those of the data. EGB_NO_MEMORY. */
egb_status egb_list_take_periods(egb_loader *loader);
/* data_listed.c: columns that the definition uses, that no data file has, and that a unit list has. */
egb_status egb_load_listed(egb_loader *loader);
/* data_units.c: the id of a row of the list; *use is false for a row that is left out. */
egb_status egb_list_id(egb_loader *loader, const egb_unit_list *list, egb_matcher *matcher, egb_csv_field *id,
                       bool *use);
/* Positions of the columns with the ids and the periods. EGB_NAMES_NONE: none. */
size_t egb_list_id_at(const egb_rows *rows, const egb_unit_list *list);
size_t egb_list_period_at(const egb_rows *rows, const egb_unit_list *list);
/* data_members.c: columns with names of units (`name`, `name_en`, `name_zh_hant`) and the names in a row. */
egb_status egb_name_columns(egb_arena *arena, const egb_rows *rows, egb_label **names, size_t **at, size_t *count);
egb_status egb_row_labels(egb_arena *arena, const egb_rows *rows, const egb_label *names, const size_t *at,
                          size_t count, egb_labels *out);
/* The number of a unit of the data; EGB_NAMES_NONE: refused and reported, or out of memory (*status). */
size_t egb_unit_number(egb_table_file *file, const egb_csv_field *field, egb_status *status);
/* Room for the names that the data gives a unit. EGB_NO_MEMORY. */
egb_status egb_label_room(egb_loader *loader, size_t number);
/* data_match.c: what a text means, among the ids of the list or, without by_list, of all units that are known. */
egb_status egb_match_text(egb_loader *loader, egb_matcher *matcher, const egb_csv_field *field, bool by_list,
                          egb_match_answer *answer);
/* A note about what was found so. */
void egb_report_matched(egb_loader *loader, const egb_matcher *matcher, const egb_source *source);
/* A hint on a text that is no id of the list although it is known which unit it means. False: it is not. */
bool egb_hint_meaning(egb_loader *loader, const egb_csv_field *field, egb_status *status);
egb_status egb_unit_table(egb_loader *loader, const egb_unit **out);
/* data_file.c: finds a file of the definition (its folder, ../data beside it, home/data), or takes the path the user
 * gave, and reads it; its number in loader->file. EGB_IO: reported. */
egb_status egb_find_file(egb_loader *loader, const char *name, egb_place place, const char *role, uint16_t *number);
/* Where the keys of FILE{key: value} begin, NULL: it has none; and FILE, NULL: out of memory. */
const char *egb_own_keys(const char *given);
const char *egb_own_name(egb_arena *arena, const char *given);
egb_status egb_user_file(egb_loader *loader, const char *name, const char *role, uint16_t *number);
/* The entry for a file given by the user, FILE or FILE{key: value}, in its file the name alone: that of the
 * definition's file of the same name, else what all entries say. */
egb_status egb_user_spec(egb_loader *loader, const char *given, egb_data_file *out);
/* data_files.c: the unit list, and all tables. Faults of one file leave the others to be read: loader->status is the
 * first of them, and EGB_OK is returned unless memory ran out. */
egb_status egb_load_note_failure(egb_loader *loader, egb_status status);
egb_status egb_read_unit_list(egb_loader *loader);
egb_status egb_read_files(egb_loader *loader);
/* The i-th file that was given, or else of the definition, and how it is read. what: its role in messages. */
egb_status egb_choose_file(egb_loader *loader, size_t i, const char *what, egb_data_file *spec, uint16_t *number);
/* The text of a file, and its records as far as the header. */
egb_status egb_open_table(egb_table_file *file, egb_data_file *spec);
/* data_blank.c: what is known of a file's rows before it is filled in; every unit of a list. */
egb_status egb_load_blank(egb_loader *loader, egb_dataset *data);
egb_status egb_load_all_listed(egb_loader *loader, egb_dataset *data);
/* data_given.c: notes that a file of another name is read. */
void egb_pass_over(egb_loader *loader);
/* Once such a file was refused: that it may have to be read as the definition's. EGB_NO_MEMORY. */
egb_status egb_warn_passed_over(egb_loader *loader, const egb_rows *rows);
/* A number of such a file that would be another one as the definition's file is written. */
void egb_warn_other_number(egb_table_file *file, const egb_csv_field *field, double value);
/* data_decode.c: the text of a file in place of its bytes, from its encoding or a sheet of a workbook, which it notes
 * in the dialect. given: by the user, with keys that may be those of another file. */
egb_status egb_decode_file(egb_loader *loader, uint16_t number, egb_dialect *dialect, bool given);
/* data_form.c: how a form that the user gave without keys is written (its bytes), put into the entry and noted; nothing
 * for other files. */
egb_status egb_form_dialect(egb_loader *loader, const egb_source *source, egb_data_file *spec);
/* data_decimal.c: sets the decimal comma when numbers have it and none has a point, in a text whose cells the delimiter
 * of the dialect separates. */
egb_status egb_find_decimal(egb_loader *loader, const egb_source *text, egb_dialect *dialect);
/* True for a text with a row that names its columns for people. */
bool egb_text_is_form(const egb_source *text);
/* data_arrays.c: a table in memory as CSV. */
void egb_arrays_text(const egb_data_arrays *arrays, egb_buffer *out);
/* data_header.c: EGB_REFUSED when rows cannot be read with this header. */
egb_status egb_read_header(egb_table_file *file);
/* False, and reported, when the file is not one of the publisher that `as:` names for it. */
bool egb_is_of_origin(egb_loader *loader, const egb_rows *rows);
/* data_advice.c: a hint on how to declare the delimiter or the line of the header, when the file looks as if that would
 * help to find the column wanted (NULL: any). False: nothing is known. */
bool egb_advise_dialect(egb_loader *loader, const egb_rows *rows, const char *wanted);
/* The hint "WHYdeclare `KEY` ..." and where: in the definition's entry of the file, or behind the name of a file that
 * the user gave. */
void egb_hint_key(egb_loader *loader, const char *key, const char *why, ...) EGB_PRINTF(3, 4);
/* data_unused.c: what a file has and the definition does not use, and the reverse, once everything was read. */
egb_status egb_report_unused(egb_table_file *file);
void egb_report_missing(egb_loader *loader);
/* data_alike.c: units, periods and names of units that look like one and are two; columns that look like one the
 * definition needs or like the period. They count as they are written: each is reported once, with both places. */
egb_status egb_warn_alike(egb_loader *loader);
/* data_distinct.c: whether it is proven that no two ids of units, or no two names of different ones in one language,
 * look alike. Of a few that is not asked. */
egb_status egb_looks_distinct(const egb_loader *loader, const egb_names *names, bool labels, bool *distinct);
egb_status egb_warn_columns(egb_table_file *file);
/* data_weights.c: the files of weights that the definition names, into data->given. What is wrong with one is in
 * loader->status. EGB_NO_MEMORY. */
egb_status egb_load_weights(egb_loader *loader, egb_dataset *data);
/* The file of weights that a node names, unless an earlier one names it too; NULL: none. */
const char *egb_weights_file(const egb_index *index, size_t node);
/* data_gaps.c: units of the list without any row, and of the data without a row in some file, into the dataset and a
 * note each. */
egb_status egb_find_gaps(egb_loader *loader, egb_dataset *data);
/* The place where a name was first seen. */
egb_place egb_name_place(const egb_loader *loader, const egb_name *name);
/* data_pieces.c: how many threads read and check large files. */
size_t egb_load_threads(const egb_loader *loader);
/* The block of a wide file and, when it is large, its first rows into it, by several threads at once: as
 * many as there is nothing to say about. The rows are where reading goes on. */
egb_status egb_read_pieces(egb_table_file *file);
/* data_wide.c, data_long.c: all rows of a file. data_row.c: what both do with a row. */
egb_status egb_read_wide(egb_table_file *file);
egb_status egb_read_long(egb_table_file *file);
/* Every row of a file in which a column names the indicators. renamed: by `columns:`. */
egb_status egb_read_renamed(egb_table_file *file, egb_status (*read)(egb_table_file *file, const egb_names *renamed));
/* What a row of a long file, or of periods, is about, by its column of indicators; EGB_NAMES_NONE: nothing that the
 * definition uses. */
egb_status egb_find_indicator(egb_table_file *file, const egb_names *renamed, size_t *column);
/* data_periods.c: files whose columns are periods. */
egb_status egb_read_period_headers(egb_table_file *file);
egb_status egb_read_periods(egb_table_file *file);
/* data_others.c: a row that `others: ignore` leaves out, and the note about all of them. */
egb_status egb_ignore_row(egb_table_file *file, const egb_csv_field *field);
void egb_report_ignored(egb_table_file *file);
/* True for a row of a form that describes its columns (model/form.h). */
bool egb_row_describes(const egb_table_file *file);
/* Unit and period of the record; *use is false when the row was refused. */
egb_status egb_read_keys(egb_table_file *file, uint32_t *unit, uint32_t *period, bool *use);
egb_status egb_add_observation(egb_loader *loader, const egb_observation *observation);
/* Another element of the list of chunks, which has neither block nor items. NULL: out of memory. */
egb_chunk *egb_add_chunk(egb_loader *loader);
/* data_block.c: file->block with room for so many rows; NULL when the file is none whose cells are kept in columns. */
egb_status egb_block_begin(egb_table_file *file, size_t room);
/* Rows that may be left in the file, whose text has so many line ends: not more than fit into the bytes. */
size_t egb_block_rows(const egb_rows *rows, size_t lines);
/* Room for another row; a cell of it (column: of the block), or that it was refused; and the end of the row. */
egb_status egb_block_next(egb_table_file *file);
void egb_block_put(egb_block *block, size_t column, double value);
/* EGB_NO_MEMORY. */
egb_status egb_block_refuse(egb_block *block, size_t column);
void egb_block_end_row(egb_table_file *file, uint32_t unit, uint32_t period);
/* The place of a field of a row's record. */
egb_place egb_block_field(const egb_loader *loader, const egb_block *block, size_t row, size_t field);
/* The places of the first `count` fields of a row's record; and the observation of a cell there. False: it was refused.
 */
void egb_block_places(const egb_loader *loader, const egb_block *block, size_t row, egb_place *out, size_t count);
bool egb_block_cell(const egb_block *block, size_t row, size_t column, const egb_place *places, egb_observation *out);
/* Whether the dataset has the cells of one block and no others, in their order; then they become its own. */
bool egb_block_is_dataset(const egb_loader *loader, const egb_dataset *data);
egb_status egb_block_take(egb_loader *loader, egb_dataset *data);
void egb_blocks_free(egb_loader *loader);
/* data_cell.c: whether a number breaks no condition on its column. */
bool egb_is_allowed(const egb_wanted *wanted, double value);
/* data_cell.c: the value of a cell (NaN: missing) that there is nothing to say or to count about; false: it has to be
 * read by the function below. Any thread may ask. */
bool egb_plain_cell(const egb_table_file *file, size_t column, const egb_csv_field *field, double *out);
/* The value of a cell, NaN when missing; false when it was refused (reported) or memory ran out (*status).
 */
bool egb_read_cell(egb_table_file *file, size_t column, const egb_csv_field *field, egb_observation *out,
                   egb_status *status);
bool egb_read_error(egb_table_file *file, const egb_csv_field *field, double *out, egb_status *status);
/* data_answer.c: a cell of indicators with points: an answer in words, as the number of its word, or whether the
 * rubric takes a number; false when it was refused (reported) or memory ran out (*status). */
bool egb_read_answer(egb_table_file *file, egb_wanted *wanted, const egb_csv_field *field, double *value,
                     egb_status *status);
/* Whether a rule of its rubric is about a number. */
bool egb_rubric_takes(const egb_node *node, double value);
bool egb_check_rubric(egb_loader *loader, const egb_wanted *wanted, const egb_node *node, const egb_csv_field *field,
                      double value);
/* data_missing.c: the tokens of `missing:`, to be found by their text and by their number: -999.0 where -999 is
 * declared. */
egb_status egb_read_tokens(egb_table_file *file);
bool egb_is_declared_missing(const egb_table_file *file, const egb_csv_field *field);
bool egb_is_missing_number(const egb_table_file *file, double value);
/* Texts that usually mean "no value". They are never taken as such unless the definition says so. */
enum { EGB_MISSING_WORDS = 53 };
#define EGB_MISSING_WORD 16 /* bytes of the longest, and a NUL */
extern const char egb_missing_words[][EGB_MISSING_WORD];
/* The number of the word that a text is; EGB_MISSING_WORDS: none. */
size_t egb_missing_word(const char *text, size_t length);
/* One of them that is more than letters: `n.a.` in a column of units is not Namibia, whose code is NA. */
bool egb_means_no_unit(const char *text, size_t length);
bool egb_looks_missing(const egb_csv_field *field);
/* What to declare so that a text is one of them, beside those that are declared. why: other advice before it, "". */
void egb_hint_missing(const egb_table_file *file, const egb_csv_field *field, const char *why);
/* data_flags.c: a number with marks beside it, or what stands for one that is not there; false: neither. */
bool egb_flags_read(const egb_dialect *dialect, const egb_csv_field *field, egb_flagged *out);
/* Counts it for the notes about the file. */
egb_status egb_flags_count(egb_table_file *file, const egb_csv_field *field, const egb_flagged *read);
void egb_report_flags(egb_table_file *file);
/* data_where.c: a hint on the column that tells two rows apart, once per file. */
egb_status egb_hint_where(egb_loader *loader, const egb_two_rows *two, bool *hinted);
/* data_sentinels.c: numbers such as -999 among values that are nothing like it. */
egb_status egb_warn_sentinels(const egb_loader *loader, const egb_dataset *data);
/* data_join.c: the list of observations as matrices. */
egb_status egb_join(egb_loader *loader, egb_dataset *data);

/* Reports an error at a place (then a hint may follow) and marks the load as refused. */
#define EGB_LOAD_ERROR(loader, code, place, ...)                                                                       \
  ((loader)->status = (loader)->status == EGB_OK ? EGB_REFUSED : (loader)->status,                                     \
   egb_diag_at((loader)->diag, EGB_SEVERITY_ERROR, (code), (place), __VA_ARGS__))
/* False once no more errors are kept: then suggestions and other costly texts are not worth their time. */
bool egb_load_tells(const egb_loader *loader);
/* The same for a suggestion out of `candidates` names; all suggestions of a load share one allowance of comparisons, so
 * that large hostile tables do not buy time. */
bool egb_load_suggests(egb_loader *loader, size_t candidates);

#endif
