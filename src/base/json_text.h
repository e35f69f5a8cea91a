/* json_text.h - JSON strings for diagnostics, which must work without the JSON library. */
#ifndef EGB_BASE_JSON_TEXT_H
#define EGB_BASE_JSON_TEXT_H

#include "base/buffer.h"

/* Appends the text as a JSON string with its quotes. Control characters, bidirectional overrides and other characters
 * that must not reach a terminal raw are escaped; bytes that are not UTF-8 become U+FFFD. */
void egb_json_text(egb_buffer *out, const char *text);
/* The same for JSON inside HTML: nothing in it begins or ends a tag, an entity, an attribute or a line of script. */
void egb_json_html_text(egb_buffer *out, const char *text);

#endif
