/* What is around the contents of every page. */
#include "base/base64.h"
#include "base/checksum.h"
#include "base/text.h"
#include "write/html.h"
#include "write/templates.h"

#include <string.h>

/* The languages that are written to the left, by their primary subtag (RFC 5646). */
static bool is_leftward(const char *language) {
  static const char *const leftward[] = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"};
  for (size_t i = 0; i < sizeof leftward / sizeof *leftward; i++) {
    const size_t length = strlen(leftward[i]);
    size_t same = 0;
    while (same < length && egb_lower(language[same]) == leftward[i][same])
      same++;
    if (same == length && (language[length] == '\0' || language[length] == '-'))
      return true;
  }
  return false;
}

/* What a printer repeats on each page. */
static void put_print_title(egb_buffer *out, const char *title) {
  if (title == NULL)
    return;
  egb_buffer_text(out, "@page{@bottom-left{content:");
  egb_html_css_string(out, title);
  egb_buffer_text(out, "}}\n");
}

static void put_sheet(egb_buffer *out, const egb_html_page *page) {
  egb_buffer sheet = {0};
  egb_template_sheet(&sheet, egb_template_of(page->options, "style.css"));
  if (page->script != NULL)
    egb_template_sheet(&sheet, egb_template_of(page->options, "explorer.css"));
  egb_html_css(out, egb_buffer_string(&sheet));
  out->failed = out->failed || sheet.failed;
  egb_buffer_clear(&sheet);
  if (page->more_style != NULL)
    egb_html_css(out, page->more_style);
  put_print_title(out, page->title);
}

/* 'sha256-...' */
static void put_source(egb_buffer *out, const egb_buffer *text) {
  unsigned char hash[32];
  egb_sha256(egb_buffer_string(text), text->length, hash);
  egb_buffer_text(out, "'sha256-");
  egb_base64(out, hash, sizeof hash);
  egb_buffer_char(out, '\'');
}

/* Nothing is loaded or sent; only the sheet and the script whose checksums these are take effect (CSP 3, 2.3.1), and
 * what the script compiles (CSP 3, 4.5) and draws itself. */
static void put_policy(egb_buffer *out, const egb_buffer *sheet, const egb_buffer *script) {
  egb_buffer_text(out, "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src ");
  put_source(out, sheet);
  if (script != NULL) {
    egb_buffer_text(out, "; script-src ");
    put_source(out, script);
    egb_buffer_text(out, " 'wasm-unsafe-eval'; img-src data: blob:");
  }
  egb_buffer_text(out, "; base-uri 'none'; form-action 'none'\">\n");
}

void egb_html_open(egb_buffer *out, const egb_html_page *page) {
  const char *asked = page->options->language, *language = asked == NULL || asked[0] == '\0' ? "en" : asked;
  egb_buffer sheet = {0};
  put_sheet(&sheet, page);
  egb_buffer_text(out, "<!doctype html>\n<html lang=");
  egb_html_attribute(out, language);
  egb_buffer_text(out, is_leftward(language) ? " dir=rtl>\n" : ">\n");
  egb_buffer_text(out, "<head>\n<meta charset=utf-8>\n");
  put_policy(out, &sheet, page->script);
  egb_buffer_text(out, "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=color-scheme content=\"light dark\">\n");
  egb_buffer_format(out, "<meta name=generator content=\"egovbench %s\">\n<title>", egb_version());
  egb_html_text_plain(out, page->title == NULL ? "egovbench" : page->title);
  egb_buffer_text(out, "</title>\n<style>");
  egb_buffer_text(out, egb_buffer_string(&sheet));
  egb_buffer_text(out, "</style>\n</head>\n<body>\n");
  out->failed = out->failed || sheet.failed;
  egb_buffer_clear(&sheet);
}

void egb_html_close(egb_buffer *out) {
  egb_buffer_text(out, "</body>\n</html>\n");
}

/* ---- provenance ------------------------------------------------------------------------------ */

static void put_address(egb_buffer *out, const char *address, size_t length) {
  egb_buffer text = {0};
  egb_buffer_add(&text, address, length);
  egb_buffer_text(out, "<a href=");
  (void)egb_html_url(out, egb_buffer_string(&text));
  egb_buffer_char(out, '>');
  egb_html_text(out, egb_buffer_string(&text));
  egb_buffer_text(out, "</a>");
  out->failed = out->failed || text.failed;
  egb_buffer_clear(&text);
}

void egb_html_prose(egb_buffer *out, const char *text) {
  const char *shown = text;
  for (const char *at = text; *at != '\0';) {
    const size_t length = egb_text_address(at);
    if (length == 0) {
      at++;
      continue;
    }
    egb_html_text_part(out, shown, (size_t)(at - shown));
    put_address(out, at, length);
    shown = at += length;
  }
  egb_html_text(out, shown);
}

void egb_html_facts(egb_buffer *out, const egb_table *table) {
  if (table->fact_count == 0)
    return;
  egb_buffer_text(out, "<footer>\n<dl>\n");
  for (size_t i = 0; i < table->fact_count; i++) {
    const egb_fact *fact = &table->fact[i];
    egb_buffer_text(out, "<dt>");
    egb_html_text(out, fact->key);
    egb_buffer_text(out, "<dd>");
    if (fact->checksum_of != NULL) {
      char checksum[65];
      egb_buffer_format(out, "<code>%s</code>", egb_sha256_source(fact->checksum_of, checksum));
    } else {
      egb_html_prose(out, fact->text);
    }
    egb_buffer_char(out, '\n');
  }
  egb_buffer_text(out, "</dl>\n</footer>\n");
}
