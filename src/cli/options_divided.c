/* How the work is divided: among threads, and among machines. */
#include "options.h"

const cli_option cli_options_divided[] = {
    {.id = OPTION_THREADS,
     .name = "threads",
     .kind = CLI_NUMBER,
     .value = "N",
     .least = 1,
     .most = 256,
     .help = "How many threads work. Default: as many as there are processors to run on. The output is the same."},
    {.id = OPTION_PART,
     .name = "part",
     .kind = CLI_TEXT,
     .value = "N/M",
     .help = "Make only part N of M of the draws, or scenarios, with -o FILE.egb: many machines share the work. "
             "egovbench-many-machines(7) has scripts for it."},
    {.id = OPTION_MERGE,
     .name = "merge",
     .kind = CLI_FLAG,
     .help =
         "Draw nothing, but take the draws, or scenarios, of all the parts named as arguments (PART.egb), in any order. Index and "
         "options must be those that the parts were made with; the output is that of one run. With -o FILE.egb it "
         "is one part that has all draws, for --refine."},
    {.id = OPTION_REFINE,
     .name = "refine",
     .kind = CLI_TEXT,
     .value = "PART",
     .complete = "files",
     .help =
         "With --part, of more than 4096 units: count the draws again where FILE, merged of all parts, knows medians "
         "and ends of intervals to within bands of ranks only. --merge of FILE and these parts is exact."},
    {.id = OPTION_COUNT}};
