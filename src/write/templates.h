/* templates.h - the files of reports/ that pages are made of: those that were there when the library was built, or the
 * caller's instead (egb_write_options.templates). */
#ifndef EGB_WRITE_TEMPLATES_H
#define EGB_WRITE_TEMPLATES_H

#include "base/buffer.h"
#include "egovbench.h"

/* As built in, in the order in which a page has them; the name NULL ends them. */
extern const egb_template egb_templates[];

/* The file of this name: the caller's, else the one built in, of which there is one of each name above; NULL: neither.
 */
const egb_template *egb_template_of(const egb_write_options *options, const char *name);

/* Appends the file without indentation and without lines that are comment alone: to a browser it is the same. Scripts
 * have no texts over several lines (tests/page looks), so that a line is a line. */
void egb_template_put(egb_buffer *out, const egb_template *file);
/* A style sheet in the same way, without what separates nothing. */
void egb_template_sheet(egb_buffer *out, const egb_template *file);
/* The same of all scripts as one, in their order. */
void egb_templates_script(const egb_write_options *options, egb_buffer *out);

#endif
