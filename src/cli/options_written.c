/* How it is written. */
#include "options.h"

static const char *format_at(size_t i) {
  return i < egb_format_count() ? egb_format_name((egb_format)i) : NULL;
}

static const char *spreadsheet_at(size_t i) {
  return egb_spreadsheet_name(i);
}

const cli_option cli_options_written[] = {
    {.id = OPTION_FREQUENCIES,
     .name = "frequencies",
     .kind = CLI_TEXT,
     .value = "FILE",
     .complete = "files",
     .writes = true,
     .brief = "also write how often each unit had each rank",
     .help = "Also write how often each unit had each rank; the extension says the format."},
    {.id = OPTION_DRAWS_FILE,
     .name = "draws-file",
     .kind = CLI_TEXT,
     .value = "FILE",
     .complete = "files",
     .writes = true,
     .help = "Also write every draw with what it chose, its weights and the rank of every unit; the extension "
             "says the format."},
    {.id = OPTION_EXIT_CODE,
     .name = "exit-code",
     .kind = CLI_FLAG,
     .brief = "exit with 1 when anything differs or is flagged",
     .help = "Exit with code 1 when any score or rank differs (`diff`), anything is flagged (`audit`) or found "
             "(`lint`), with 0 when nothing is."},
    {.id = OPTION_FORMAT,
     .table = true,
     .name = "format",
     .kind = CLI_CHOICE,
     .value = "FORMAT",
     .choice_at = format_at,
     .brief = "{}",
     .help = "{}. Default: by the extension of the file of -o, "
             "else text."},
    {.id = OPTION_OUTPUT,
     .name = "output",
     .letter = 'o',
     .kind = CLI_TEXT,
     .value = "FILE",
     .complete = "files",
     .writes = true,
     .brief = "write a file; its extension says the format",
     .help = "Write to this file instead of standard output: whole or not at all. Its extension says the "
             "format when --format does not; - is standard output."},
    {.id = OPTION_FORCE,
     .name = "force",
     .kind = CLI_FLAG,
     .help = "Let -o, --frequencies and --draws-file replace a file that is not known to be an earlier result: "
             "whatever has other columns, and Markdown, text, LaTeX, HTML, JSON and workbooks always. A file that the "
             "command reads is never replaced."},
    {.id = OPTION_EXCEL,
     .table = true,
     .name = "excel",
     .kind = CLI_CHOICE,
     .value = "LOCALE",
     .choice_at = spreadsheet_at,
     .choice_of = egb_spreadsheet_named,
     .choice_if_bare = "plain",
     .help =
         "CSV and TSV for spreadsheets: byte order mark, CRLF line ends, and texts that a spreadsheet would run as "
         "formulas are made harmless. --excel=de and other languages: as spreadsheets in that language read it, with "
         "semicolons and decimal commas where they do, and a text that they would change into a number, a date or a "
         "truth value (004, 1E5, 3/4, MAR1, TRUE; not 2024, which looks the same) as =\"004\", which keeps it (LibreOffice: "
         "choose to evaluate formulas). Such a file is read again with --data "
         "'FILE{delimiter: semicolon, decimal: comma}'; a cell =\"004\" is the text 004 there. Languages: {}; a region "
         "where separators are the same is its language: pt-BR, zh-TW. Others are refused."},
    {.id = OPTION_TEMPLATES,
     .table = true,
     .name = "templates",
     .kind = CLI_TEXT,
     .value = "FOLDER",
     .complete = "files",
     .help =
         "HTML: take the style sheet, and what else a page is made of, from this folder: each file that is there "
         "instead of the one that came with egovbench. Copy its folder reports/ and change the copy; README.md in it "
         "explains the files."},
    {.id = OPTION_NO_SCRIPT,
     .name = "no-script",
     .kind = CLI_FLAG,
     .brief = "HTML: the document alone, nothing to try",
     .help = "HTML: the document alone, without the data and the script that let readers try other weights."},
    {.id = OPTION_DESK,
     .name = "desk",
     .kind = CLI_FLAG,
     .brief = "a page that ranks whatever is dropped on it",
     .help =
         "Write a page of no index: in a browser it ranks the definition and the data that are dropped on it, shows "
         "what is wrong in them with its place, lets them be edited and saved, and lets other weights be tried. It "
         "has the whole of egovbench inside, for computers on which nothing can be installed; nothing leaves them."},
    {.id = OPTION_DIGITS,
     .table = true,
     .name = "digits",
     .kind = CLI_NUMBER,
     .value = "N",
     .least = 0,
     .most = 15,
     .help =
         "Decimals in text, Markdown, LaTeX and HTML, 0 to 15 (default 2, or what the definition publishes), and those "
         "that a workbook shows. The other formats, and what is behind the cells of a workbook, always have every "
         "digit that counts."},
    {.id = OPTION_WIDTH,
     .table = true,
     .name = "width",
     .kind = CLI_NUMBER,
     .value = "N",
     .least = 0,
     .most = 100000,
     .help = "Fit text into N columns; 0 is no limit. Default: the terminal's width, no limit elsewhere."},
    {.id = OPTION_ASCII,
     .name = "ascii",
     .kind = CLI_FLAG,
     .help = "Draw plots in text with signs of ASCII in the place of blocks and braille, as on a terminal whose "
             "encoding is not UTF-8; names stay as they are."},
    {.id = OPTION_NOTES,
     .table = true,
     .name = "notes",
     .kind = CLI_FLAG,
     .help = "Show all notes under a table, not only the most important in three lines. Text only: the "
             "other formats always have all."},
    {.id = OPTION_DRY_RUN,
     .name = "dry-run",
     .kind = CLI_FLAG,
     .brief = "show what would change (default)",
     .help = "Show what would change and write nothing: the default."},
    {.id = OPTION_WRITE,
     .name = "write",
     .kind = CLI_FLAG,
     .brief = "change the definition's file",
     .help = "Change the definition's file: of weights only their bytes, of a merge its lines; with the record of "
             "changes where there is one, whole or not at all, and not when someone else changed the file meanwhile."},
    {.id = OPTION_COPY,
     .name = "copy",
     .kind = CLI_TEXT,
     .value = "FILE",
     .complete = "files",
     .writes = true,
     .brief = "write the changed definition to a new file",
     .help = "Write the changed definition to a new file and leave the old one as it is: the way to change a "
             "definition that came with egovbench. The data must be found from there."},
    {.id = OPTION_INTO,
     .name = "into",
     .kind = CLI_TEXT,
     .value = "FOLDER",
     .brief = "the folder to be made",
     .help = "The folder to be made; it must not exist yet, or be empty."},
    {.id = OPTION_PORTAL,
     .name = "portal",
     .kind = CLI_TEXT,
     .value = "NAME",
     .brief = "also the metadata of this portal",
     .help = "Also write the metadata of this portal, and say what its automatic check will find."},
    {.id = OPTION_WHY,
     .name = "why",
     .kind = CLI_TEXT,
     .value = "TEXT",
     .brief = "record the change and its reason beside the definition",
     .help =
         "Record the change with this reason in NAME.changes.yaml beside the definition, which is written together "
         "with it or not at all (`edition`: in EDITION.txt). Once there is such a file every change that is written gets its line in it, with "
         "or without a reason."},
    {.id = OPTION_WHO,
     .name = "who",
     .kind = CLI_TEXT,
     .value = "NAME",
     .help = "Who makes the change, for the record."},
    {.id = OPTION_WHEN,
     .name = "when",
     .kind = CLI_TEXT,
     .value = "DATE",
     .help =
         "The date of the change, for the record: 2026-11-27, or today. Default: the day of SOURCE_DATE_EPOCH (UTC) "
         "where that is set, else no date."},
    {.id = OPTION_MAN, .name = "man", .kind = CLI_FLAG, .help = "Write a manual page (roff)."},
    {.id = OPTION_COUNT}};
