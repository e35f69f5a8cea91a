/* html.h - pages of HTML5. One function per context in which a text may be: what has a meaning there is taken from it,
 * so that no name in a file can end an element, begin one, or run.
 *
 * Pages leave out what HTML leaves open to leave out (end tags of cells, rows and items, quotation marks around simple
 * values): a page with hundreds of units is read over slow lines. They have no inline styles and no handlers, which
 * their content security policy would not let act either. */
#ifndef EGB_WRITE_HTML_H
#define EGB_WRITE_HTML_H

#include "base/buffer.h"
#include "model/table.h"

/* html_escape.c: a text ... */

/* ... between tags: one line; what is written from the right to the left is isolated (<bdi>), so that it does not move
 * what is around it. Controls and bytes that are no UTF-8 are U+FFFD here and below. */
void egb_html_text(egb_buffer *out, const char *text);
void egb_html_text_part(egb_buffer *out, const char *text, size_t length);
/* ... the same where no element can be (<title>, <option>). */
void egb_html_text_plain(egb_buffer *out, const char *text);
/* ... the same, with http and https addresses as links: not for names. */
void egb_html_prose(egb_buffer *out, const char *text);
/* ... between tags where line ends and blanks count (<pre>, <code>). */
void egb_html_verbatim(egb_buffer *out, const char *text);
/* ... as the value of an attribute, with its quotation marks. */
void egb_html_attribute(egb_buffer *out, const char *text);
/* ... as the value of href, with its quotation marks. False, and nothing added: it is not `#anchor`, http, https or
 * mailto, so that there is no link. */
bool egb_html_url(egb_buffer *out, const char *text);
/* ... the same of a link's target, which may be a page beside this one (EGB_LINK_PAGE). */
bool egb_html_target(egb_buffer *out, const char *target);
/* ... as a string of a style sheet, with its quotation marks. */
void egb_html_css_string(egb_buffer *out, const char *text);
/* A style sheet between <style> and </style>: the same sheet, in which nothing ends the element. */
void egb_html_css(egb_buffer *out, const char *sheet);

/* html_page.c */

typedef struct egb_html_page {
  const egb_write_options *options; /* its language and its templates */
  const char *title;                /* NULL: none */
  const char *more_style;           /* behind the style sheet; NULL: none */
  const egb_buffer *script;         /* that alone may run; NULL: none may */
} egb_html_page;

/* Everything up to the first element of the body, and what closes the page. */
void egb_html_open(egb_buffer *out, const egb_html_page *page);
void egb_html_close(egb_buffer *out);
/* Where it comes from, as a list; nothing where the table does not say. */
void egb_html_facts(egb_buffer *out, const egb_table *table);

/* html_live.c: the element that the explorer fills, which is hidden until then; the script, as it is between <script>
 * and </script>, with further files behind (a list that NULL ends); what a script reads, by an id; and all that the
 * explorer needs, behind the document. */
void egb_html_place(egb_buffer *out);
void egb_html_script(egb_buffer *out, const egb_write_options *options, const egb_template *const *more);
void egb_html_carry(egb_buffer *out, const char *id, const char *bytes, size_t length);
void egb_html_live(egb_buffer *out, const egb_write_options *options, const egb_buffer *payload,
                   const egb_buffer *script);

/* write_html.c: the table alone, with its notes. False: out of memory. */
bool egb_html_table(egb_buffer *out, const egb_table *table, int digits);

#endif
