/* list.h - every rule: a line EGB_LINT(name) per file lint_name.c, in the order of the findings. Whoever includes it
 * defines first what a line means. */
/* clang-format off */
#ifndef EGB_LINT
#define EGB_LINT(name)
#endif

EGB_LINT(idle)
EGB_LINT(same)
EGB_LINT(goalposts)
EGB_LINT(spread)
EGB_LINT(level)
EGB_LINT(label)
EGB_LINT(comment)

#undef EGB_LINT
