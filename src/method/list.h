/* list.h - every method: a line EGB_FAMILY(name) per file family_name.c, in the order in which people see them. Whoever
 * includes it defines first what a line of a family means; lines of the others mean nothing. rows.h declares the rows,
 * methods.c gathers them, and meson.build reads which files there are. */
/* clang-format off */
#ifndef EGB_IMPUTE
#define EGB_IMPUTE(name)
#endif
#ifndef EGB_TREAT
#define EGB_TREAT(name)
#endif
#ifndef EGB_NORMALISE
#define EGB_NORMALISE(name)
#endif
#ifndef EGB_WEIGHT
#define EGB_WEIGHT(name)
#endif
#ifndef EGB_AGGREGATE
#define EGB_AGGREGATE(name)
#endif

EGB_IMPUTE(none)
EGB_IMPUTE(mean)
EGB_IMPUTE(median)
EGB_IMPUTE(group_mean)
EGB_IMPUTE(group_median)
EGB_IMPUTE(row_mean)
EGB_IMPUTE(row_median)
EGB_IMPUTE(knn)
EGB_IMPUTE(regression)
EGB_IMPUTE(em)
EGB_IMPUTE(hot_deck)
EGB_IMPUTE(latest)
EGB_IMPUTE(linear)
EGB_IMPUTE(constant)
EGB_IMPUTE(value)

EGB_TREAT(none)
EGB_TREAT(winsorise)
EGB_TREAT(log)
EGB_TREAT(gii)
EGB_TREAT(boxcox)

EGB_NORMALISE(minmax)
EGB_NORMALISE(goalposts)
EGB_NORMALISE(zscore)
EGB_NORMALISE(target)
EGB_NORMALISE(reference_unit)
EGB_NORMALISE(distance_to_maximum)
EGB_NORMALISE(fraction_of_maximum)
EGB_NORMALISE(two_sided)
EGB_NORMALISE(rank)
EGB_NORMALISE(borda)
EGB_NORMALISE(percentile)
EGB_NORMALISE(scaled)
EGB_NORMALISE(linear)
EGB_NORMALISE(bands)
EGB_NORMALISE(points)
EGB_NORMALISE(asis)

EGB_WEIGHT(given)
EGB_WEIGHT(equal)
EGB_WEIGHT(equal_indicators)
EGB_WEIGHT(points)
EGB_WEIGHT(pca)
EGB_WEIGHT(entropy)
EGB_WEIGHT(critic)
EGB_WEIGHT(sd)
EGB_WEIGHT(correlation_balanced)
EGB_WEIGHT(pairwise)
EGB_WEIGHT(budget)

EGB_AGGREGATE(arithmetic)
EGB_AGGREGATE(geometric)
EGB_AGGREGATE(harmonic)
EGB_AGGREGATE(power)
EGB_AGGREGATE(inverted_geometric)
EGB_AGGREGATE(median)
EGB_AGGREGATE(minimum)
EGB_AGGREGATE(maximum)
EGB_AGGREGATE(sum)
EGB_AGGREGATE(owa)
EGB_AGGREGATE(mazziotta_pareto)
EGB_AGGREGATE(mean_min)
EGB_AGGREGATE(copeland)
EGB_AGGREGATE(outranking)
EGB_AGGREGATE(kemeny)
EGB_AGGREGATE(benefit_of_the_doubt)

#undef EGB_IMPUTE
#undef EGB_TREAT
#undef EGB_NORMALISE
#undef EGB_WEIGHT
#undef EGB_AGGREGATE
