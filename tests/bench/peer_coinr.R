# COINr's example index (ASEM, 51 units x 49 indicators) in COINr, stage by stage, as its build_example_coin() does it:
# milliseconds of processor time of each stage, the least of several runs in one session. Neither the start of R nor the
# loading of the package counts.
# usage: Rscript peer_coinr.R RUNS
suppressPackageStartupMessages(library(COINr))
runs <- as.integer(commandArgs(trailingOnly = TRUE)[1])
stages <- list(
  new_coin = function(coin) new_coin(ASEM_iData, ASEM_iMeta, level_names = c("Indicator", "Pillar", "Sub-index", "Index")),
  Denominate = function(coin) Denominate(coin, dset = "Raw"),
  Impute = function(coin) Impute(coin, dset = "Denominated", f_i = "i_mean_grp", use_group = "EurAsia_group"),
  Screen = function(coin) Screen(coin, dset = "Imputed", dat_thresh = 0.9, unit_screen = "byNA"),
  Treat = function(coin) Treat(coin, dset = "Screened", global_specs = list(f1_para = list(winmax = 5))),
  Normalise = function(coin) Normalise(coin, dset = "Treated", global_specs = list(f_n = "n_minmax", f_n_para = list(c(0, 100)))),
  Aggregate = function(coin) Aggregate(coin, dset = "Normalised", f_ag = "a_amean"),
  get_results = function(coin) get_results(coin, dset = "Aggregated", tab_type = "Full")
)
least <- rep(Inf, length(stages))
for (run in seq_len(runs)) {
  coin <- NULL
  for (i in seq_along(stages)) {
    used <- system.time(made <- suppressMessages(stages[[i]](coin)))
    least[i] <- min(least[i], 1000 * (used[["user.self"]] + used[["sys.self"]]))
    if (names(stages)[i] != "get_results") coin <- made
  }
}
cat(sprintf("%s %.3f\n", names(stages), least), sep = "")
cat(made$uCode[order(made$Index, decreasing = TRUE)], "\n")
