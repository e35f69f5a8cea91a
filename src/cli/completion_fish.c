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
    "        set -l kind $argv[1]\n"
    "        test $kind = columns; and set kind columns:$command\n"
    "        $words[1] __complete $kind $index $home 2>/dev/null </dev/null | string match -v -- '~*'\n"
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

static void quoted(egb_buffer *out, const char *text) {
  egb_buffer_char(out, '\'');
  for (; *text != '\0'; text++) {
    if (*text == '\'' || *text == '\\')
      egb_buffer_char(out, '\\');
    egb_buffer_char(out, *text);
  }
  egb_buffer_char(out, '\'');
}

static void value(egb_buffer *out, const cli_option *option) {
  if (option->kind == CLI_FLAG)
    return;
  switch (cli_option_source(option)) {
  case CLI_SOURCE_NONE:
    egb_buffer_text(out, " -x");
    break;
  case CLI_SOURCE_CHOICES:
    egb_buffer_text(out, " -x -a '");
    cli_put_choices(out, option);
    egb_buffer_char(out, '\'');
    break;
  case CLI_SOURCE_FILES:
    egb_buffer_text(out, " -r -F");
    break;
  case CLI_SOURCE_FOLDERS:
    egb_buffer_text(out, " -x -a '(__fish_complete_directories)'");
    break;
  case CLI_SOURCE_KIND:
    egb_buffer_format(
        out, cli_option_is_list(option) ? " -x -a '(__egovbench_list %s %s)'" : " -x -a '(__egovbench_ask %s%s)'",
        option->complete, cli_option_behind(option));
  }
}

static void row(egb_buffer *out, const cli_command *command, const cli_option *option) {
  egb_buffer_format(out, "complete -c egovbench -n '__fish_seen_subcommand_from %s'", command->name);
  if (option->letter != 0)
    egb_buffer_format(out, " -s %c", option->letter);
  if (option->name != NULL)
    egb_buffer_format(out, " -l %s", option->name);
  value(out, option);
  egb_buffer_text(out, " -d ");
  cli_put_brief(out, option, quoted);
  egb_buffer_char(out, '\n');
}

static void operand(egb_buffer *out, const cli_command *command, cli_place place) {
  egb_buffer_format(out,
                    "complete -c egovbench -n '__fish_seen_subcommand_from %s; and __egovbench_next %zu %zu' %s -a "
                    "'(__egovbench_ask %s)'\n",
                    command->name, place.first, place.last, strcmp(place.kind, "indices") == 0 ? "-F" : "-f",
                    place.kind);
}

static void word_of_command(egb_buffer *out, const cli_command *command) {
  egb_buffer_format(out, "complete -c egovbench -n __fish_use_subcommand -a %s -d ", command->name);
  quoted(out, command->summary);
  egb_buffer_char(out, '\n');
}

static void rows_of_command(egb_buffer *out, const cli_command *command) {
  cli_each_option(out, command, row);
  cli_each_operand(out, command, operand);
}

void cli_completion_fish(egb_buffer *out) {
  egb_buffer_text(out, head);
  cli_put_value_options(out, " ");
  egb_buffer_text(out, middle);
  cli_each_command(out, word_of_command);
  cli_each_command(out, rows_of_command);
}
