/* What has a meaning: HTML Living Standard, 13.2.5 (tokenization), for text and attributes; RFC 3986 for addresses; CSS
 * Syntax 3, 4.3.5, for strings. */
#include "base/text.h"
#include "base/utf8.h"
#include "model/document.h"
#include "write/html.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* One character, with line ends and tabulators as `space`; NULL: as they are. */
static void put_character(egb_buffer *out, const char *at, size_t size, int32_t code_point, const char *space) {
  if (code_point == '\n' || code_point == '\t' || code_point == '\r')
    egb_buffer_add(out, space == NULL ? at : space, 1);
  else if (code_point < 0 || egb_utf8_unsafe(code_point))
    egb_buffer_text(out, REPLACEMENT);
  else if (code_point == '&')
    egb_buffer_text(out, "&amp;");
  else if (code_point == '<')
    egb_buffer_text(out, "&lt;");
  else if (code_point == '>')
    egb_buffer_text(out, "&gt;");
  else if (code_point == '"')
    egb_buffer_text(out, "&quot;");
  else if (code_point == '\'')
    egb_buffer_text(out, "&#39;");
  else
    egb_buffer_add(out, at, size);
}

static void put_characters(egb_buffer *out, const char *text, size_t length, const char *space) {
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t code_point = egb_utf8_next(text + at, length - at, &size);
    put_character(out, text + at, size, code_point, space);
  }
}

/* Bytes up to the end of the last character that is written to the left, before one that is written to the right. */
static size_t leftward(const char *text, size_t length) {
  size_t end = 0;
  for (size_t at = 0, size; at < length; at += size) {
    const int direction = egb_utf8_direction(egb_utf8_next(text + at, length - at, &size));
    if (direction > 0)
      break;
    end = direction < 0 ? at + size : end;
  }
  return end;
}

void egb_html_text_part(egb_buffer *out, const char *text, size_t length) {
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t code_point = egb_utf8_next(text + at, length - at, &size);
    if (egb_utf8_direction(code_point) < 0) {
      size = leftward(text + at, length - at);
      egb_buffer_text(out, "<bdi>");
      put_characters(out, text + at, size, " ");
      egb_buffer_text(out, "</bdi>");
    } else {
      put_character(out, text + at, size, code_point, " ");
    }
  }
}

void egb_html_text(egb_buffer *out, const char *text) {
  egb_html_text_part(out, text, strlen(text));
}

void egb_html_text_plain(egb_buffer *out, const char *text) {
  put_characters(out, text, strlen(text), " ");
}

/* A carriage return would reach the reader as a line end, or as none. */
void egb_html_verbatim(egb_buffer *out, const char *text) {
  for (const char *at = text; *at != '\0';) {
    const size_t length = strcspn(at, "\r");
    put_characters(out, at, length, NULL);
    at += length;
    if (*at == '\r')
      egb_buffer_text(out, *++at == '\n' ? "" : "\n");
  }
}

void egb_html_attribute(egb_buffer *out, const char *text) {
  egb_buffer_char(out, '"');
  put_characters(out, text, strlen(text), " ");
  egb_buffer_char(out, '"');
}

static bool is_address(const char *text) {
  static const char *const begins[] = {"#", "http://", "https://", "mailto:"};
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
    size_t same = 0;
    while (begins[i][same] != '\0' && egb_lower(text[same]) == begins[i][same])
      same++;
    if (begins[i][same] == '\0' && text[same] != '\0')
      return true;
  }
  return false;
}

/* Reserved and unreserved characters of RFC 3986 and `%` are kept, and UTF-8 as IRIs have it: a browser encodes it. */
bool egb_html_url(egb_buffer *out, const char *text) {
  if (!is_address(text))
    return false;
  egb_buffer_char(out, '"');
  for (size_t at = 0, size, length = strlen(text); at < length; at += size) {
    const int32_t code_point = egb_utf8_next(text + at, length - at, &size);
    if (code_point > 0x7E && !egb_utf8_unsafe(code_point))
      egb_buffer_add(out, text + at, size);
    else if (code_point > ' ' && code_point < 0x7F && strchr("<>\"'`{}|\\^&", text[at]) == NULL)
      egb_buffer_char(out, text[at]);
    else if (code_point == '&')
      egb_buffer_text(out, "&amp;");
    else
      for (size_t i = 0; i < size; i++)
        egb_buffer_format(out, "%%%02X", (unsigned int)(unsigned char)text[at + i]);
  }
  egb_buffer_char(out, '"');
  return true;
}

/* A link: a page beside this one, or what egb_html_url takes. */
bool egb_html_target(egb_buffer *out, const char *target) {
  const size_t length = strlen(EGB_LINK_PAGE);
  if (strncmp(target, EGB_LINK_PAGE, length) != 0)
    return egb_html_url(out, target);
  egb_document_put_anchor(out, "", target + length); /* letters that need no quotation marks */
  egb_buffer_text(out, ".html");
  return true;
}

/* Letters of any script and digits are themselves, all else is an escape, which the blank ends. */
void egb_html_css_string(egb_buffer *out, const char *text) {
  egb_buffer_char(out, '"');
  for (size_t at = 0, size, length = strlen(text); at < length; at += size) {
    const int32_t code_point = egb_utf8_next(text + at, length - at, &size);
    if (code_point < 0 || egb_utf8_unsafe(code_point))
      egb_buffer_text(out, REPLACEMENT);
    else if (code_point >= 0x80 || egb_is_letter(text[at]) || egb_is_digit(text[at]) || text[at] == ' ')
      egb_buffer_add(out, text + at, size);
    else
      egb_buffer_format(out, "\\%x ", (unsigned int)code_point);
  }
  egb_buffer_char(out, '"');
}

/* `</` is in a sheet only within strings, addresses and comments, where the escape means the same or nothing. A reader
 * of HTML takes a carriage return for a line end, and would find other bytes than the policy's checksum is of. */
void egb_html_css(egb_buffer *out, const char *sheet) {
  const char *shown = sheet;
  for (const char *at = sheet; *at != '\0'; at++)
    if (*at == '\r' || (at[0] == '<' && (at[1] == '/' || at[1] == '!'))) {
      egb_buffer_add(out, shown, (size_t)(at - shown));
      egb_buffer_text(out, *at == '\r' ? "" : "<\\");
      shown = at + 1;
    }
  egb_buffer_text(out, shown);
}
