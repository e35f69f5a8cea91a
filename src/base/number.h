/* number.h - numbers as text, the same in every locale. */
#ifndef EGB_BASE_NUMBER_H
#define EGB_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum egb_number_fault {
  EGB_NUMBER_OK = 0,
  EGB_NUMBER_EMPTY,
  EGB_NUMBER_TEXT,          /* not a number at all, or characters after one */
  EGB_NUMBER_DECIMAL_COMMA, /* "3,14": looks like a decimal comma */
  EGB_NUMBER_GROUPED,       /* "1,234,567", "1 000", "1_000" */
  EGB_NUMBER_NOT_FINITE,    /* nan, inf in any spelling */
  EGB_NUMBER_RANGE,         /* 1e999: beyond a double */
  EGB_NUMBER_HEX,           /* 0x1F */
  EGB_NUMBER_PERCENT        /* "12%" */
} egb_number_fault;

/* Grammar: [+-] digits [. digits] [(e|E) [+-] digits], or . digits; no spaces, no hex, no nan or inf. Correctly
 * rounded. *out is written only for EGB_NUMBER_OK; a subnormal or zero result of underflow is accepted. */
egb_number_fault egb_number_parse(const char *text, size_t length, double *out);
/* One sentence without a full stop: what is wrong ("a decimal comma"), and what to write instead (never NULL). */
const char *egb_number_fault_text(egb_number_fault fault);
const char *egb_number_fault_help(egb_number_fault fault);

/* A share of something: "0.25" and "25%" are the same; from 0 to 1. False: it is none. Weights are written otherwise.
 */
bool egb_number_share(const char *text, size_t length, double *out);
/* 100 * share without the dust of that product: 55 and not 55.00000000000001. */
double egb_number_percent(double share);

/* Bytes that hold any number written by the two functions below with decimals <= 17, |value| < 1e15. */
#define EGB_NUMBER_MAX 40
/* The shortest digits that read back to the same double ("0.1", "1e-07", "12345"); "" for NaN. Returns the length.
 * out must hold EGB_NUMBER_MAX bytes. -0 is written as 0. */
size_t egb_number_shortest(double value, char *out);
/* A whole number; as long and as short. */
size_t egb_number_whole(int64_t number, char *out);
/* Fixed decimals, rounded half to even on the exact binary value; "" for NaN; never "-0.00". Values of 1e15 and above
 * are written by egb_number_shortest. */
size_t egb_number_fixed(double value, int decimals, char *out);
/* Decimals that show a score of this scale with four significant digits near its top. */
int egb_number_decimals(double scale);

#endif
