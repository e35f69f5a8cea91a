/* list.h - every command: a line CLI_COMMAND(room, name) per file room/cmd_name.c, in the order of help. Whoever
 * includes it defines first what a line means. commands.h declares the rows, commands.c gathers them, and meson.build
 * reads which files there are. */
/* clang-format off */
#ifndef CLI_COMMAND
#define CLI_COMMAND(room, name)
#endif

CLI_COMMAND(command, rank)
CLI_COMMAND(command, report)
CLI_COMMAND(command, show)
CLI_COMMAND(command, explain)
CLI_COMMAND(command, profile)
CLI_COMMAND(command, stages)
CLI_COMMAND(command, panel)
CLI_COMMAND(command, crosswalk)
CLI_COMMAND(command, stats)
CLI_COMMAND(command, audit)
CLI_COMMAND(command, plot)
CLI_COMMAND(command, uncertainty)
CLI_COMMAND(command, sensitivity)
CLI_COMMAND(command, acceptability)
CLI_COMMAND(command, stability)
CLI_COMMAND(command, bounds)
CLI_COMMAND(command, scenarios)
CLI_COMMAND(command, whatif)
CLI_COMMAND(command, sweep)
CLI_COMMAND(command, weights)
CLI_COMMAND(command, diff)
CLI_COMMAND(command, edition)
CLI_COMMAND(command, export)
CLI_COMMAND(command, publish)
CLI_COMMAND(command, verify)
CLI_COMMAND(desk, watch)
CLI_COMMAND(desk, tune)
CLI_COMMAND(command, validate)
CLI_COMMAND(command, lint)
CLI_COMMAND(command, import)
CLI_COMMAND(command, init)
CLI_COMMAND(command, methods)
CLI_COMMAND(command, schema)
CLI_COMMAND(command, completion)
CLI_COMMAND(command, doctor)
CLI_COMMAND(command, help)
CLI_COMMAND(command, complete)

#undef CLI_COMMAND
