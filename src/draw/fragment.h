/* fragment.h - a picture as a part of a page. */
#ifndef EGB_DRAW_FRAGMENT_H
#define EGB_DRAW_FRAGMENT_H

#include "base/buffer.h"

/* Appends a whole picture, as the functions of svg.h wrote it, as egb_plot_fragment has it. */
void egb_fragment_of(egb_buffer *out, const char *svg, size_t number);

#endif
