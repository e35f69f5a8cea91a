/* list.h - every format: a line EGB_WRITER(name) per file write_name.c, in the order in which people see them. Its
 * place is its number, which egb_format publishes: a new one comes last. Whoever includes it defines first what a line
 * means. writers.h declares the rows, writers.c gathers them, and meson.build reads which files there are. */
/* clang-format off */
#ifndef EGB_WRITER
#define EGB_WRITER(name)
#endif

EGB_WRITER(text)
EGB_WRITER(csv)
EGB_WRITER(tsv)
EGB_WRITER(json)
EGB_WRITER(ndjson)
EGB_WRITER(markdown)
EGB_WRITER(latex)
EGB_WRITER(xlsx)
EGB_WRITER(html)

#undef EGB_WRITER
