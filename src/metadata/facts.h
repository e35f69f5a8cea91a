/* facts.h - what the columns of a file of a bundle are, of the table it was written of or as they are described, and
 * what else several standards ask of a file. */
#ifndef EGB_METADATA_FACTS_H
#define EGB_METADATA_FACTS_H

#include "base/buffer.h"
#include "metadata/json.h"
#include "model/bundle.h"

/* In the order of the header; 0: the file is no table, or its columns are not described. */
size_t egb_bundle_column_count(const egb_bundle_file *file);
egb_bundle_column egb_bundle_column_at(const egb_bundle_file *file, size_t i);
/* Whether the file is a table whose columns are known. */
bool egb_bundle_is_described(const egb_bundle_file *file);
/* Its licence, or that of the bundle; NULL: not known. */
const char *egb_bundle_licence(const egb_bundle *bundle, const egb_bundle_file *file);
const char *egb_bundle_licence_address(const egb_bundle *bundle, const egb_bundle_file *file);
/* Where that of the bundle is explained. */
const char *egb_bundle_own_licence_address(const egb_bundle_about *about);
/* The title and the description in a language, else the first; NULL: none. "en" is asked for English. */
const char *egb_bundle_text_in(const egb_bundle_text *text, size_t count, const char *language);
/* Whether it is known to be UTF-8: what this program writes, and tables that it could read as such. */
bool egb_bundle_is_unicode(const egb_bundle_file *file);
/* A description of at least 50 characters, as search engines ask, and at most 5,000: that of the definition, and if it
 * is too short (or none) what the bundle holds. */
void egb_bundle_describe(const egb_bundle *bundle, const char *language, egb_buffer *out);

/* "description": as egb_bundle_describe has it in English; before it "name": the title, else the id. */
void egb_bundle_put_description(egb_json *json, const egb_bundle *bundle);
void egb_bundle_put_name(egb_json *json, const egb_bundle *bundle);
/* "keywords": [...], where there are some. */
void egb_bundle_put_keywords(egb_json *json, const egb_bundle_about *about);

#endif
