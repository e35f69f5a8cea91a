/* Numbers. Inputs: V. Paxson and W. Kahan, "A Program for Testing IEEE Decimal-Binary Conversion", 1991, tables 1 and
 * 2; the halfway cases of the double-conversion test suite; inputs on which PHP, Java, GCC and Visual C++ were once
 * wrong (exploringbinary.com). The bits are the quotients of exact integers, rounded once. No tolerance: bits are
 * equal. */
#include "base/number.h"

#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct hard_case {
  const char *text;
  uint64_t bits;
} hard_case;

static const hard_case paxson_kahan_below[] = {
    {"5e+125", 0x5a07a2ecc414a03fu},
    {"69e+267", 0x77c0b7cb60c994dau},
    {"999e-26", 0x3b282782afe1869eu},
    {"7861e-34", 0x39afe3544145e9d8u},
    {"75569e-254", 0x0c35a462d91c6ab3u},
    {"928609e-261", 0x0afbe2dd66200befu},
    {"9210917e+80", 0x51fda232347e6032u},
    {"84863171e+114", 0x59406e98f5ec8f37u},
    {"653777767e+273", 0x7a720223f2b3a881u},
    {"5232604057e-298", 0x041465b896c24520u},
    {"27235667517e-109", 0x2b77d41824d64fb2u},
    {"653532977297e-123", 0x28d925a0aabcdc68u},
    {"3142213164987e-294", 0x057d3409dfbca26fu},
    {"46202199371337e-72", 0x33d28f9edfbd341fu},
    {"231010996856685e-73", 0x33c28f9edfbd341fu},
    {"9324754620109615e+212", 0x6f43ae60753af6cau},
    {"78459735791271921e+49", 0x4d9dcd0089c1314eu},
    {"272104041512242479e+200", 0x6d13bbb4bf05f087u},
    {"6802601037806061975e+198", 0x6cf3bbb4bf05f087u},
    {"20505426358836677347e-221", 0x161012954b6aabbau},
    {"836168422905420598437e-234", 0x13b20403a628a9cau},
    {"4891559871276714924261e+222", 0x7286ecaf7694a3c7u},
};
static const hard_case paxson_kahan_above[] = {
    {"9e-265", 0x091d05244fe5066au},
    {"85e-37", 0x38a698ccdc60015au},
    {"623e+100", 0x554640a62f3a83dfu},
    {"3571e+263", 0x77462644c61d41aau},
    {"81661e+153", 0x60b7ca8e3d68578eu},
    {"920657e-23", 0x3c653a9985dbde6cu},
    {"4603285e-24", 0x3c553a9985dbde6cu},
    {"87575437e-309", 0x016e07320602056cu},
    {"245540327e+122", 0x5b01b6231e18c5cbu},
    {"6138508175e+120", 0x5ae1b6231e18c5cbu},
    {"83356057653e+193", 0x6a4544e6daee2a18u},
    {"619534293513e+124", 0x5c210c20303fe0f1u},
    {"2335141086879e+218", 0x6fc340a1c932c1eeu},
    {"36167929443327e-159", 0x21bce77c2b3328fcu},
    {"609610927149051e-255", 0x0e104273b18918b1u},
    {"3743626360493413e-165", 0x20e8823a57adbef9u},
    {"94080055902682397e-242", 0x11364981e39e66cau},
    {"899810892172646163e+283", 0x7e6adf51fa055e03u},
    {"7120190517612959703e+120", 0x5cc3220dcd5899fdu},
    {"25188282901709339043e-252", 0x0fa4059af3db2a84u},
    {"308984926168550152811e-52", 0x39640de48676653bu},
    {"6372891218502368041059e+64", 0x51c067047dbb38feu},
};
static const hard_case boundaries[] = {
    {"72057594037927932", 0x4370000000000000u},
    {"7205759403792793199999e-5", 0x436fffffffffffffu},
    {"7205759403792793200001e-5", 0x4370000000000000u},
    {"9223372036854775296", 0x43e0000000000000u},
    {"922337203685477529599999e-5", 0x43dfffffffffffffu},
    {"922337203685477529600001e-5", 0x43e0000000000000u},
    {"10141204801825834649023672221696", 0x4660000000000000u},
    {"1014120480182583464902367222169599999e-5", 0x465fffffffffffffu},
    {"1014120480182583464902367222169600001e-5", 0x4660000000000000u},
    {"5708990770823839207320493820740630171355185152", 0x4970000000000000u},
};
static const hard_case known_bugs[] = {
    {"2.2250738585072011e-308", 0x000fffffffffffffu},
    {"2.2250738585072012e-308", 0x0010000000000000u},
    {"2.2250738585072014e-308", 0x0010000000000000u},
    {"6.9294956446009195e15", 0x43389e56ee5e7a58u},
    {"3.7455744005952583e15", 0x432a9d28ff412a75u},
    {"1.7976931348623157e308", 0x7fefffffffffffffu},
    {"1.7976931348623158e308", 0x7fefffffffffffffu},
    {"4.9406564584124654e-324", 0x0000000000000001u},
    {"2.4703282292062327e-324", 0x0000000000000000u},
    {"2.4703282292062328e-324", 0x0000000000000001u},
    {"9007199254740993", 0x4340000000000000u},
    {"9007199254740993.00000000000000000000000000000000000001", 0x4340000000000001u},
    {"0.500000000000000166533453693773481063544750213623046875", 0x3fe0000000000002u},
    {"3.518437208883201171875e13", 0x42c0000000000002u},
    {"62.5364939768271845828", 0x404f44abd5aa7ca4u},
    {"8.10109172351e-10", 0x3e0bd5cbaef0fd0cu},
    {"1.50000000000000011102230246251565404236316680908203125", 0x3ff8000000000000u},
    {"9007199254740991.4999999999999999999999999999999995", 0x433fffffffffffffu},
    {"1e23", 0x44b52d02c7e14af6u},
    {"8.98846567431158e307", 0x7fe0000000000000u},
    {"0.1", 0x3fb999999999999au},
    {"1e-400", 0x0000000000000000u},
    {"0e999999999999", 0x0000000000000000u},
    {"1e-9999999999999999999999", 0x0000000000000000u},
};

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static double parse(const char *text) {
  double value = -12345;
  if (egb_number_parse(text, strlen(text), &value) != EGB_NUMBER_OK)
    fail_msg("`%s` was refused", text);
  return value;
}

static void check_cases(const hard_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const uint64_t got = bits_of(parse(cases[i].text));
    if (got != cases[i].bits)
      fail_msg("%s: %016" PRIx64 ", not %016" PRIx64, cases[i].text, got, cases[i].bits);
  }
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])

static void hard_cases_round_correctly(void **state) {
  (void)state;
  CHECK_CASES(paxson_kahan_below);
  CHECK_CASES(paxson_kahan_above);
  CHECK_CASES(boundaries);
  CHECK_CASES(known_bugs);
}

/* 1 + 2^-53 is midway between two doubles: any digit after its last one decides, however late it comes. */
static void late_digits_count(void **state) {
  (void)state;
  static const char midway[] = "1.00000000000000011102230246251565404236316680908203125";
  char text[2000];
  memset(text, '0', sizeof text);
  memcpy(text, midway, sizeof midway - 1);
  double value = 0;
  assert_int_equal(egb_number_parse(text, sizeof text, &value), EGB_NUMBER_OK);
  assert_true(value == 1.0);
  text[sizeof text - 1] = '1';
  assert_int_equal(egb_number_parse(text, sizeof text, &value), EGB_NUMBER_OK);
  assert_true(value == 1.0 + DBL_EPSILON);
}

static void zeros_around_do_not_matter(void **state) {
  (void)state;
  char text[1200];
  memset(text, '0', sizeof text);
  text[1199] = '7';
  double value = 0;
  assert_int_equal(egb_number_parse(text, sizeof text, &value), EGB_NUMBER_OK);
  assert_true(value == 7);
  text[1] = '.';
  memcpy(text + 1194, "5e1193", 6);
  assert_int_equal(egb_number_parse(text, sizeof text, &value), EGB_NUMBER_OK);
  assert_true(value == 5);
  assert_true(signbit(parse("-0")) != 0);
  assert_true(parse(".5") == 0.5 && parse("+1.50e+1") == 15 && parse("-2E-1") == -0.2);
}

static void faults_are_distinguished(void **state) {
  (void)state;
  static const struct {
    const char *text;
    egb_number_fault fault;
  } cases[] = {
      {"", EGB_NUMBER_EMPTY},
      {"  ", EGB_NUMBER_EMPTY},
      {"abc", EGB_NUMBER_TEXT},
      {"1.", EGB_NUMBER_TEXT},
      {".", EGB_NUMBER_TEXT},
      {"+", EGB_NUMBER_TEXT},
      {"-", EGB_NUMBER_TEXT},
      {"e5", EGB_NUMBER_TEXT},
      {"1e", EGB_NUMBER_TEXT},
      {"1e+", EGB_NUMBER_TEXT},
      {"1.2e3.4", EGB_NUMBER_TEXT},
      {"--1", EGB_NUMBER_TEXT},
      {" 1", EGB_NUMBER_TEXT},
      {"1 ", EGB_NUMBER_TEXT},
      {"12kg", EGB_NUMBER_TEXT},
      {"1;2", EGB_NUMBER_TEXT},
      {"\xE2\x88\x92"
       "1",
       EGB_NUMBER_TEXT},
      {"3,14", EGB_NUMBER_DECIMAL_COMMA},
      {"-0,125", EGB_NUMBER_DECIMAL_COMMA},
      {",5", EGB_NUMBER_DECIMAL_COMMA},
      {"3,14e5", EGB_NUMBER_DECIMAL_COMMA},
      {"1.234,56", EGB_NUMBER_DECIMAL_COMMA},
      {"1 234,5", EGB_NUMBER_DECIMAL_COMMA},
      {"1,234,567", EGB_NUMBER_GROUPED},
      {"1,234", EGB_NUMBER_GROUPED},
      {"1,234.56", EGB_NUMBER_GROUPED},
      {"1.234.567", EGB_NUMBER_GROUPED},
      {"1 000", EGB_NUMBER_GROUPED},
      {"1\xC2\xA0"
       "000",
       EGB_NUMBER_GROUPED},
      {"1'000'000", EGB_NUMBER_GROUPED},
      {"1_000", EGB_NUMBER_GROUPED},
      {"nan", EGB_NUMBER_NOT_FINITE},
      {"NaN", EGB_NUMBER_NOT_FINITE},
      {"nan(1)", EGB_NUMBER_NOT_FINITE},
      {"-inf", EGB_NUMBER_NOT_FINITE},
      {"+Infinity", EGB_NUMBER_NOT_FINITE},
      {"1e999", EGB_NUMBER_RANGE},
      {"-1e309", EGB_NUMBER_RANGE},
      {"1.7976931348623159e308", EGB_NUMBER_RANGE},
      {"1e99999999999999999999999", EGB_NUMBER_RANGE},
      {"0x1F", EGB_NUMBER_HEX},
      {"-0X1p3", EGB_NUMBER_HEX},
      {"12%", EGB_NUMBER_PERCENT},
      {"12.5 %", EGB_NUMBER_PERCENT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double value = 42;
    const egb_number_fault got = egb_number_parse(cases[i].text, strlen(cases[i].text), &value);
    if (got != cases[i].fault)
      fail_msg("`%s`: %d, not %d", cases[i].text, (int)got, (int)cases[i].fault);
    assert_true(value == 42);
    assert_true(strlen(egb_number_fault_text(got)) > 3 && strlen(egb_number_fault_help(got)) > 3);
  }
  double value = 0;
  assert_int_equal(egb_number_parse("1\0002", 3, &value), EGB_NUMBER_TEXT);
}

static void shortest_is(double value, const char *expected) {
  char text[EGB_NUMBER_MAX];
  const size_t length = egb_number_shortest(value, text);
  assert_string_equal(text, expected);
  assert_int_equal(length, strlen(expected));
}

/* Expected texts are those of David Gay's dtoa in its shortest mode, as Python's repr prints them, without ".0". */
static void shortest_texts(void **state) {
  (void)state;
  shortest_is(0.0, "0");
  shortest_is(-0.0, "0");
  shortest_is((double)NAN, "");
  shortest_is(1, "1");
  shortest_is(-12345, "-12345");
  shortest_is(0.1, "0.1");
  shortest_is(0.1 + 0.2, "0.30000000000000004");
  shortest_is(73.5, "73.5");
  shortest_is(-0.001, "-0.001");
  shortest_is(0.0001, "0.0001");
  shortest_is(0.00012345678901234567, "0.00012345678901234567");
  shortest_is(1e-5, "1e-05");
  shortest_is(1e-7, "1e-07");
  shortest_is(1.5e-7, "1.5e-07");
  shortest_is(1e15, "1000000000000000");
  shortest_is(123456789012345680.0, "1.2345678901234568e+17");
  shortest_is(9007199254740993.0, "9007199254740992");
  shortest_is(1e16, "1e+16");
  shortest_is(1e22, "1e+22");
  shortest_is(1e23, "1e+23");
  shortest_is(1e100, "1e+100");
  shortest_is(2.0 / 3.0, "0.6666666666666666");
  shortest_is(100.0 / 3.0, "33.333333333333336");
  shortest_is(5e-324, "5e-324");
  shortest_is(2.2250738585072014e-308, "2.2250738585072014e-308");
  shortest_is(2.225073858507201e-308, "2.225073858507201e-308");
  shortest_is(DBL_MAX, "1.7976931348623157e+308");
  shortest_is(5.684341886080802e-14, "5.684341886080802e-14"); /* 2^-44: the nearest 16 digits lie below it */
  shortest_is(9.5367431640625e-7, "9.5367431640625e-07");
  shortest_is(9007199254740991.5, "9007199254740992");
  shortest_is(999999999999999.9, "999999999999999.9");
}

static void fixed_is(double value, int decimals, const char *expected) {
  char text[EGB_NUMBER_MAX];
  const size_t length = egb_number_fixed(value, decimals, text);
  assert_string_equal(text, expected);
  assert_int_equal(length, strlen(expected));
}

static void fixed_texts(void **state) {
  (void)state;
  fixed_is(0.125, 2, "0.12"); /* exact ties go to even */
  fixed_is(0.375, 2, "0.38");
  fixed_is(2.5, 0, "2");
  fixed_is(3.5, 0, "4");
  fixed_is(2.675, 2, "2.67"); /* the double is below 2.675 */
  fixed_is(1.005, 2, "1.00");
  fixed_is(-0.001, 2, "0.00");
  fixed_is(-0.0, 1, "0.0");
  fixed_is(-0.006, 2, "-0.01");
  fixed_is(999.995, 2, "1000.00");
  fixed_is((double)NAN, 2, "");
  fixed_is(1e15, 2, "1000000000000000");
  fixed_is(-1e300, 2, "-1e+300");
  fixed_is(7, -3, "7");
  fixed_is(-999999999999999.0, 17, "-999999999999999.00000000000000000");
}

/* xorshift64* (Vigna 2016) with a fixed seed: the same million doubles every time. */
static uint64_t next_bits(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * 0x2545F4914F6CDD1Du;
}

static void read_back(double value) {
  char text[EGB_NUMBER_MAX];
  double again = 0;
  const size_t length = egb_number_shortest(value, text);
  assert_true(length < EGB_NUMBER_MAX && text[length] == '\0');
  if (egb_number_parse(text, length, &again) != EGB_NUMBER_OK || bits_of(again) != bits_of(value))
    fail_msg("%016" PRIx64 " is written as %s", bits_of(value), text);
}

static void round_trips(size_t count) {
  uint64_t generator = 20240613;
  for (size_t i = 0; i < count; i++) {
    const uint64_t bits = next_bits(&generator);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value) && value != 0)
      read_back(value);
    read_back((double)(1 + bits % 100000000) / 1e4);
    read_back((double)(1 + bits % 9999991) / 9999991.0);
  }
  for (int power = -1074; power < 1024; power++)
    read_back(ldexp(1, power));
}

static void a_million_doubles_read_back(void **state) {
  (void)state;
  round_trips(1000000);
}

/* A host program may have set any locale; nothing may change. Skipped where no locale with a decimal comma exists. */
static void locale_does_not_matter(void **state) {
  static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ru_RU.UTF-8", "ps_AF.UTF-8"};
  size_t i = 0;
  while (i < sizeof names / sizeof names[0] && setlocale(LC_ALL, names[i]) == NULL)
    i++;
  if (i == sizeof names / sizeof names[0])
    skip();
  hard_cases_round_correctly(state);
  faults_are_distinguished(state);
  shortest_texts(state);
  fixed_texts(state);
  round_trips(20000);
  (void)setlocale(LC_ALL, "C");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hard_cases_round_correctly),
      cmocka_unit_test(late_digits_count),
      cmocka_unit_test(zeros_around_do_not_matter),
      cmocka_unit_test(faults_are_distinguished),
      cmocka_unit_test(shortest_texts),
      cmocka_unit_test(fixed_texts),
      cmocka_unit_test(a_million_doubles_read_back),
      cmocka_unit_test(locale_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
