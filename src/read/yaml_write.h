/* yaml_write.h - texts and nodes as YAML on one line, which yaml.h reads as the same again. */
#ifndef EGB_READ_YAML_WRITE_H
#define EGB_READ_YAML_WRITE_H

#include "base/buffer.h"
#include "read/yaml.h"

/* A text as a scalar, in double quotes where it needs them, or always. A byte that is no UTF-8 becomes U+FFFD. */
void egb_yaml_put_text(egb_buffer *out, const char *text);
void egb_yaml_put_quoted(egb_buffer *out, const char *text, size_t length);
/* A node on one line: a scalar, a list of scalars, or a map of these. What is deeper is left out. */
void egb_yaml_put_flow(egb_buffer *out, const egb_yaml *yaml, size_t at);

#endif
