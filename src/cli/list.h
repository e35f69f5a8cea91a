/* list.h - every command: a line CLI_COMMAND(room, name) per file room/cmd_name.c, in the order of help. Whoever
 * includes it defines first what a line means. commands.h declares the rows, commands.c gathers them, and meson.build
 * reads which files there are. */
/* clang-format off */
#ifndef CLI_COMMAND
#define CLI_COMMAND(room, name)
#endif

CLI_COMMAND(cli, rank)
CLI_COMMAND(cli, report)
CLI_COMMAND(cli, show)
CLI_COMMAND(cli, explain)
CLI_COMMAND(cli, profile)
CLI_COMMAND(cli, stages)
CLI_COMMAND(cli, panel)
CLI_COMMAND(cli, crosswalk)
CLI_COMMAND(cli, stats)
CLI_COMMAND(cli, audit)
CLI_COMMAND(cli, plot)
CLI_COMMAND(cli, uncertainty)
CLI_COMMAND(cli, sensitivity)
CLI_COMMAND(cli, acceptability)
CLI_COMMAND(cli, stability)
CLI_COMMAND(cli, bounds)
CLI_COMMAND(cli, scenarios)
CLI_COMMAND(cli, whatif)
CLI_COMMAND(cli, sweep)
CLI_COMMAND(cli, weights)
CLI_COMMAND(cli, diff)
CLI_COMMAND(cli, edition)
CLI_COMMAND(cli, export)
CLI_COMMAND(cli, publish)
CLI_COMMAND(cli, verify)
CLI_COMMAND(desk, watch)
CLI_COMMAND(desk, tune)
CLI_COMMAND(cli, validate)
CLI_COMMAND(cli, lint)
CLI_COMMAND(cli, import)
CLI_COMMAND(cli, init)
CLI_COMMAND(cli, methods)
CLI_COMMAND(cli, schema)
CLI_COMMAND(cli, completion)
CLI_COMMAND(cli, doctor)
CLI_COMMAND(cli, help)
CLI_COMMAND(cli, complete)

#undef CLI_COMMAND
