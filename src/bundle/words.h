/* words.h - the documents that bundles are described in, as Markdown. */
#ifndef EGB_BUNDLE_WORDS_H
#define EGB_BUNDLE_WORDS_H

#include "bundle/bundle.h"

/* Adds "what: text" as an item; nothing for NULL. */
void egb_bundle_say(egb_document *document, const char *what, const char *text);
/* Writes the document and frees it. False: out of memory. */
bool egb_bundle_print(egb_document *document, egb_buffer *out);

#endif
