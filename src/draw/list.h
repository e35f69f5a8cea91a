/* list.h - every kind of picture: a line EGB_PLOT(name) per file plot_name.c, in the order of help. Whoever includes it
 * defines first what a line means; meson.build reads which files there are. */
/* clang-format off */
#ifndef EGB_PLOT
#define EGB_PLOT(name)
#endif

EGB_PLOT(ranks)
EGB_PLOT(map)
EGB_PLOT(world)
EGB_PLOT(levels)
EGB_PLOT(acceptability)
EGB_PLOT(tornado)
EGB_PLOT(sensitivity)
EGB_PLOT(correlations)
EGB_PLOT(distribution)
EGB_PLOT(scree)
EGB_PLOT(loadings)
EGB_PLOT(biplot)
EGB_PLOT(importance)
EGB_PLOT(added_value)
EGB_PLOT(contributions)
EGB_PLOT(profile)
EGB_PLOT(scatter)
EGB_PLOT(bump)
EGB_PLOT(changes)
EGB_PLOT(crosswalk)
EGB_PLOT(tree)

#undef EGB_PLOT
