#include "read/encoding.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/suggest.h"
#include "base/text.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#define CUT_MOST 3 /* bytes of a character that is not whole */

/* What Windows writes under a name is a little more than its standard has: iconv gets the wider one. */
static const struct {
  const char *name;  /* as the WHATWG Encoding Standard writes it */
  const char *iconv; /* NULL: UTF-8 itself */
  const char *other; /* other names, folded, between blanks */
} encodings[] = {
    {"UTF-8", NULL, " utf8 utf8bom utf8sig "},
    {"UTF-16", "UTF-16LE", " utf16 ucs2 unicode "},
    {"UTF-16LE", "UTF-16LE", " utf16le ucs2le "},
    {"UTF-16BE", "UTF-16BE", " utf16be ucs2be "},
    {"windows-1250", "CP1250", " windows1250 cp1250 win1250 1250 "},
    {"windows-1251", "CP1251", " windows1251 cp1251 win1251 1251 "},
    {"windows-1252", "CP1252", " windows1252 cp1252 win1252 1252 ansi "},
    {"windows-1253", "CP1253", " windows1253 cp1253 win1253 1253 "},
    {"windows-1254", "CP1254", " windows1254 cp1254 win1254 1254 "},
    {"windows-1256", "CP1256", " windows1256 cp1256 win1256 1256 "},
    {"windows-1257", "CP1257", " windows1257 cp1257 win1257 1257 "},
    {"ISO-8859-1", "ISO-8859-1", " iso88591 latin1 l1 "},
    {"ISO-8859-2", "ISO-8859-2", " iso88592 latin2 l2 "},
    {"ISO-8859-15", "ISO-8859-15", " iso885915 latin9 l9 "},
    {"KOI8-R", "KOI8-R", " koi8r koi8 "},
    {"IBM850", "CP850", " ibm850 cp850 850 "},
    {"IBM866", "CP866", " ibm866 cp866 866 "},
    {"macintosh", "MACINTOSH", " macintosh mac macroman xmacroman "},
    {"Big5", "BIG5", " big5 cp950 ms950 windows950 950 "},
    {"Shift-JIS", "CP932", " shiftjis sjis cp932 ms932 windows31j 932 "},
    {"EUC-JP", "EUC-JP", " eucjp ujis "},
    {"EUC-KR", "CP949", " euckr cp949 ms949 uhc ksc5601 949 "},
    {"GB18030", "GB18030", " gb18030 gbk gb2312 cp936 ms936 euccn 936 "},
};
#define ENCODINGS (sizeof encodings / sizeof encodings[0])

/* ---- names ------------------------------------------------------------------------------------ */

/* " windows1252 " for `Windows-1252`; false: too long for any. */
static bool fold(const char *name, char out[32]) {
  size_t length = 0;
  out[length++] = ' ';
  for (; *name != '\0'; name++) {
    if (!egb_is_letter(*name) && !egb_is_digit(*name))
      continue;
    if (length + 2 >= 32)
      return false;
    out[length++] = egb_lower(*name);
  }
  out[length++] = ' ';
  out[length] = '\0';
  return length > 2;
}

static size_t find(const char *name) {
  char folded[32];
  if (!fold(name, folded))
    return ENCODINGS;
  size_t found = 0;
  while (found < ENCODINGS && strstr(encodings[found].other, folded) == NULL)
    found++;
  return found;
}

static egb_status refuse_name(const char *name, egb_place place, egb_diag *diag) {
  const char *names[ENCODINGS], *near;
  egb_buffer list = {0};
  for (size_t i = 0; i < ENCODINGS; i++) {
    names[i] = encodings[i].name;
    egb_buffer_text(&list, i == 0 ? "" : ", ");
    egb_buffer_text(&list, names[i]);
  }
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_ENCODING, place, "the encoding `%s` is not known", name);
  if (egb_suggest(name, names, ENCODINGS, &near, 1) == 1)
    egb_diag_hint(diag, "did you mean `%s`?", near);
  else
    egb_diag_hint(diag, "one of %s", list.text != NULL ? list.text : "those of the manual");
  egb_buffer_clear(&list);
  return EGB_REFUSED;
}

/* ---- conversion ------------------------------------------------------------------------------- */

/* Where a byte is at fault in what was converted so far, so that line and column are right whatever the encoding. */
static void refuse_byte(egb_arena *arena, const egb_source *source, size_t at, const egb_buffer *done,
                        const char *encoding, egb_diag *diag) {
  const char *text = egb_arena_text(arena, done->text, done->length);
  const egb_source so_far = {source->name, text, done->length, NULL};
  const egb_place place = {text != NULL ? &so_far : NULL, (uint32_t)done->length, 1};
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CSV_ENCODING, place, "the byte %02X behind this does not exist in %s",
              (unsigned)(unsigned char)source->text[at], encoding);
  egb_encoding_reading reading[EGB_READINGS_MOST];
  size_t count = 0;
  if (egb_encoding_guess(source, reading, &count) != EGB_OK)
    count = 0;
  if (count == 0)
    egb_diag_hint(diag, "the file is UTF-8: leave `encoding` out");
  else if (strcmp(reading[0].name, encoding) != 0)
    egb_diag_hint(diag, "the bytes fit %s (`%s`): encoding: %s", reading[0].name, reading[0].word, reading[0].name);
  else
    egb_diag_hint(diag, "export the file again, as UTF-8");
}

static egb_status convert(iconv_t with, const char *bytes, size_t length, size_t *read, egb_buffer *out) {
  char piece[8192];
  char *in = (char *)bytes;
  size_t rest = length, result = 0;
  do {
    char *to = piece;
    size_t room = sizeof piece;
    result = iconv(with, rest > 0 ? &in : NULL, rest > 0 ? &rest : NULL, &to, &room);
    egb_buffer_add(out, piece, sizeof piece - room);
  } while (!out->failed && ((result == (size_t)-1 && errno == E2BIG) || (result != (size_t)-1 && rest > 0)));
  *read = length - rest;
  if (out->failed)
    return EGB_NO_MEMORY;
  return rest == 0 ? EGB_OK : EGB_REFUSED;
}

/* glibc may say of a lack of memory that it does not know the encoding: the second answer counts, and where memory is
 * lacking still, what follows finds it out. */
static iconv_t open_from(const char *encoding) {
  iconv_t with = iconv_open("UTF-8", encoding);
  return with == (iconv_t)-1 && errno != ENOMEM ? iconv_open("UTF-8", encoding) : with;
}

egb_status egb_encoding_decode(const char *encoding, const char *bytes, size_t length, egb_buffer *out) {
  const size_t number = find(encoding);
  size_t read;
  iconv_t with = number == ENCODINGS ? (iconv_t)-1 : open_from(encodings[number].iconv);
  if (with == (iconv_t)-1)
    return number != ENCODINGS && errno == ENOMEM ? EGB_NO_MEMORY : EGB_REFUSED;
  egb_status status = convert(with, bytes, length, &read, out);
  (void)iconv_close(with);
  if (status == EGB_REFUSED && length - read <= CUT_MOST)
    status = EGB_OK; /* the end of the bytes may lie within a character */
  return status;
}

/* Which of the two a text of 16-bit units is: what its mark says, else where its zeros are, else as Windows writes it.
 */
static bool is_big_endian(const egb_source *source) {
  const unsigned char *text = (const unsigned char *)source->text;
  if (source->length >= 2 && (text[0] ^ text[1]) == 1 && text[0] >= 0xFE)
    return text[0] == 0xFE;
  return source->length >= 2 && text[0] == 0 && text[1] != 0;
}

static egb_status convert_all(egb_arena *arena, const egb_source *source, size_t number, egb_diag *diag,
                              egb_buffer *out) {
  const char *name = encodings[number].name, *from = encodings[number].iconv;
  if (strcmp(name, "UTF-16") == 0 && is_big_endian(source))
    from = "UTF-16BE";
  const bool marked = strncmp(name, "UTF-16", 6) == 0 && source->length >= 2 &&
                      (memcmp(source->text, "\xFF\xFE", 2) == 0 || memcmp(source->text, "\xFE\xFF", 2) == 0);
  const size_t skipped = marked ? 2 : 0;
  iconv_t with = open_from(from);
  if (with == (iconv_t)-1) {
    if (errno == ENOMEM)
      return EGB_NO_MEMORY;
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_ENCODING, "%s: the C library of this system cannot read %s",
                 source->name, name);
    egb_diag_hint(diag, "save the file as UTF-8");
    return EGB_REFUSED;
  }
  size_t read;
  const egb_status status = convert(with, source->text + skipped, source->length - skipped, &read, out);
  (void)iconv_close(with);
  if (status == EGB_REFUSED)
    refuse_byte(arena, source, skipped + read, out, name, diag);
  return status;
}

egb_status egb_encoding_convert(egb_arena *arena, const egb_source *source, const char *encoding, egb_place place,
                                egb_diag *diag, egb_source **out) {
  *out = NULL;
  const size_t number = find(encoding);
  if (number == ENCODINGS)
    return refuse_name(encoding, place, diag);
  egb_source *made = egb_arena_array(arena, 1, sizeof *made);
  if (made == NULL)
    return EGB_NO_MEMORY;
  *made = *source;
  if (encodings[number].iconv != NULL) {
    egb_buffer text = {0};
    egb_status status = convert_all(arena, source, number, diag, &text);
    if (!status) {
      made->text = egb_arena_text(arena, text.text, text.length);
      made->length = text.length;
      status = made->text == NULL ? EGB_NO_MEMORY : EGB_OK;
    }
    egb_buffer_clear(&text);
    if (status)
      return status;
  }
  *out = made;
  return EGB_OK;
}
