/* rows.h - the row of every method file, as list.h names them. A room outside that
 * means one method and no other (a consensus is Borda's) names its row; whoever asks about any method uses the
 * registries of method.h. */
#ifndef EGB_METHOD_ROWS_H
#define EGB_METHOD_ROWS_H

#include "method/method.h"

#define EGB_IMPUTE(name) extern const egb_impute egb_impute_##name;
#define EGB_TREAT(name) extern const egb_treat egb_treat_##name;
#define EGB_NORMALISE(name) extern const egb_normalise egb_normalise_##name;
#define EGB_WEIGHT(name) extern const egb_weigh egb_weight_##name;
#define EGB_AGGREGATE(name) extern const egb_aggregate egb_aggregate_##name;
#include "method/list.h"

#endif
