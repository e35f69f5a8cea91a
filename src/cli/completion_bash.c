#include "completion.h"

#include <string.h>

/* The words of bash are cut at = and : too; they are put together again, and what readline already has in front of the
 * cursor is taken off the answers. */
static const char head[] =
    "# bash completion for egovbench\n"
    "\n"
    "# Candidates of a kind, one per line; $index is the index on the command line.\n"
    "_egovbench_ask() {\n"
    "  local line program=${COMP_WORDS[0]/#\\~\\//$HOME/}\n"
    "  local -a more=()\n"
    "  [[ -n $index ]] && more+=(\"$index\")\n"
    "  [[ -n $home ]] && more+=(--home \"$home\")\n"
    "  \"$program\" __complete \"$1\" ${more[@]+\"${more[@]}\"} 2>/dev/null | while IFS= read -r line; do\n"
    "    printf '%s\\n' \"${line%%$'\\t'*}\"\n"
    "  done\n"
    "}\n"
    "\n"
    "# Offers the lines of standard input that continue $value; $1 list: between commas, $2: text behind each.\n"
    "_egovbench_offer() {\n"
    "  local line typed=${value//\\\\/} done= strip= quoted=\n"
    "  if [[ $typed == [\\\"\\']* ]]; then quoted=1; typed=${typed:1}; fi\n"
    "  if [[ $1 == list && $typed == *,* ]]; then done=${typed%,*},; fi\n"
    "  if [[ -z $quoted && $COMP_WORDBREAKS == *=* ]]; then\n"
    "    strip=${typed%\"${typed##*[=:]}\"}\n"
    "  elif [[ -z $quoted ]]; then\n"
    "    done=$option_prefix$done typed=$option_prefix$typed\n"
    "  fi\n"
    "  while IFS= read -r line; do\n"
    "    line=$done$line$2\n"
    "    [[ $line == \"$typed\"* ]] || continue\n"
    "    line=${line#\"$strip\"}\n"
    "    [[ -z $quoted && $line == *[\\ \\&\\(\\)\\'\\\"\\;]* ]] && printf -v line %q \"$line\"\n"
    "    COMPREPLY+=(\"$line\")\n"
    "  done\n"
    "  if [[ $1 == list || -n $2 ]]; then type compopt &>/dev/null && compopt -o nospace 2>/dev/null; fi\n"
    "}\n"
    "\n"
    "_egovbench_words() { _egovbench_offer '' '' < <(printf '%s\\n' \"$@\"); }\n"
    "_egovbench_kind() { _egovbench_offer \"$2\" \"$3\" < <(_egovbench_ask \"$1\"); }\n"
    "\n"
    "# Completes the value of the option $1.\n"
    "_egovbench_value() {\n"
    "  case $1 in\n";

static const char middle[] =
    "  esac\n"
    "}\n"
    "\n"
    "_egovbench() {\n"
    "  local i n word glue= command= index= home= expect= option_prefix= value= operands=0 only_operands=\n"
    "  local -a words=()\n"
    "  COMPREPLY=()\n"
    "  for ((i = 1; i <= COMP_CWORD; i++)); do\n"
    "    word=${COMP_WORDS[i]} n=${#words[@]}\n"
    "    if [[ -n $glue || ( $n -gt 0 && $word == [=:]* ) ]]; then\n"
    "      words[n - 1]+=$word\n"
    "    else\n"
    "      words[n]=$word\n"
    "    fi\n"
    "    glue=\n"
    "    [[ $word == [=:] ]] && glue=1\n"
    "  done\n"
    "  n=${#words[@]}\n"
    "  for ((i = 0; i < n - 1; i++)); do\n"
    "    word=${words[i]}\n"
    "    if [[ -n $expect ]]; then\n"
    "      case $expect in --index) index=$word ;; --home) home=$word ;; esac\n"
    "      expect=\n"
    "    elif [[ -n $only_operands || $word != -* || $word == - ]]; then\n"
    "      if [[ -z $command ]]; then\n"
    "        command=$word\n"
    "      else\n"
    "        operands=$((operands + 1))\n"
    "        case $command,$operands in explain,1) ;; *) index=$word ;; esac\n"
    "      fi\n"
    "    else\n"
    "      case $word in\n"
    "      --) only_operands=1 ;;\n"
    "      --index=*) index=${word#*=} ;;\n"
    "      --home=*) home=${word#*=} ;;\n"
    "      ";

static const char tail[] = ") expect=$word ;;\n"
                           "      esac\n"
                           "    fi\n"
                           "  done\n"
                           "  value=${words[n - 1]}\n"
                           "  if [[ -n $expect ]]; then\n"
                           "    _egovbench_value \"$expect\"\n"
                           "  elif [[ -z $only_operands && $value == --*=* ]]; then\n"
                           "    option_prefix=${value%%=*}= value=${value#*=}\n"
                           "    _egovbench_value \"${option_prefix%=}\"\n"
                           "  elif [[ -z $command ]]; then\n";

static void values(cli_page *out) {
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const cli_option *option = &cli_options[i];
    char word[3][32];
    const size_t count = cli_option_words(option, word);
    if (option->choices == NULL && option->complete == NULL)
      continue;
    if (option->complete != NULL &&
        (strcmp(option->complete, "files") == 0 || strcmp(option->complete, "folders") == 0))
      continue; /* readline's own completion of files */
    cli_puts("  ", out);
    for (size_t w = 0; w < count; w++)
      cli_printf(out, "%s%s", w == 0 ? "" : " | ", word[w]);
    cli_puts(") ", out);
    if (option->choices != NULL) {
      cli_puts("_egovbench_words", out);
      for (size_t c = 0; option->choices[c] != NULL; c++)
        cli_printf(out, " %s", option->choices[c]);
    } else {
      cli_printf(out, "_egovbench_kind %s %s %s", option->complete,
                 cli_option_is_list((cli_option_id)i) ? "list" : "''", i == OPTION_SET ? "=" : "''");
    }
    cli_puts(" ;;\n", out);
  }
}

static void options_with_values(cli_page *out) {
  bool first = true;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    char word[3][32];
    if (cli_options[i].kind == CLI_FLAG || cli_options[i].choice_if_bare != NULL)
      continue;
    const size_t count = cli_option_words(&cli_options[i], word);
    for (size_t w = 0; w < count; w++, first = false)
      cli_printf(out, "%s%s", first ? "" : " | ", word[w]);
  }
}

static void options_of(cli_page *out, const cli_command *command) {
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (cli_options[i].name != NULL && cli_command_takes(command, (cli_option_id)i))
      cli_printf(out, " --%s", cli_options[i].name);
}

static void operand(cli_page *out, const cli_command *command) {
  cli_printf(out, "    %s) case $operands in\n", command->name);
  for (size_t i = 0; i < CLI_OPERANDS && command->operand[i] != NULL; i++) {
    const char *kind = strcmp(command->operand[i], "index") == 0 ? "indices" : command->operand[i];
    cli_printf(out, "      %zu) _egovbench_kind %s '' '' ;;\n", i, kind);
  }
  cli_puts("      esac ;;\n", out);
}

void cli_completion_bash(cli_page *out) {
  cli_puts(head, out);
  values(out);
  cli_puts(middle, out);
  options_with_values(out);
  cli_puts(tail, out);
  cli_puts("    if [[ $value == -* ]]; then _egovbench_words", out);
  options_of(out, NULL);
  cli_puts("; else _egovbench_words", out);
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (!cli_commands[i]->hidden)
      cli_printf(out, " %s", cli_commands[i]->name);
  cli_puts("; fi\n  elif [[ -z $only_operands && $value == -* && $value != - ]]; then\n    case $command in\n", out);
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    if (cli_commands[i]->hidden)
      continue;
    cli_printf(out, "    %s) _egovbench_words", cli_commands[i]->name);
    options_of(out, cli_commands[i]);
    cli_puts(" ;;\n", out);
  }
  cli_puts("    esac\n  else\n    case $command in\n", out);
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (!cli_commands[i]->hidden && cli_commands[i]->operand[0] != NULL)
      operand(out, cli_commands[i]);
  cli_puts("    esac\n  fi\n}\ncomplete -o default -F _egovbench egovbench\n", out);
}
