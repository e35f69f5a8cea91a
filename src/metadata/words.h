/* words.h - the documents that bundles are described in, as Markdown. */
#ifndef EGB_METADATA_WORDS_H
#define EGB_METADATA_WORDS_H

#include "base/buffer.h"
#include "model/bundle.h"
#include "model/document.h"

/* Writes the document and frees it. False: out of memory. */
bool egb_bundle_print(egb_document *document, egb_buffer *out);

#endif
