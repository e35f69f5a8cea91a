/* editions.h - whether what two sides call by one id is one thing. */
#ifndef EGB_COMPARE_EDITIONS_H
#define EGB_COMPARE_EDITIONS_H

#include "base/diag.h"
#include "model/results.h"

/* Warns of breaks between the periods of two sides; and, of two definitions, how many nodes have the same id and
 * another label (in a language that both have), unit, source, direction or set of answers. */
void egb_warn_editions(const egb_results *before, const egb_results *after, egb_diag *diag);

#endif
