#include "completion.h"

/* What readline replaces is known by its length alone ($2 of the function): the line is read again from its start, so
 * that quotes, backslashes and the places where readline cuts words (COMP_WORDBREAKS) are all one case. Every answer is
 * quoted for the place where it lands: bare, inside '...' or inside "...", where `!` would recall history. */
static const char head[] =
    "# bash completion for egovbench\n"
    "\n"
    "# Cuts the line up to the cursor into $words as the shell would, expanding nothing. The last one may be "
    "unfinished:\n"
    "# $quote says in which quotes it is ('', ' or \") and $before how many of its characters are in front of $1, the "
    "part\n"
    "# that readline replaces. Fails behind > and <, where a file is wanted.\n"
    "_egovbench_split() {\n"
    "  local line=${COMP_LINE:0:COMP_POINT} c i word= begun= redirected=\n"
    "  local -i from=$((${#line} - ${#1}))\n"
    "  [[ $from -ge 0 && ${line:from} == \"$1\" ]] || return 1\n"
    "  words=() quote= before=0\n"
    "  for ((i = 0; i < ${#line}; i++)); do\n"
    "    [[ $i -eq $from ]] && before=${#word}\n"
    "    c=${line:i:1}\n"
    "    case $quote$c in\n"
    "    \"''\" | '\"\"') quote= ;;\n"
    "    \\'?) word+=$c ;;\n"
    "    \\\"\\\\)\n"
    "      case ${line:i+1:1} in\n"
    "      [\\\"\\\\\\$\\`]) i=$((i + 1)) word+=${line:i:1} ;;\n"
    "      *) word+=$c ;;\n"
    "      esac ;;\n"
    "    \\\"?) word+=$c ;;\n"
    "    \\\\) i=$((i + 1)) word+=${line:i:1} begun=1 ;;\n"
    "    \\' | \\\") quote=$c begun=1 ;;\n"
    "    ' ' | $'\\t' | '<' | '>')\n"
    "      [[ -n $begun && -z $redirected ]] && words+=(\"$word\")\n"
    "      [[ -n $begun ]] && redirected=\n"
    "      [[ $c == [\\<\\>] ]] && redirected=1\n"
    "      word= begun= ;;\n"
    "    *) word+=$c begun=1 ;;\n"
    "    esac\n"
    "  done\n"
    "  [[ $from -eq ${#line} ]] && before=${#word}\n"
    "  [[ -z $redirected ]] && words+=(\"$word\")\n"
    "}\n"
    "\n"
    "# $1 in $out, written so that the shell reads it as text in the quotes of $quote.\n"
    "_egovbench_quote() {\n"
    "  local c i\n"
    "  out=\n"
    "  if [[ -z $quote && $1 != *[\\ \\!\\\"\\#\\$\\&\\'\\(\\)\\*\\;\\<\\>\\?\\[\\\\\\]\\^\\`\\{\\|\\}\\~]* ]]; then\n"
    "    out=$1\n"
    "    return\n"
    "  fi\n"
    "  for ((i = 0; i < ${#1}; i++)); do\n"
    "    c=${1:i:1}\n"
    "    case $quote$c in\n"
    "    \"''\") c=\"'\\\\''\" ;;\n"
    "    \\\"[\\\"\\\\\\$\\`]) c=\\\\$c ;;\n"
    "    '\"!') c='\"\\!\"' ;;\n"
    "    [\\ \\!\\\"\\#\\$\\&\\'\\(\\)\\*\\;\\<\\>\\?\\[\\\\\\]\\^\\`\\{\\|\\}\\~]) c=\\\\$c ;;\n"
    "    esac\n"
    "    out+=$c\n"
    "  done\n"
    "  # readline takes a quote at the start for the opening one, and closes nothing behind one at the end\n"
    "  [[ -n $quote && $out == \"$quote\"* ]] && out=$quote$out\n"
    "  [[ -n $quote && $out == *\"$quote\" ]] && out+=$quote\n"
    "}\n"
    "\n"
    "# Candidates of a kind, one per line; $index is the index on the command line.\n"
    "_egovbench_ask() {\n"
    "  local line program=${words[0]/#\\~\\//$HOME/}\n"
    "  local -a more=()\n"
    "  [[ -n $index ]] && more+=(\"$index\")\n"
    "  [[ -n $home ]] && more+=(--home \"$home\")\n"
    "  \"$program\" __complete \"$1\" ${more[@]+\"${more[@]}\"} 2>/dev/null </dev/null | while IFS= read -r line; do\n"
    "    printf '%s\\n' \"${line%%$'\\t'*}\"\n"
    "  done\n"
    "}\n"
    "\n"
    "# Offers the lines of standard input that continue $value; $1 list: between commas, $2: text behind each.\n"
    "_egovbench_offer() {\n"
    "  local line out done=\n"
    "  [[ $1 == list && $value == *,* ]] && done=${value%,*},\n"
    "  while IFS= read -r line; do\n"
    "    line=$done$line$2\n"
    "    [[ $line == \"$value\"* ]] || continue\n"
    "    line=$option_prefix$line\n"
    "    _egovbench_quote \"${line:before}\"\n"
    "    COMPREPLY+=(\"$out\")\n"
    "  done\n"
    "  if [[ $1 == list || -n $2 ]]; then type compopt &>/dev/null && compopt -o nospace 2>/dev/null; fi\n"
    "}\n"
    "\n"
    "_egovbench_words() { _egovbench_offer '' '' < <(printf '%s\\n' \"$@\"); }\n"
    "_egovbench_kind() { _egovbench_offer \"$2\" \"$3\" < <(_egovbench_ask \"$1\"); }\n"
    "\n"
    "# Completes the value of the option $1.\n"
    "_egovbench_value() {\n"
    "  case $command,$1 in\n";

static const char middle[] =
    "  esac\n"
    "}\n"
    "\n"
    "_egovbench() {\n"
    "  local i n word command= index= home= expect= option_prefix= value= quote= operands=0 only_operands=\n"
    "  local -i before=0\n"
    "  local -a words=()\n"
    "  COMPREPLY=()\n"
    "  _egovbench_split \"$2\" || return 0\n"
    "  n=${#words[@]}\n"
    "  for ((i = 1; i < n - 1; i++)); do\n"
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
                           "  index=${index/#\\~\\//$HOME/} home=${home/#\\~\\//$HOME/}\n"
                           "  value=${words[n - 1]}\n"
                           "  if [[ -n $expect ]]; then\n"
                           "    _egovbench_value \"$expect\"\n"
                           "  elif [[ -z $only_operands && $value == --*=* ]]; then\n"
                           "    option_prefix=${value%%=*}= value=${value#*=}\n"
                           "    _egovbench_value \"${option_prefix%=}\"\n"
                           "  elif [[ -z $command ]]; then\n";

/* readline's own completion, also where an option of this name means something else to other commands. */
static void files(egb_buffer *out, const cli_option *option) {
  for (size_t i = 0; cli_commands[i] != NULL && cli_option_next(option) != NULL; i++)
    if (cli_command_takes(cli_commands[i], option->id))
      egb_buffer_format(out, "  %s,--%s) ;;\n", cli_commands[i]->name, option->name);
}

static void value(egb_buffer *out, const cli_option *option) {
  const cli_source source = cli_option_source(option);
  char word[3][32];
  if (source != CLI_SOURCE_CHOICES && source != CLI_SOURCE_KIND) {
    files(out, option);
    return;
  }
  const size_t count = cli_option_words(option, word);
  egb_buffer_text(out, "  ");
  for (size_t w = 0; w < count; w++)
    egb_buffer_format(out, "%s*,%s", w == 0 ? "" : " | ", word[w]);
  egb_buffer_text(out, source == CLI_SOURCE_CHOICES ? ") _egovbench_words " : ") _egovbench_kind ");
  if (source == CLI_SOURCE_CHOICES)
    cli_put_choices(out, option);
  else
    egb_buffer_format(out, "%s %s '%s'", option->complete, cli_option_is_list(option) ? "list" : "''",
                      cli_option_behind(option));
  egb_buffer_text(out, " ;;\n");
}

static void word_of_option(egb_buffer *out, const cli_command *command, const cli_option *option) {
  (void)command;
  if (option->name != NULL)
    egb_buffer_format(out, " --%s", option->name);
}

static void word_of_command(egb_buffer *out, const cli_command *command) {
  egb_buffer_format(out, " %s", command->name);
}

static void options_of(egb_buffer *out, const cli_command *command) {
  egb_buffer_format(out, "    %s) _egovbench_words", command->name);
  cli_each_option(out, command, word_of_option);
  egb_buffer_text(out, " ;;\n");
}

static void operand(egb_buffer *out, const cli_command *command, cli_place place) {
  (void)command;
  egb_buffer_format(out, "      %zu) _egovbench_kind %s '' '' ;;\n", place.first, place.kind);
}

static void operands_of(egb_buffer *out, const cli_command *command) {
  if (command->operand[0] == NULL)
    return;
  egb_buffer_format(out, "    %s) case $operands in\n", command->name);
  cli_each_operand(out, command, operand);
  egb_buffer_text(out, "      esac ;;\n");
}

void cli_completion_bash(egb_buffer *out) {
  egb_buffer_text(out, head);
  for (size_t i = 0; i < OPTION_COUNT; i++)
    value(out, cli_option_at((cli_option_id)i));
  egb_buffer_text(out, middle);
  cli_put_value_options(out, " | ");
  egb_buffer_text(out, tail);
  egb_buffer_text(out, "    if [[ $value == -* ]]; then _egovbench_words");
  cli_each_option(out, NULL, word_of_option);
  egb_buffer_text(out, "; else _egovbench_words");
  cli_each_command(out, word_of_command);
  egb_buffer_text(out,
                  "; fi\n  elif [[ -z $only_operands && $value == -* && $value != - ]]; then\n    case $command in\n");
  cli_each_command(out, options_of);
  egb_buffer_text(out, "    esac\n  else\n    case $command in\n");
  cli_each_command(out, operands_of);
  egb_buffer_text(out, "    esac\n  fi\n}\ncomplete -o default -F _egovbench egovbench\n");
}
