/* arrows.h - children of a node as arrows to their loadings on two components, in a square from -1 to 1, numbered, with
 * keys beside it. */
#ifndef EGB_DRAW_ARROWS_H
#define EGB_DRAW_ARROWS_H

#include "draw/axis.h"
#include "draw/canvas.h"

#define EGB_ARROWS_SIZE 460.0 /* of the square */
#define EGB_ARROWS_LEFT 60.0
#define EGB_ARROWS_TOP 64.0
#define EGB_ARROWS_KEYS (EGB_ARROWS_LEFT + EGB_ARROWS_SIZE + 40.0)
#define EGB_ARROWS_WIDTH (EGB_ARROWS_KEYS + 280.0)

typedef struct egb_arrow {
  const char *id, *name; /* name may be "" */
  double first, second;
} egb_arrow;

typedef struct egb_arrows {
  egb_axis across, upright;
} egb_arrows;

/* The axes of the square. */
egb_arrows egb_arrows_plane(void);
/* Of a picture with so many. */
double egb_arrows_height(size_t count);
/* A circle on which a child has no other component, arrows, keys, and each component's share of the variance. */
void egb_arrows_draw(const egb_arrow *arrow, size_t count, const char *heading, egb_buffer *out);

/* In text: a square from -most to most on both axes (arrows: from -1 to 1), whose keys are beside or, where there is no
 * room, below it. Returns the plane. */
egb_plane egb_arrows_text(const egb_arrow *arrow, size_t count, double most, const char *heading, egb_canvas *canvas,
                          size_t top);

#endif
