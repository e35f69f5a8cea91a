#include "completion.h"

#include <string.h>

static const char head[] =
    "# fish completion for egovbench\n"
    "\n"
    "# Candidates of a kind for the index on the command line; without a kind, how many operands there are already.\n"
    "# fish quotes what it inserts, but for a ~ at the start: such names are left out.\n"
    "function __egovbench_ask\n"
    "    set -l words (commandline -opc)\n"
    "    set -l command\n"
    "    set -l index\n"
    "    set -l home\n"
    "    set -l expect\n"
    "    set -l only\n"
    "    set -l operands 0\n"
    "    for word in $words[2..-1]\n"
    "        if test -n \"$expect\"\n"
    "            test \"$expect\" = --index; and set index $word\n"
    "            test \"$expect\" = --home; and set home --home $word\n"
    "            set expect\n"
    "            continue\n"
    "        end\n"
    "        if test -n \"$only\"; or not string match -q -- '-?*' $word\n"
    "            if test -z \"$command\"\n"
    "                set command $word\n"
    "            else\n"
    "                set operands (math $operands + 1)\n"
    "                if not test $command = explain -a $operands -eq 1\n"
    "                    set index $word\n"
    "                end\n"
    "            end\n"
    "            continue\n"
    "        end\n"
    "        switch $word\n"
    "            case --\n"
    "                set only 1\n"
    "            case '--index=*'\n"
    "                set index (string replace -- --index= '' $word)\n"
    "            case '--home=*'\n"
    "                set home --home (string replace -- --home= '' $word)\n"
    "            case ";

static const char middle[] =
    "\n"
    "                set expect $word\n"
    "        end\n"
    "    end\n"
    "    if set -q argv[1]\n"
    "        $words[1] __complete $argv[1] $index $home 2>/dev/null </dev/null | string match -v -- '~*'\n"
    "    else\n"
    "        echo $operands\n"
    "    end\n"
    "end\n"
    "\n"
    "# Whether the next operand is the one after $argv[1], at most after $argv[2].\n"
    "function __egovbench_next\n"
    "    set -l operands (__egovbench_ask)\n"
    "    test $operands -ge $argv[1] -a $operands -le $argv[2]\n"
    "end\n"
    "\n"
    "# The same between commas: behind what is typed already; $argv[2]: text behind each.\n"
    "function __egovbench_list\n"
    "    set -l typed (commandline -ct | string replace -r -- '^--[a-z-]+=' '')\n"
    "    set -l plain (string unescape -- $typed; or string unescape -- $typed\"'\"; or string unescape -- "
    "$typed'\"')\n"
    "    set -l done (string replace -rf -- '^(.*,)[^,]*$' '$1' \"$plain\")\n"
    "    for line in (__egovbench_ask $argv[1])\n"
    "        set -l part (string split -m 1 -- \\t $line)\n"
    "        printf '%s%s%s\\t%s\\n' \"$done\" $part[1] \"$argv[2]\" \"$part[2]\"\n"
    "    end\n"
    "end\n"
    "\n"
    "complete -c egovbench -f\n";

static void quoted(cli_page *out, const char *text) {
  cli_putc('\'', out);
  for (; *text != '\0'; text++) {
    if (*text == '\'' || *text == '\\')
      cli_putc('\\', out);
    cli_putc(*text, out);
  }
  cli_putc('\'', out);
}

static void value(cli_page *out, cli_option_id id) {
  const cli_option *option = &cli_options[id];
  if (option->kind == CLI_FLAG)
    return;
  switch (cli_option_source(option)) {
  case CLI_SOURCE_NONE:
    cli_puts(" -x", out);
    break;
  case CLI_SOURCE_CHOICES:
    cli_puts(" -x -a '", out);
    cli_put_choices(out, option);
    cli_putc('\'', out);
    break;
  case CLI_SOURCE_FILES:
    cli_puts(" -r -F", out);
    break;
  case CLI_SOURCE_FOLDERS:
    cli_puts(" -x -a '(__fish_complete_directories)'", out);
    break;
  case CLI_SOURCE_KIND:
    cli_printf(out, cli_option_is_list(id) ? " -x -a '(__egovbench_list %s %s)'" : " -x -a '(__egovbench_ask %s%s)'",
               option->complete, cli_option_suffix(id));
  }
}

static void row(cli_page *out, const cli_command *command, cli_option_id id) {
  const cli_option *option = &cli_options[id];
  cli_printf(out, "complete -c egovbench -n '__fish_seen_subcommand_from %s'", command->name);
  if (option->letter != 0)
    cli_printf(out, " -s %c", option->letter);
  if (option->name != NULL)
    cli_printf(out, " -l %s", option->name);
  value(out, id);
  cli_puts(" -d ", out);
  quoted(out, option->brief != NULL ? option->brief : option->help);
  cli_putc('\n', out);
}

static void operands(cli_page *out, const cli_command *command) {
  for (size_t i = 0; i < CLI_OPERANDS && command->operand[i] != NULL; i++) {
    const char *kind = cli_operand_kind(command->operand[i]);
    const bool last = i + 1 == CLI_OPERANDS || command->operand[i + 1] == NULL;
    cli_printf(out,
               "complete -c egovbench -n '__fish_seen_subcommand_from %s; and __egovbench_next %zu %zu' %s -a "
               "'(__egovbench_ask %s)'\n",
               command->name, i, last ? command->most - 1 : i, strcmp(kind, "indices") == 0 ? "-F" : "-f", kind);
  }
}

void cli_completion_fish(cli_page *out) {
  cli_puts(head, out);
  cli_put_value_options(out, " ");
  cli_puts(middle, out);
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    if (cli_commands[i]->hidden)
      continue;
    cli_printf(out, "complete -c egovbench -n __fish_use_subcommand -a %s -d ", cli_commands[i]->name);
    quoted(out, cli_commands[i]->summary);
    cli_putc('\n', out);
  }
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    if (cli_commands[i]->hidden)
      continue;
    for (size_t o = 0; o < OPTION_COUNT; o++)
      if (cli_command_takes(cli_commands[i], (cli_option_id)o))
        row(out, cli_commands[i], (cli_option_id)o);
    operands(out, cli_commands[i]);
  }
}
