/* convert.h - pictures in other formats, by a program that draws SVG. */
#ifndef EGB_CLI_CONVERT_H
#define EGB_CLI_CONVERT_H

#include "text.h"

/* The picture as `format`, "png" or "pdf", by rsvg-convert. Release with free(). EGB_UNCOMPUTABLE, reported with the
 * package to install: it is not there, or fails; EGB_NO_MEMORY; EGB_IO. */
egb_status cli_convert(const char *svg, size_t length, const char *format, egb_diag *diag, char **out, size_t *size);

#endif
