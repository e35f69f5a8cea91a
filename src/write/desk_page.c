/* The page of the desk. Its own files are not built in, as its module is the whole library: it would have itself
 * inside.
 */
#include "base/codes.h"
#include "base/diag.h"
#include "base/options.h"
#include "write/html.h"
#include "write/templates.h"

enum {
  STYLE,
  WORDS,
  MODULE,
  EXAMPLE,
  EXAMPLE_DATA,
  SCRIPTS,
  MODULE_SCRIPT = SCRIPTS,
  EDITOR_SCRIPT,
  DESK_SCRIPT,
  FILES
};
static const char *const names[FILES] = {
    [STYLE] = "desk.css",
    [WORDS] = "desk_words.json",
    [MODULE] = "desk.wasm",
    [EXAMPLE] = "example.yaml",
    [EXAMPLE_DATA] = "example.csv",
    [MODULE_SCRIPT] = "desk_module.js",
    [EDITOR_SCRIPT] = "desk_editor.js",
    [DESK_SCRIPT] = "desk.js",
};
/* By which the script finds those that it reads; NULL: it does not. */
static const char *const ids[FILES] = {
    [WORDS] = "egb-desk-words",
    [MODULE] = "egb-desk",
    [EXAMPLE] = "egb-example.yaml",
    [EXAMPLE_DATA] = "egb-example.csv",
};

const char *egb_desk_template_name(size_t i) {
  return i < FILES ? names[i] : NULL;
}

static egb_status find(const egb_write_options *options, egb_diag *diag, const egb_template *file[FILES + 1]) {
  for (size_t i = 0; i < FILES; i++)
    if ((file[i] = egb_template_of(options, names[i])) == NULL) {
      egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the page of the desk needs its file `%s`", names[i]);
      egb_diag_hint(diag, "give it among the templates: it is in reports/ of egovbench");
      return EGB_USAGE;
    }
  file[FILES] = NULL;
  return EGB_OK;
}

static void put_body(egb_buffer *out, const egb_write_options *options) {
  egb_buffer_text(out, "<main id=document>\n<div id=desk");
  if (options->language != NULL && options->language[0] != '\0') {
    egb_buffer_text(out, " data-language=");
    egb_html_attribute(out, options->language);
  }
  egb_buffer_text(out, "><p>This page needs its script: everything is computed in it.</div>\n</main>\n");
}

static void put_page(egb_buffer *out, const egb_write_options *options, const egb_template *const *file) {
  egb_buffer script = {0}, style = {0};
  egb_html_script(&script, options, file + SCRIPTS);
  egb_template_sheet(&style, file[STYLE]);
  const egb_html_page page = {
      .options = options, .more_style = egb_buffer_string(&style), .script = &script}; /* which gives it a title */
  egb_html_open(out, &page);
  put_body(out, options);
  const egb_template *words = egb_template_of(options, "words.json");
  egb_html_carry(out, "egb-words", words->bytes, words->length);
  for (size_t i = 0; i < FILES; i++)
    if (ids[i] != NULL)
      egb_html_carry(out, ids[i], file[i]->bytes, file[i]->length);
  egb_buffer_text(out, "<script>");
  egb_buffer_text(out, egb_buffer_string(&script));
  egb_buffer_text(out, "</script>\n");
  egb_html_close(out);
  out->failed = out->failed || script.failed || style.failed;
  egb_buffer_clear(&script);
  egb_buffer_clear(&style);
}

egb_status egb_desk_page(const egb_write_options *options, egb_diag *diag, char **text, size_t *length) {
  const egb_template *file[FILES + 1];
  egb_write_options asked;
  egb_buffer out = {0};
  *text = NULL;
  *length = 0;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status == EGB_OK)
    status = find(&asked, diag, file);
  if (status != EGB_OK)
    return status;
  put_page(&out, &asked, file);
  *text = egb_buffer_take(&out, length);
  return *text == NULL ? EGB_NO_MEMORY : EGB_OK;
}
