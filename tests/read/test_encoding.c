/* Encodings: texts as Python's codecs wrote them, byte by byte. */
#include "base/codes.h"
#include "check.h"
#include "read/encoding.h"

#define BYTES(text) text, sizeof(text) - 1

typedef struct sample {
  const char *name, *bytes;
  size_t length;
  const char *text;
  bool guessed; /* can be known from its bytes */
} sample;

static const sample samples[] = {
    {"windows-1252", BYTES("unit,name\nCIV,C\364te d\222Ivoire\nCUW,Cura\347ao\nSTP,S\343o Tom\351\n"),
     "unit,name\nCIV,C\303\264te d\342\200\231Ivoire\nCUW,Cura\303\247ao\nSTP,S\303\243o Tom\303\251\n", true},
    {"windows-1250",
     BYTES(
         "unit,name\nA,\243\363d\237\nB,\216ilina\nC,\310esk\375 Krumlov\nD,Bieli\237nica\nE,Gda\361sk, Ma\263opolska\n"),
     "unit,name\nA,\305\201\303\263d\305\272\nB,\305\275ilina\nC,\304\214esk\303\275 Krumlov\nD,Bieli\305\272nica\nE,Gda\305\204sk, Ma\305\202opolska\n",
     true},
    {"windows-1251",
     BYTES(
         "unit,name\nRUS,\320\356\361\361\350\377\nBGR,\301\372\353\343\340\360\350\377\nUKR,\323\352\360\340\277\355\340\n"),
     "unit,name\nRUS,\320\240\320\276\321\201\321\201\320\270\321\217\nBGR,\320\221\321\212\320\273\320\263\320\260\321\200\320\270\321\217\nUKR,\320\243\320\272\321\200\320\260\321\227\320\275\320\260\n",
     true},
    {"Big5",
     BYTES(
         "unit,name\nA,\273O\245_\245\253\nB,\267s\245_\245\253\nC,\256\347\266\351\245\253\nD,\260\252\266\257\245\253\nE,\273O\244\244\245\253\254F\251\262\n"),
     "unit,name\nA,\350\207\272\345\214\227\345\270\202\nB,\346\226\260\345\214\227\345\270\202\nC,\346\241\203\345\234\222\345\270\202\nD,\351\253\230\351\233\204\345\270\202\nE,\350\207\272\344\270\255\345\270\202\346\224\277\345\272\234\n",
     true},
    {"Shift-JIS",
     BYTES(
         "unit,name\nA,\223\214\213\236\223s\nB,\202\320\202\347\202\252\202\310\nC,\226k\212C\223\271\203J\203^\203J\203i\n"),
     "unit,name\nA,\346\235\261\344\272\254\351\203\275\nB,\343\201\262\343\202\211\343\201\214\343\201\252\nC,\345\214\227\346\265\267\351\201\223\343\202\253\343\202\277\343\202\253\343\203\212\n",
     true},
    {"EUC-JP",
     BYTES(
         "unit,name\nA,\305\354\265\376\305\324\nB,\244\322\244\351\244\254\244\312\nC,\313\314\263\244\306\273\245\253\245\277\245\253\245\312\n"),
     "unit,name\nA,\346\235\261\344\272\254\351\203\275\nB,\343\201\262\343\202\211\343\201\214\343\201\252\nC,\345\214\227\346\265\267\351\201\223\343\202\253\343\202\277\343\202\253\343\203\212\n",
     true},
    {"EUC-KR",
     BYTES(
         "unit,name\nA,\274\255\277\357\306\257\272\260\275\303\nB,\272\316\273\352\261\244\277\252\275\303\nC,\264\353\261\270\n"),
     "unit,name\nA,\354\204\234\354\232\270\355\212\271\353\263\204\354\213\234\nB,\353\266\200\354\202\260\352\264\221\354\227\255\354\213\234\nC,\353\214\200\352\265\254\n",
     true},
    {"GB18030",
     BYTES(
         "unit,name\nA,\261\261\276\251\312\320\nB,\311\317\272\243\312\320\nC,\313\304\264\250\312\241\nD,\326\330\307\354\312\320\n"),
     "unit,name\nA,\345\214\227\344\272\254\345\270\202\nB,\344\270\212\346\265\267\345\270\202\nC,\345\233\233\345\267\235\347\234\201\nD,\351\207\215\345\272\206\345\270\202\n",
     true},
    {"UTF-16", BYTES("\377\376u\000n\000i\000t\000,\000n\000a\000m\000e\000\n\000A\000,\000\372\201\027S\n\000"),
     "unit,name\nA,\350\207\272\345\214\227\n", true},
    {"UTF-16LE", BYTES("u\000n\000i\000t\000,\000n\000a\000m\000e\000\n\000A\000,\000\372\201\027S\n\000"),
     "unit,name\nA,\350\207\272\345\214\227\n", true},
    {"UTF-16BE", BYTES("\000u\000n\000i\000t\000,\000n\000a\000m\000e\000\n\000A\000,\201\372S\027\000\n"),
     "unit,name\nA,\350\207\272\345\214\227\n", true},
    {"ISO-8859-15", BYTES("unit,\244\nA,1\n"), "unit,\342\202\254\nA,1\n", false},
    {"ISO-8859-2", BYTES("unit,name\nA,\243\363d\274\n"), "unit,name\nA,\305\201\303\263d\305\272\n", false},
    {"ISO-8859-1", BYTES("unit,name\nA,R\351union\n"), "unit,name\nA,R\303\251union\n", false},
};

typedef struct bench {
  egb_arena *arena;
  egb_diag *diag;
  egb_source *out;
  egb_status status;
} bench;

static bench convert(const char *bytes, size_t length, const char *encoding) {
  bench b = {.arena = egb_arena_new(), .diag = egb_diag_new()};
  assert_non_null(b.arena);
  assert_non_null(b.diag);
  const egb_source source = {"t.csv", bytes, length, NULL};
  b.status = egb_encoding_convert(b.arena, &source, encoding, (egb_place){0}, b.diag, &b.out);
  return b;
}

static void done(bench *b) {
  egb_diag_free(b->diag);
  egb_arena_free(b->arena);
}

static void texts(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    bench b = convert(samples[i].bytes, samples[i].length, samples[i].name);
    assert_ok(b.status, b.diag);
    assert_string_equal(b.out->text, samples[i].text);
    assert_int_equal(b.out->length, strlen(samples[i].text));
    done(&b);
  }
}

/* The right one is the first guess, but for those whose text is that of another one too; each shows a word. */
static void guesses(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    egb_encoding_reading reading[EGB_READINGS_MOST];
    size_t count;
    assert_int_equal(
        egb_encoding_guess(&(egb_source){"t.csv", samples[i].bytes, samples[i].length, NULL}, reading, &count), EGB_OK);
    assert_true(count != 0);
    if (samples[i].guessed)
      assert_string_equal(reading[0].name, samples[i].name);
    const bool wide = strncmp(samples[i].name, "UTF-16", 6) == 0;
    assert_int_equal(reading[0].word[0] == '\0', wide);
    assert_int_equal(
        egb_encoding_guess(&(egb_source){"t.csv", samples[i].text, strlen(samples[i].text), NULL}, reading, &count),
        EGB_OK);
    assert_int_equal(count, 0);
  }
}

/* Words at the first place where two readings differ. */
static void choices(void **state) {
  (void)state;
  egb_encoding_reading reading[EGB_READINGS_MOST];
  size_t count;
  assert_int_equal(
      egb_encoding_guess(&(egb_source){"t.csv", BYTES("R\351union\nT\374rkiye\nH\375rvat\n"), NULL}, reading, &count),
      EGB_OK);
  assert_true(count >= 2);
  assert_string_equal(reading[0].name, "windows-1252");
  assert_string_equal(reading[0].word, "H\303\275rvat");
  assert_string_equal(reading[1].name, "windows-1254");
  assert_string_equal(reading[1].word, "H\304\261rvat");
}

/* Every name that the message about an unknown one lists is known. */
static void each_listed(const char *hint) {
  size_t count = 0;
  for (const char *at = hint + strlen("one of "); *at != '\0'; count++) {
    char name[32];
    const size_t length = strcspn(at, ",");
    assert_true(length < sizeof name);
    memcpy(name, at, length);
    name[length] = '\0';
    bench b = convert("", 0, name);
    assert_ok(b.status, b.diag);
    done(&b);
    at += length + (at[length] == ',' ? 2 : 0);
  }
  assert_true(count > 10);
}

static void names(void **state) {
  (void)state;
  static const char *const same[] = {"cp1252", "Windows 1252", "WINDOWS-1252", "win1252", "ansi"};
  for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
    bench b = convert("\200", 1, same[i]);
    assert_ok(b.status, b.diag);
    assert_string_equal(b.out->text, "\342\202\254");
    done(&b);
  }
  bench b = convert("", 0, "windows-1259");
  assert_int_equal(b.status, EGB_REFUSED);
  assert_string_equal(egb_diag_message(b.diag, 0)->code, EGB_E_ENCODING);
  assert_true(reports(b.diag, "windows-125"));
  done(&b);
  b = convert("", 0, "");
  assert_true(reports(b.diag, "one of UTF-8"));
  each_listed(egb_diag_message(b.diag, 0)->hint);
  done(&b);
}

/* Five bytes do not exist in windows-1252; a text ends within a character. */
static void faults(void **state) {
  (void)state;
  bench b = convert(BYTES("a\nb\351\201c\n"), "windows-1252");
  assert_int_equal(b.status, EGB_REFUSED);
  assert_null(b.out);
  const egb_message *message = egb_diag_message(b.diag, 0);
  assert_int_equal(message->line, 2);
  assert_int_equal(message->column, 3);
  assert_true(reports(b.diag, "byte 81"));
  done(&b);
  b = convert(BYTES("a\245"), "Big5");
  assert_int_equal(b.status, EGB_REFUSED);
  done(&b);
  b = convert(BYTES("\377\376a\0\n\0b"), "UTF-16");
  assert_int_equal(b.status, EGB_REFUSED);
  assert_int_equal(egb_diag_message(b.diag, 0)->line, 2);
  done(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(guesses), cmocka_unit_test(choices),
                                     cmocka_unit_test(names), cmocka_unit_test(faults)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
