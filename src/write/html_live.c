/* What makes a page alive: the explorer's place, and behind the document its data, its words, its engine and one
 * script. */
#include "base/text.h"
#include "write/html.h"
#include "write/pack.h"
#include "write/templates.h"

#include <string.h>

/* What a browser neither runs nor shows: no character of it has a meaning in HTML. */
void egb_html_carry(egb_buffer *out, const char *id, const char *bytes, size_t length) {
  egb_buffer_format(out, "<script type=\"text/plain\" id=%s data-encoding=%s>", id, egb_pack_encoding());
  egb_pack_text(out, bytes, length);
  egb_buffer_text(out, "</script>\n");
}

static void put_file(egb_buffer *out, const char *id, const egb_template *file) {
  egb_html_carry(out, id, file->bytes, file->length);
}

void egb_html_place(egb_buffer *out) {
  egb_buffer_text(out, "<section id=explorer hidden></section>\n");
}

/* In a string or a comment, where alone they can be, they mean the same with a backslash inside. */
static bool ends_script(const char *at) {
  static const char end[] = "</script", *const comment = "<!--";
  size_t same = 0;
  while (end[same] != '\0' && egb_lower(at[same]) == end[same])
    same++;
  return end[same] == '\0' || strncmp(at, comment, strlen(comment)) == 0;
}

void egb_html_script(egb_buffer *out, const egb_write_options *options, const egb_template *const *more) {
  egb_buffer script = {0};
  egb_templates_script(options, &script);
  for (; *more != NULL; more++)
    egb_template_put(&script, *more);
  const char *shown = egb_buffer_string(&script), *at = shown;
  for (; *at != '\0'; at++)
    if (*at == '\r' || ends_script(at)) {
      egb_buffer_add(out, shown, (size_t)(at - shown));
      egb_buffer_text(out, *at == '\r' ? "" : "<\\");
      shown = at + 1;
    }
  egb_buffer_text(out, shown);
  out->failed = out->failed || script.failed;
  egb_buffer_clear(&script);
}

void egb_html_live(egb_buffer *out, const egb_write_options *options, const egb_buffer *payload,
                   const egb_buffer *script) {
  egb_html_carry(out, "egb-data", payload->text, payload->length);
  put_file(out, "egb-words", egb_template_of(options, "words.json"));
  put_file(out, "egb-module", egb_template_of(options, "engine.wasm"));
  egb_buffer_text(out, "<script>");
  egb_buffer_text(out, egb_buffer_string(script));
  egb_buffer_text(out, "</script>\n");
}
