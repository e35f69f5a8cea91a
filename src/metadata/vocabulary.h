/* vocabulary.h - words of a definition and of files as the lists of the Publications Office of the European Union and
 * of others have them. What is not known there is NULL: nothing is guessed. */
#ifndef EGB_METADATA_VOCABULARY_H
#define EGB_METADATA_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#define EGB_AUTHORITY "http://publications.europa.eu/resource/authority/"
#define EGB_MEDIA_TYPES "www.iana.org/assignments/media-types/"

/* Codes behind EGB_AUTHORITY and the name of the list: CC_BY_4_0, CSV, ANNUAL, PUBLIC, ENG. */
const char *egb_vocabulary_licence(const char *licence); /* an SPDX identifier */
const char *egb_vocabulary_format(const char *media_type);
const char *egb_vocabulary_frequency(const char *word);
const char *egb_vocabulary_access(const char *word);
const char *egb_vocabulary_theme(const char *code);   /* what it is called in English */
const char *egb_vocabulary_language(const char *tag); /* by its first part */
/* Where a licence is explained that is an identifier of the SPDX list, and one that data have. */
const char *egb_vocabulary_licence_address(const char *licence);
/* A text that is an address. */
bool egb_vocabulary_is_address(const char *text);
/* How often an edition follows as a number and a unit, D, M or Y; 0: irregular or not known. */
size_t egb_vocabulary_interval(const char *frequency, char *unit);
/* The first and last day of a period such as 2024, 2024-07, 2024-Q3, 2024-H2 or a day, YYYY-MM-DD. */
bool egb_vocabulary_days(const char *period, char first[11], char last[11]);

#endif
