#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/simulation.h"
#include "cli/text.h"

#define AUDIT_WIDTH ((size_t)100)

/* An audit is a text, or with the name of a folder the tables of that text. */
static egb_status check_format(cli_session *session) {
  cli_output *output = &session->output;
  const bool chosen = session->arguments->value[OPTION_FORMAT].given != 0;
  const char *hint = NULL;
  if (cli_folder_named(output->path) && !chosen)
    output->format = EGB_FORMAT_CSV;
  if (cli_folder_named(output->path) && !egb_format_is_separated(output->format))
    hint = "use --format csv or tsv with it, or a name without the slash";
  else if (!cli_folder_named(output->path) && !egb_format_takes_documents(output->format))
    hint = "use --format text, markdown, latex, html or json; -o FOLDER/ writes each table as a file";
  if (hint == NULL)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, hint,
            cli_folder_named(output->path) ? "a folder is for the tables of an audit"
                                           : "an audit is a text: this format holds tables only");
  return EGB_USAGE;
}

static egb_status make_audit(cli_session *session, bool *stopped, egb_document **out) {
  cli_progress progress;
  const egb_uncertainty_options varied = cli_uncertainty_options(session);
  egb_audit_options options = EGB_AUDIT_OPTIONS_INIT;
  options.profile = session->arguments->value[OPTION_PROFILE].text;
  options.thresholds = session->arguments->value[OPTION_RULE].list.item;
  options.draws = varied.draws;
  options.seed = varied.seed;
  options.threads = varied.threads;
  options.level = varied.level;
  options.weights = varied.weights;
  options.watch = cli_progress_watch;
  options.context = &progress;
  cli_progress_start(&progress, session, "sections");
  const egb_status status =
      egb_audit(session->plan, session->results, &options, cli_languages(session), session->diag, out);
  *stopped = cli_progress_end(&progress);
  return status;
}

static egb_status write_audit(cli_session *session, const egb_document *document) {
  egb_write_options options = session->output.options;
  char *text = NULL;
  size_t length = 0;
  if (cli_folder_named(session->output.path))
    return cli_folder_write(session->output.path, document, session->output.format, &options, session->diag);
  if (options.width == 0 && session->arguments->value[OPTION_WIDTH].given == 0)
    options.width = AUDIT_WIDTH;
  egb_status status = egb_document_write(document, session->output.format, &options, session->diag, &text, &length);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, text, length, session->diag);
  egb_free(text);
  return status;
}

static int run_audit(cli_session *session) {
  egb_document *document = NULL;
  bool stopped = false;
  egb_status status = check_format(session);
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = make_audit(session, &stopped, &document);
  if (status == EGB_OK)
    status = write_audit(session, document);
  int code = cli_progress_exit(stopped, status);
  if (code == CLI_DONE && session->arguments->value[OPTION_EXIT_CODE].given != 0 &&
      egb_document_finding_count(document, EGB_SEVERITY_WARNING) > 0)
    code = CLI_NO;
  egb_document_free(document);
  return code;
}

const cli_command cli_command_audit = {
    .name = "audit",
    .heading = HEADING_COHERENCE,
    .summary = "statistical audit: fourteen sections and a verdict",
    .arguments = "[INDEX]",
    .description =
        "Writes what a reviewer of an index asks for as one document: framing; data and coverage; distributions and "
        "their treatment; missing values; correlations; principal components; reliability; weights and importance; "
        "added value of the index; uncertainty; sensitivity; robustness; groups of units and changes; benchmarks; and "
        "a verdict. The tables are those of the commands stats, uncertainty, sensitivity and others.\n\n"
        "A flag names its rule, the limit and where that is from: the profile and its source (\"as quoted\" was read in "
        "another author's account of the source, \"custom\" is usual without a known source), a line of the definition "
        "(`audit: {limits: {coverage: 0.8}}`), or \"as asked\" with --rule, which precedes both. A flag asks for a "
        "look, and is no fault.\n\n"
        "What is uncertain is what the definition declares (`uncertainty:`). Where it declares nothing, each weight varies "
        "by 25 percent of itself, the aggregation of the index is arithmetic, geometric, by the minimum or by the "
        "benefit of the doubt (with the parts weighed as defined), and normalisation (minmax, zscore) and, where values "
        "are missing, imputation (none, em, knn) vary as well, as far as the data and each other allow: what is left "
        "out is named with the reason. Section 10 names the command that gives the same "
        "numbers. When the data has an earlier period, section 13 compares ranks with it.\n\n"
        "Figures of sections 2 to 8 are those of stats, whose help names their references; the weights that balance "
        "importance are those of `weights correlation-balanced` (Becker and others 2017). Added value: Spearman's "
        "(1904) and Kendall's (1938) correlations of the ranks by the index and by one of its children alone, and how "
        "many units are as far apart as the rule `places` says. An interval holds the --level of a unit's ranks in "
        "the draws, cut equally at both ends and rounded outwards. Sensitivity: Sobol indices, alone by Saltelli and "
        "others (2010), in all by Jansen (1999), with bootstrap intervals (Efron and Tibshirani 1993). A rank is "
        "reliable when it lies in its interval, and that is no wider than a tenth of the units and than "
        "`reliable-width`. Two units are distinguished when one of them is ahead in so many draws as `distinguished` "
        "says. Benchmarks: benefit of the doubt (Cherchye and others 2007), the weakest child, and Copeland's (1951) "
        "majorities. The verdict calls children noise when unrelated numbers would have as many significant "
        "correlations with a probability above `unrelated`, by the binomial distribution.\n\n"
        "--lang en, zh-Hant or ja chooses the language of headings, sentences and rules as well as of names; columns "
        "of tables and what the program reports stay in English.\n\n"
        "-o with a name that ends in a slash writes the tables into a new folder, each as a file of CSV (or --format "
        "tsv): all or none. Ctrl-C ends it without an audit.",
    .example = {{"egovbench audit", "the default index"},
                {"egovbench audit desi-2022 -o audit.html", "a page with pictures"},
                {"egovbench audit -o tables/", "every table as CSV"},
                {"egovbench audit --lang ja", "in Japanese; zh-Hant: in Chinese"},
                {"egovbench audit my.yaml --rule coverage=0.8", "a limit of one's own"}},
    .operand = {"index"},
    .most = 1,
    .has_sentences = true,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_FILE_FORMAT, OPTION_LANG, OPTION_DIGITS, OPTION_WIDTH, OPTION_DRAWS,
                         OPTION_SEED, OPTION_LEVEL, OPTION_WEIGHTS, OPTION_PROFILE, OPTION_RULE, OPTION_EXIT_CODE),
    .run = run_audit};
