/* table.h - the table as make_table.py writes it: rows in the order of their keys, then units. */
#ifndef EGB_NAMES_TABLE_H
#define EGB_NAMES_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Keys are NUL-terminated and lie in blocks, as C promises no longer literals than 4095 bytes. */
#define EGB_NAMES_BLOCK 4096

typedef enum egb_names_kind { EGB_NAMES_NAME, EGB_NAMES_CODE, EGB_NAMES_NUMBER } egb_names_kind;

typedef struct egb_names_row {
  uint32_t key;  /* block * EGB_NAMES_BLOCK + offset */
  uint16_t unit; /* position in egb_names_unit */
  uint8_t kind;  /* egb_names_kind */
  uint8_t why;   /* position in egb_names_reason */
} egb_names_row;

typedef struct egb_names_unit_row {
  const char id[4];
  const char *english;
} egb_names_unit_row;

extern const char egb_names_keys[][EGB_NAMES_BLOCK];
extern const egb_names_row egb_names_rows[];
extern const size_t egb_names_row_count;
extern const egb_names_unit_row egb_names_unit[];
extern const size_t egb_names_unit_count;
extern const char *const egb_names_reason[];

#endif
