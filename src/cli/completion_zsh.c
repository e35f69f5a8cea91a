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
    "  local line word kind=$1 index= home= expect= only= i program=${${(Q)words[1]}/#\\~\\//$HOME/}\n"
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
    "  [[ $kind == columns ]] && kind=columns:$egovbench_command\n"
    "  [[ -n $index ]] && more+=(\"$index\")\n"
    "  [[ -n $home ]] && more+=(--home \"$home\")\n"
    "  for line in \"${(@f)$($program __complete $kind $more 2>/dev/null </dev/null)}\"; do\n"
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
static void text(egb_buffer *out, const char *from) {
  for (; *from != '\0'; from++) {
    if (*from == '\'')
      egb_buffer_text(out, "'\\''");
    else if (*from == '[' || *from == ']' || *from == ':')
      egb_buffer_format(out, "\\%c", *from);
    else
      egb_buffer_char(out, *from);
  }
}

static void action(egb_buffer *out, const cli_option *option) {
  switch (cli_option_source(option)) {
  case CLI_SOURCE_NONE:
    egb_buffer_char(out, ' ');
    break;
  case CLI_SOURCE_CHOICES:
    egb_buffer_char(out, '(');
    cli_put_choices(out, option);
    egb_buffer_char(out, ')');
    break;
  case CLI_SOURCE_FILES:
    egb_buffer_text(out, "_files");
    break;
  case CLI_SOURCE_FOLDERS:
    egb_buffer_text(out, "_files -/");
    break;
  case CLI_SOURCE_KIND:
    egb_buffer_format(out, cli_option_is_list(option) ? " _egovbench_list %s %s" : " _egovbench_kind %s %s",
                      option->complete, cli_option_behind(option));
  }
}

static void row(egb_buffer *out, const cli_command *command, const cli_option *option) {
  (void)command;
  char word[3][32];
  const size_t count = cli_option_words(option, word);
  const bool repeats = option->kind == CLI_LIST || option->kind == CLI_RAW;
  for (size_t w = 0; w < count; w++) {
    const bool longer = word[w][1] == '-';
    egb_buffer_format(out, "      '%s%s%s[", repeats ? "*" : "", word[w],
                      option->kind == CLI_FLAG                   ? ""
                      : longer && option->choice_if_bare != NULL ? "=-"
                      : longer                                   ? "="
                                                                 : "+");
    cli_put_brief(out, option, text);
    egb_buffer_char(out, ']');
    if (option->kind != CLI_FLAG) {
      egb_buffer_format(out, ":%s%s:", option->choice_if_bare != NULL ? ":" : "", option->name);
      action(out, option);
    }
    egb_buffer_text(out, "' \\\n");
  }
}

static void operand(egb_buffer *out, const cli_command *command, cli_place place) {
  (void)command;
  if (place.last > place.first)
    egb_buffer_format(out, "      '*:%s:", place.named);
  else
    egb_buffer_format(out, "      '%zu:%s:", place.first + 1, place.named);
  if (strcmp(place.kind, "indices") == 0)
    egb_buffer_text(out, "_egovbench_index");
  else
    egb_buffer_format(out, " _egovbench_kind %s", place.kind);
  egb_buffer_text(out, "' \\\n");
}

static void word_of_command(egb_buffer *out, const cli_command *command) {
  egb_buffer_format(out, "      '%s:", command->name);
  text(out, command->summary);
  egb_buffer_text(out, "'\n");
}

static void rows_of_command(egb_buffer *out, const cli_command *command) {
  egb_buffer_format(out, "  %s)\n    _arguments -s \\\n", command->name);
  cli_each_option(out, command, row);
  cli_each_operand(out, command, operand);
  egb_buffer_text(out, "      && return 0 ;;\n");
}

void cli_completion_zsh(egb_buffer *out) {
  egb_buffer_text(out, head);
  cli_put_value_options(out, " | ");
  egb_buffer_text(out, middle);
  cli_each_command(out, word_of_command);
  egb_buffer_text(out, "    )\n    _describe -t commands command commands\n    return\n  fi\n"
                       "  while (( at < CURRENT )) && [[ $words[at] == -* ]]; do (( ++at )); done\n"
                       "  local egovbench_command=$words[at]\n"
                       "  words=(\"$words[1]\" \"${(@)words[at + 1,-1]}\")\n"
                       "  (( CURRENT -= at - 1 ))\n"
                       "  case $egovbench_command in\n");
  cli_each_command(out, rows_of_command);
  egb_buffer_text(
      out,
      "  esac\n}\n\n"
      "if [[ $funcstack[1] == _egovbench ]]; then\n  _egovbench \"$@\"\nelse\n  compdef _egovbench egovbench\nfi\n");
}
