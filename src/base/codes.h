/* codes.h - the stable codes of messages. A code is never reused for another meaning.
 * E01xx YAML text · E02xx definition · E03xx data files · E04xx plan and methods · E05xx files · E06xx scoring ·
 * E09xx command line. Warnings W, notes N with the same ranges. */
#ifndef EGB_BASE_CODES_H
#define EGB_BASE_CODES_H

/* YAML text */
#define EGB_E_YAML_SYNTAX "E0101"
#define EGB_E_YAML_ENCODING "E0102"
#define EGB_E_YAML_ALIAS "E0103"     /* anchor, alias or tag */
#define EGB_E_YAML_DUPLICATE "E0104" /* key twice */
#define EGB_E_YAML_DEPTH "E0105"
#define EGB_E_YAML_SIZE "E0106"
#define EGB_E_YAML_EMPTY "E0107"
#define EGB_E_YAML_DOCUMENTS "E0108"
/* definition */
#define EGB_E_KEY_UNKNOWN "E0201"
#define EGB_E_KEY_MISSING "E0202"
#define EGB_E_KEY_KIND "E0203"  /* a list where a number is expected, ... */
#define EGB_E_KEY_VALUE "E0204" /* right kind, wrong value */
#define EGB_E_ID_DUPLICATE "E0205"
#define EGB_E_ID_UNKNOWN "E0206"
#define EGB_E_KEYS_CLASH "E0207" /* two keys that cannot be combined */
#define EGB_E_WEIGHT "E0208"
#define EGB_E_GOALPOSTS "E0209"
#define EGB_E_RUBRIC "E0210"
#define EGB_E_EXPRESSION "E0211"
#define EGB_E_LEVELS "E0212"
#define EGB_W_LEVELS "W0212" /* levels that the scale hardly reaches */
#define EGB_E_FORMAT_VERSION "E0213"
#define EGB_E_TREE "E0214"       /* cycle, missing parent */
#define EGB_W_WEIGHT_SUM "W0215" /* percentages that do not add up to 100 */
#define EGB_E_CIRCLE "E0218"     /* expressions that need each other's results */
#define EGB_W_TWO_NAMES "W0219"  /* a name in an expression that is a data column and an indicator with other values */
/* data files */
#define EGB_E_CSV_QUOTE "E0301"
#define EGB_E_CSV_RAGGED "E0302"
#define EGB_E_CSV_ENCODING "E0303"
#define EGB_E_CSV_NUL "E0304"
#define EGB_E_CSV_EMPTY "E0305"
#define EGB_E_CSV_HEADER "E0306" /* duplicate or empty header */
#define EGB_E_CSV_SIZE "E0307"
#define EGB_E_COLUMN_MISSING "E0310"
#define EGB_W_COLUMN_UNUSED "W0311"
#define EGB_N_COLUMN_UNUSED "N0311"
#define EGB_E_NUMBER "E0312"
#define EGB_E_BOUNDS "E0313"
#define EGB_E_UNIT_UNKNOWN "E0314"
#define EGB_E_UNIT_DUPLICATE "E0315"
#define EGB_E_CELL_DUPLICATE "E0316"
#define EGB_E_PERIOD_UNKNOWN "E0317"
#define EGB_E_ANSWER "E0318"      /* an answer the rubric does not have */
#define EGB_E_ERROR_VALUE "E0319" /* a standard error that is negative */
#define EGB_E_INDICATOR_UNKNOWN "E0320"
#define EGB_E_DATA_NONE "E0321"
#define EGB_N_DATA_NONE "N0321"     /* a definition without data, checked alone (command line) */
#define EGB_E_JUDGEMENT "E0322"     /* a comparison or budget that cannot be used */
#define EGB_N_UNITS_ABSENT "N0323"  /* of the unit list in no data file, or of the data in not every one */
#define EGB_W_LOOK_ALIKE "W0324"    /* two units, periods or columns that look alike; one name for two units */
#define EGB_W_COLUMN_PERIOD "W0325" /* a column that looks like the period and is not used */
#define EGB_W_SENTINEL "W0326"      /* a number that probably stands for a missing value */
#define EGB_N_UNITS_MATCHED "N0329" /* found by name or code under match: name */
#define EGB_N_FLAGS "N0330"         /* marks beside numbers under flags: strip */
#define EGB_E_XLSX "E0340"          /* a workbook that cannot be read */
#define EGB_E_XLSX_SIZE "E0341"
#define EGB_E_XLSX_SHEET "E0342"
#define EGB_E_XLSX_RANGE "E0343"
#define EGB_E_XLSX_CELL "E0344"
#define EGB_E_ENCODING "E0345"       /* an encoding that is not known */
#define EGB_E_RECIPE "E0346"         /* a recipe that is none, or a file that does not fit it */
#define EGB_W_DIALECT "W0347"        /* a file of the user is not read as the definition's is */
#define EGB_W_ENCODING "W0348"       /* what a file is encoded in is not certain */
#define EGB_W_FORM "W0349"           /* a form that a spreadsheet saved its own way */
#define EGB_N_WEIGHTS_UNUSED "N0350" /* rows of a file of weights that are not used */
/* plan */
#define EGB_E_METHOD_UNKNOWN "E0401"
#define EGB_E_PARAMETER "E0402"
#define EGB_E_PLAN_CLASH "E0403"
#define EGB_E_SCENARIO_UNKNOWN "E0404"
#define EGB_E_SET_WEIGHT "E0405"
#define EGB_W_CONSTANT "W0406"      /* an indicator with one value only, which is left out */
#define EGB_W_SCREEN_UNIT "W0407"   /* screen: names a unit that the data does not have */
#define EGB_W_STATEMENT "W0408"     /* a statement about weights of a node that takes no part */
#define EGB_E_STATEMENTS "E0409"    /* statements about weights that contradict each other */
#define EGB_W_PERIOD_UNUSED "W0410" /* a period asked of data that has none */
#define EGB_W_SWITCH "W0411"        /* a parameter that a method which is tried does not know */
#define EGB_W_ONLY "W0412"          /* units of which `only:` does not know whether they are meant */
#define EGB_W_BREAK "W0420"         /* periods compared across a break */
#define EGB_W_EDITION "W0421"       /* one id for what is not the same in two definitions */
#define EGB_W_THIN "W0422"          /* a latest period with few values */
#define EGB_W_CHANGE "W0431"        /* a scenario says what is so already */
#define EGB_E_CHANGE "E0432"        /* what a scenario cannot change */
#define EGB_E_EXTENDS "E0433"       /* a definition that cannot be extended */
#define EGB_N_EXTENDS "N0434"       /* what a definition extends */
/* files */
#define EGB_E_FILE_READ "E0501"
#define EGB_E_FILE_WRITE "E0502"
#define EGB_E_FILE_EXISTS "E0503"
#define EGB_E_FILE_CHANGED "E0504" /* by someone else since it was read */
#define EGB_E_EDIT "E0505"         /* a text that cannot be edited byte for byte */
#define EGB_E_FILE_OUTSIDE "E0506" /* a file that a definition may not read */
#define EGB_E_FILE_INPUT "E0507"   /* a result would replace what was read */
#define EGB_W_FILE_OWNER "W0508"
#define EGB_W_FILE_LINKS "W0509"
#define EGB_E_SHEET_SIZE "E0510" /* a table that a sheet of a workbook does not hold */
#define EGB_E_HISTORY "E0511"    /* a record of changes that cannot be read, continued or followed */
#define EGB_W_HISTORY "W0512"    /* a recorded change of a node that the definition no longer has */
#define EGB_E_MERGE "E0513"      /* two changed definitions that do not go together */
#define EGB_E_BUNDLE "E0514"     /* what cannot be made a bundle, or is none */
#define EGB_E_PART "E0515"       /* a part of an analysis that cannot be merged */
/* scoring */
#define EGB_E_ALL_MISSING "E0601"
#define EGB_E_UNCOMPUTABLE "E0602"
#define EGB_W_ONE_UNIT "W0603"
#define EGB_W_NO_SCORE "W0604"     /* a method has no answer for some units */
#define EGB_W_OUTSIDE "W0605"      /* values far outside their goalposts, or shares where percentages are meant */
#define EGB_W_ONLY_IMPUTED "W0606" /* ranked units of which nothing was observed */
#define EGB_W_LEVELS_SCALE "W0607" /* levels that do not fit the scale */
#define EGB_W_LOCAL "W0608"        /* an answer that is perhaps not the best, although the method promises that */
#define EGB_W_BOUNDS "W0609"       /* bounds of a score that do not contain it */
#define EGB_W_BANDS "W0610"        /* intervals of merged parts that are not exact */
#define EGB_W_SMALL "W0611"        /* scores that differ by less than ranks distinguish */
/* what is correct and perhaps not meant (lint) */
#define EGB_W_LINT_IDLE "W0701"
#define EGB_W_LINT_SAME "W0702"
#define EGB_W_LINT_GOALPOSTS "W0703"
#define EGB_W_LINT_SPREAD "W0704"
#define EGB_W_LINT_LEVEL "W0705"
#define EGB_W_LINT_LABEL "W0706"
#define EGB_W_LINT_COMMENT "W0707"
/* command line */
#define EGB_E_USAGE "E0901"
#define EGB_E_MEMORY "E0902"
#define EGB_E_INTERNAL "E0903"
#define EGB_W_NO_EFFECT "W0904"    /* an option without effect here */
#define EGB_W_NO_DATA "W0905"      /* the data cannot be used, and is not needed */
#define EGB_W_LEFT_OUT "W0906"     /* a period or a side that cannot be shown */
#define EGB_W_NO_INTERVALS "W0907" /* ranks without intervals */
#define EGB_W_NOT_KEPT "W0908"     /* a run that is not kept for when it is interrupted */

#endif
