#include "completion.h"

#include <string.h>

/* An action of _arguments that begins with a blank gets no options of compadd in front of its own arguments. */
static const char head[] =
    "#compdef egovbench\n"
    "# zsh completion for egovbench\n"
    "\n"
    "# Offers candidates of a kind; $2: text behind each. The words are those behind $egovbench_command. compadd "
    "quotes what\n"
    "# it inserts, and the texts beside the candidates are shown as they are.\n"
    "_egovbench_kind() {\n"
    "  local line word index= home= expect= only= i program=${${(Q)words[1]}/#\\~\\//$HOME/}\n"
    "  integer operands=0\n"
    "  local -a more found shown expl behind\n"
    "  for ((i = 2; i < CURRENT; i++)); do\n"
    "    word=${(Q)words[i]}\n"
    "    if [[ -n $expect ]]; then\n"
    "      [[ $expect == --index ]] && index=$word\n"
    "      [[ $expect == --home ]] && home=$word\n"
    "      expect=\n"
    "    elif [[ -n $only || $word != -* || $word == - ]]; then\n"
    "      (( ++operands ))\n"
    "      [[ $egovbench_command == explain && $operands -eq 1 ]] || index=$word\n"
    "    else\n"
    "      case $word in\n"
    "      --) only=1 ;;\n"
    "      --index=*) index=${word#*=} ;;\n"
    "      --home=*) home=${word#*=} ;;\n"
    "      ";

static const char middle[] =
    ") expect=$word ;;\n"
    "      esac\n"
    "    fi\n"
    "  done\n"
    "  index=${index/#\\~\\//$HOME/} home=${home/#\\~\\//$HOME/}\n"
    "  [[ -n $index ]] && more+=(\"$index\")\n"
    "  [[ -n $home ]] && more+=(--home \"$home\")\n"
    "  for line in \"${(@f)$($program __complete $1 $more 2>/dev/null </dev/null)}\"; do\n"
    "    [[ -n $line ]] || continue\n"
    "    found+=(\"${line%%$'\\t'*}\")\n"
    "    shown+=(\"${line/$'\\t'/  -- }\")\n"
    "  done\n"
    "  [[ -n $2 ]] && behind=(-S \"$2\")\n"
    "  _wanted $1 expl $1 compadd $behind -l -d shown -a - found\n"
    "}\n"
    "\n"
    "# Lists between commas are completed at their last item.\n"
    "_egovbench_list() {\n"
    "  compset -P '*,'\n"
    "  _egovbench_kind $1 \"${2:-}\"\n"
    "}\n"
    "\n"
    "_egovbench_index() {\n"
    "  _alternative 'indices:index: _egovbench_kind indices' 'files:definition:_files -g \"*.(yaml|yml)\"'\n"
    "}\n"
    "\n"
    "_egovbench() {\n"
    "  local context state state_descr line\n"
    "  typeset -A opt_args\n"
    "  integer at=2\n"
    "  local -a commands\n"
    "  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
    "    commands=(\n";

/* Inside the quotes of an _arguments row, brackets and colons have a meaning. */
static void text(cli_page *out, const char *from) {
  for (; *from != '\0'; from++) {
    if (*from == '\'')
      cli_puts("'\\''", out);
    else if (*from == '[' || *from == ']' || *from == ':')
      cli_printf(out, "\\%c", *from);
    else
      cli_putc(*from, out);
  }
}

static void action(cli_page *out, cli_option_id id) {
  const cli_option *option = &cli_options[id];
  switch (cli_option_source(option)) {
  case CLI_SOURCE_NONE:
    cli_putc(' ', out);
    break;
  case CLI_SOURCE_CHOICES:
    cli_putc('(', out);
    cli_put_choices(out, option);
    cli_putc(')', out);
    break;
  case CLI_SOURCE_FILES:
    cli_puts("_files", out);
    break;
  case CLI_SOURCE_FOLDERS:
    cli_puts("_files -/", out);
    break;
  case CLI_SOURCE_KIND:
    cli_printf(out, cli_option_is_list(id) ? " _egovbench_list %s %s" : " _egovbench_kind %s %s", option->complete,
               cli_option_suffix(id));
  }
}

static void row(cli_page *out, cli_option_id id) {
  const cli_option *option = &cli_options[id];
  char word[3][32];
  const size_t count = cli_option_words(option, word);
  const bool repeats = option->kind == CLI_LIST || option->kind == CLI_RAW;
  for (size_t w = 0; w < count; w++) {
    const bool longer = word[w][1] == '-';
    cli_printf(out, "      '%s%s%s[", repeats ? "*" : "", word[w],
               option->kind == CLI_FLAG                   ? ""
               : longer && option->choice_if_bare != NULL ? "=-"
               : longer                                   ? "="
                                                          : "+");
    text(out, option->brief != NULL ? option->brief : option->help);
    cli_putc(']', out);
    if (option->kind != CLI_FLAG) {
      cli_printf(out, ":%s%s:", option->choice_if_bare != NULL ? ":" : "", option->name);
      action(out, id);
    }
    cli_puts("' \\\n", out);
  }
}

static void operands(cli_page *out, const cli_command *command) {
  for (size_t i = 0; i < CLI_OPERANDS && command->operand[i] != NULL; i++) {
    const char *kind = command->operand[i];
    const bool index = strcmp(kind, "index") == 0;
    const bool last = i + 1 == CLI_OPERANDS || command->operand[i + 1] == NULL;
    if (last && command->most > i + 1)
      cli_printf(out, "      '*:%s:", kind);
    else
      cli_printf(out, "      '%zu:%s:", i + 1, kind);
    if (index)
      cli_puts("_egovbench_index", out);
    else
      cli_printf(out, " _egovbench_kind %s", kind);
    cli_puts("' \\\n", out);
  }
}

void cli_completion_zsh(cli_page *out) {
  cli_puts(head, out);
  cli_put_value_options(out, " | ");
  cli_puts(middle, out);
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    if (cli_commands[i]->hidden)
      continue;
    cli_printf(out, "      '%s:", cli_commands[i]->name);
    text(out, cli_commands[i]->summary);
    cli_puts("'\n", out);
  }
  cli_puts("    )\n    _describe -t commands command commands\n    return\n  fi\n"
           "  while (( at < CURRENT )) && [[ $words[at] == -* ]]; do (( ++at )); done\n"
           "  local egovbench_command=$words[at]\n"
           "  words=(\"$words[1]\" \"${(@)words[at + 1,-1]}\")\n"
           "  (( CURRENT -= at - 1 ))\n"
           "  case $egovbench_command in\n",
           out);
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    const cli_command *command = cli_commands[i];
    if (command->hidden)
      continue;
    cli_printf(out, "  %s)\n    _arguments -s \\\n", command->name);
    for (size_t o = 0; o < OPTION_COUNT; o++)
      if (cli_command_takes(command, (cli_option_id)o))
        row(out, (cli_option_id)o);
    operands(out, command);
    cli_puts("      && return 0 ;;\n", out);
  }
  cli_puts(
      "  esac\n}\n\n"
      "if [[ $funcstack[1] == _egovbench ]]; then\n  _egovbench \"$@\"\nelse\n  compdef _egovbench egovbench\nfi\n",
      out);
}
