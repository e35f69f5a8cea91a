#include "model/origins.h"

#include <string.h>

#define HEADERS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* API_IT.NET.USER.ZS_DS2_en_csv_v2.csv: title lines, then a column per year. Aggregates are among the countries. */
static const egb_origin worldbank = {.name = "worldbank",
                                     .publisher = "World Bank, indicator download (API_*_DS2_*.csv)",
                                     .keys = "layout: periods, match: name, name: Country Name, others: ignore",
                                     .signature =
                                         HEADERS("Country Name", "Country Code", "Indicator Name", "Indicator Code"),
                                     .unit = HEADERS("Country Code"),
                                     .indicator = HEADERS("Indicator Code")};

/* A column per year, 1990 [YR1990]; below a blank line the name and date of the database. */
static const egb_origin databank = {
    .name = "databank",
    .publisher = "World Bank, DataBank",
    .keys = "layout: periods, match: name, name: Country Name, missing: [\"..\"], footer: blank, others: ignore",
    .signature = HEADERS("Series Name", "Series Code", "Country Name", "Country Code"),
    .unit = HEADERS("Country Code"),
    .indicator = HEADERS("Series Code")};

static const egb_origin data360 = {.name = "data360",
                                   .publisher = "World Bank, Data360",
                                   .keys = "layout: long, name: REF_AREA_LABEL, others: ignore",
                                   .signature =
                                       HEADERS("INDICATOR", "REF_AREA", "COMP_BREAKDOWN_1", "TIME_PERIOD", "OBS_VALUE"),
                                   .unit = HEADERS("REF_AREA"),
                                   .period = HEADERS("TIME_PERIOD"),
                                   .indicator = HEADERS("INDICATOR"),
                                   .value = HEADERS("OBS_VALUE")};

static const egb_origin data360_ids = {.name = "data360-ids",
                                       .publisher = "World Bank, Data360, files with INDICATOR_ID and REF_AREA_ID",
                                       .keys = "layout: long, name: REF_AREA_NAME, others: ignore",
                                       .signature = HEADERS("INDICATOR_ID", "REF_AREA_ID", "TIME_PERIOD", "OBS_VALUE"),
                                       .unit = HEADERS("REF_AREA_ID"),
                                       .period = HEADERS("TIME_PERIOD"),
                                       .indicator = HEADERS("INDICATOR_ID"),
                                       .value = HEADERS("OBS_VALUE")};

/* Estimates with the standard errors that their aggregation gives. Since 2023 one long sheet; codes are the Bank's. */
static const egb_origin wgi = {
    .name = "wgi",
    .publisher = "World Bank, Worldwide Governance Indicators (wgidataset.xlsx since 2023)",
    .keys = "layout: long, match: name, name: countryname, error: stddev, missing: [\"..\"], others: ignore",
    .signature = HEADERS("code", "countryname", "year", "indicator", "estimate", "stddev"),
    .unit = HEADERS("code"),
    .period = HEADERS("year"),
    .indicator = HEADERS("indicator"),
    .value = HEADERS("estimate")};

/* Names with a space behind them instead of codes. */
static const egb_origin egovkb = {.name = "egovkb",
                                  .publisher = "United Nations, E-Government Knowledgebase",
                                  .keys = "layout: wide, match: name",
                                  .signature = HEADERS("Survey Year", "Country Name", "E-Government Index"),
                                  .unit = HEADERS("Country Name"),
                                  .period = HEADERS("Survey Year")};

static const egb_origin unu_egov = {.name = "unu-egov",
                                    .publisher = "UNU-EGOV, tidy copy of the UN e-government survey",
                                    .keys = "layout: wide, name: country-name",
                                    .signature = HEADERS("country-code", "country-name", "e-gov-index", "osi"),
                                    .unit = HEADERS("country-code"),
                                    .period = HEADERS("period", "year", "survey-year")};

/* SDMX-CSV 1 and 2, of the OECD, Eurostat, the ILO, the UN. Which dimension is the indicator differs by data flow. */
static const egb_origin sdmx_csv = {.name = "sdmx-csv",
                                    .publisher = "SDMX-CSV 1 and 2, of the OECD, ILO, UN and others",
                                    .keys = "others: ignore",
                                    .signature = HEADERS("REF_AREA", "TIME_PERIOD", "OBS_VALUE"),
                                    .unit = HEADERS("REF_AREA"),
                                    .period = HEADERS("TIME_PERIOD"),
                                    .indicator = HEADERS("INDICATOR", "MEASURE", "SERIES"),
                                    .value = HEADERS("OBS_VALUE")};

static const egb_origin oecd_live = {.name = "oecd-live",
                                     .publisher = "OECD, SDMX-CSV of its data archive (DF_DP_LIVE)",
                                     .keys = "layout: long, name: Country, others: ignore",
                                     .signature = HEADERS("LOCATION", "INDICATOR", "TIME_PERIOD", "OBS_VALUE"),
                                     .unit = HEADERS("LOCATION"),
                                     .period = HEADERS("TIME_PERIOD"),
                                     .indicator = HEADERS("INDICATOR"),
                                     .value = HEADERS("OBS_VALUE")};

static const egb_origin eurostat_csv = {.name = "eurostat-csv",
                                        .publisher = "Eurostat, SDMX-CSV 1 and 2",
                                        .keys = "match: name, others: ignore",
                                        .signature = HEADERS("geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"),
                                        .unit = HEADERS("geo"),
                                        .period = HEADERS("TIME_PERIOD"),
                                        .indicator = HEADERS("indic_is", "indic", "indic_bt", "na_item"),
                                        .value = HEADERS("OBS_VALUE")};

/* One cell holds the dimensions of a row, `A,I_IUGOV12,PC_IND,AT`, and its header their names; values have a flag
 * behind a space. Older files say `geo\\time`. */
static const egb_origin eurostat_tsv = {
    .name = "eurostat-tsv",
    .publisher = "Eurostat, tab-separated values",
    .keys = "layout: periods, delimiter: tab, match: name, flags: strip, others: ignore",
    .signature = HEADERS("geo\\TIME_PERIOD"),
    .unit = HEADERS("geo"),
    .indicator = HEADERS("indic_is", "indic", "indic_bt", "na_item"),
    .packed = "geo\\"};

static const egb_origin oecd_stat = {.name = "oecd-stat",
                                     .publisher = "OECD.Stat, the older download",
                                     .keys = "layout: long, name: Country, others: ignore",
                                     .signature = HEADERS("LOCATION", "Country", "TIME", "Value", "Flags"),
                                     .unit = HEADERS("LOCATION"),
                                     .period = HEADERS("TIME"),
                                     .indicator = HEADERS("INDICATOR", "MEASURE", "SUBJECT", "IND"),
                                     .value = HEADERS("Value")};

static const egb_origin oecd_labels = {.name = "oecd-labels",
                                       .publisher = "OECD.Stat, the older download with labels alone",
                                       .keys = "layout: long, match: name, others: ignore",
                                       .signature = HEADERS("Country", "Time", "Value", "Flags"),
                                       .unit = HEADERS("Country"),
                                       .period = HEADERS("Time"),
                                       .indicator = HEADERS("Indicator", "Subject", "Variable", "Measure", "Series"),
                                       .value = HEADERS("Value")};

static const egb_origin uis = {.name = "uis",
                               .publisher = "UNESCO Institute for Statistics",
                               .keys = "layout: long, name: Country, others: ignore",
                               .signature = HEADERS("SDG_IND", "LOCATION", "Country", "TIME", "Value", "Flags"),
                               .unit = HEADERS("LOCATION"),
                               .period = HEADERS("TIME"),
                               .indicator = HEADERS("SDG_IND"),
                               .value = HEADERS("Value")};

/* Areas by their M49 number; bounds such as <1 are no values. */
static const egb_origin un_sdg = {
    .name = "un-sdg",
    .publisher = "United Nations, SDG indicators database",
    .keys = "layout: long, match: name, name: GeoAreaName, flags: strip, missing: [N, NaN], others: ignore",
    .signature = HEADERS("SeriesCode", "GeoAreaCode", "GeoAreaName", "TimePeriod", "Value"),
    .unit = HEADERS("GeoAreaCode"),
    .period = HEADERS("TimePeriod"),
    .indicator = HEADERS("SeriesCode"),
    .value = HEADERS("Value")};

/* A title line; the column of names has no header. */
static const egb_origin un_syb = {.name = "un-syb",
                                  .publisher = "United Nations, Statistical Yearbook",
                                  .keys = "layout: long, match: name, others: ignore",
                                  .signature = HEADERS("Region/Country/Area", "Year", "Series", "Value"),
                                  .unit = HEADERS("Region/Country/Area"),
                                  .period = HEADERS("Year"),
                                  .indicator = HEADERS("Series"),
                                  .value = HEADERS("Value")};

static const egb_origin itu = {.name = "itu",
                               .publisher = "ITU DataHub",
                               .keys = "layout: long, name: entityName, others: ignore",
                               .signature = HEADERS("seriesCode", "entityIso", "dataValue", "dataYear"),
                               .unit = HEADERS("entityIso"),
                               .period = HEADERS("dataYear"),
                               .indicator = HEADERS("seriesCode"),
                               .value = HEADERS("dataValue")};

static const egb_origin gsma = {.name = "gsma",
                                .publisher = "GSMA, Mobile Connectivity Index",
                                .keys = "layout: wide, name: Country",
                                .signature = HEADERS("ISO Code", "Country", "Year", "Cluster", "Index"),
                                .unit = HEADERS("ISO Code"),
                                .period = HEADERS("Year")};

static const egb_origin owid = {.name = "owid",
                                .publisher = "Our World in Data",
                                .keys = "layout: wide, name: Entity, others: ignore",
                                .signature = HEADERS("Entity", "Code", "Year"),
                                .unit = HEADERS("Code"),
                                .period = HEADERS("Year")};

static const egb_origin odin = {.name = "odin",
                                .publisher = "Open Data Watch, Open Data Inventory",
                                .keys = "layout: wide, name: Country",
                                .signature = HEADERS("Year", "Country code", "Country", "Coverage", "Openness"),
                                .unit = HEADERS("Country code"),
                                .period = HEADERS("Year")};

static const egb_origin coinr = {.name = "coinr",
                                 .publisher = "COINr, the table iData",
                                 .keys = "layout: wide, name: uName, missing: [NA]",
                                 .signature = HEADERS("uName", "uCode"),
                                 .unit = HEADERS("uCode"),
                                 .period = HEADERS("Time")};

/* Headers are in row 16 of its sheet Database, those of the names and codes of units are not. */
static const egb_origin coin_tool = {
    .name = "coin-tool",
    .publisher = "European Commission, Joint Research Centre, COIN Tool workbook",
    .keys = "layout: wide, sheet: Database, range: \"B16:CY315\", header: 16, name: unit name, missing: [n/a], "
            "others: ignore",
    .signature = HEADERS("Ind.01", "Ind.02"),
    .unit = HEADERS("unit code"),
    .columns = HEADERS("unit name", "unit code")};

static const egb_origin odb = {.name = "odb",
                               .publisher = "World Wide Web Foundation, Open Data Barometer, scores of datasets",
                               .keys = "layout: long, match: name, name: Country",
                               .signature = HEADERS("Country", "ISO2", "Variable", "Dataset", "CalculatedScore"),
                               .unit = HEADERS("ISO3", "ISO2"),
                               .period = HEADERS("Year"),
                               .indicator = HEADERS("Variable"),
                               .value = HEADERS("CalculatedScore")};

static const egb_origin odb_rankings = {.name = "odb-rankings",
                                        .publisher = "World Wide Web Foundation, Open Data Barometer, rankings",
                                        .keys = "layout: wide, name: Country",
                                        .signature = HEADERS("ISO3", "Country", "ODB-Rank", "ODB-Score"),
                                        .unit = HEADERS("ISO3"),
                                        .period = HEADERS("Year")};

const egb_origin egb_origin_usual = {.publisher = "",
                                     .keys = "",
                                     .unit = HEADERS("unit", "iso3", "id", "code"),
                                     .period = HEADERS("period", "year"),
                                     .indicator = HEADERS("indicator"),
                                     .value = HEADERS("value")};

#define ORIGINS(row)                                                                                                   \
  row(worldbank), row(databank), row(data360), row(egovkb), row(unu_egov), row(sdmx_csv), row(eurostat_csv),           \
      row(oecd_live), row(oecd_stat), row(uis), row(un_sdg), row(un_syb), row(itu), row(gsma), row(owid), row(odin),   \
      row(coinr), row(data360_ids), row(wgi), row(eurostat_tsv), row(oecd_labels), row(coin_tool), row(odb),           \
      row(odb_rankings)

/* ---- unit lists ------------------------------------------------------------------------------ */

/* Metadata_Country_API_*.csv, in the zip of a download. Aggregates have no region: their rows are left out when it is
 * asked for. */
static const egb_origin worldbank_countries = {
    .name = "worldbank-countries",
    .publisher = "World Bank, countries of an indicator download (Metadata_Country_*.csv)",
    .keys = "id: Country Code, names: {en: TableName}, groups: {region: Region, income: IncomeGroup}",
    .signature = HEADERS("Country Code", "Region", "IncomeGroup", "TableName")};

/* CLASS.xlsx; groups of countries follow below a blank row. */
static const egb_origin worldbank_classification = {
    .name = "worldbank-classification",
    .publisher = "World Bank, country and lending groups (CLASS.xlsx)",
    .keys = "id: Code, names: {en: Economy}, groups: {region: Region, income: Income group}, footer: blank",
    .signature = HEADERS("Economy", "Code", "Region", "Income group")};

static const egb_origin m49 = {
    .name = "m49",
    .publisher = "United Nations, Standard country or area codes (M49), overview",
    .keys = "delimiter: semicolon, id: ISO-alpha3 Code, names: {en: Country or Area}, "
            "groups: {region: Region Name, sub-region: Sub-region Name}",
    .signature = HEADERS("Region Name", "Sub-region Name", "Country or Area", "M49 Code", "ISO-alpha3 Code")};

/* One row per unit, such as its tables of regions. */
static const egb_origin owid_regions = {.name = "owid-regions",
                                        .publisher = "Our World in Data, tables of regions",
                                        .keys = "id: Code, names: {en: Entity}",
                                        .signature = HEADERS("Entity", "Code")};

#define LISTS(row) row(worldbank_countries), row(worldbank_classification), row(m49), row(owid_regions)

/* ---- tables that describe an index ----------------------------------------------------------- */

/* Codes, names, directions, weights and parents of the columns of iData, and of what they become. */
static const egb_origin coinr_meta = {.name = "coinr-meta",
                                      .publisher = "COINr, the table iMeta",
                                      .signature = HEADERS("iCode", "Level", "Type", "Weight", "Parent")};

/* ---- both ------------------------------------------------------------------------------------ */

#define ADDRESS(row) &row

const egb_origin *const egb_origins[] = {ORIGINS(ADDRESS), NULL};
const egb_origin *const egb_unit_origins[] = {LISTS(ADDRESS), NULL};
const egb_origin *const egb_description_origins[] = {&coinr_meta, NULL};

/* Constant expressions, which the name of a row is not. A test compares the two. */
const char *const egb_origin_names[] = {"worldbank",   "databank",     "data360",     "egovkb",       "unu-egov",
                                        "sdmx-csv",    "eurostat-csv", "oecd-live",   "oecd-stat",    "uis",
                                        "un-sdg",      "un-syb",       "itu",         "gsma",         "owid",
                                        "odin",        "coinr",        "data360-ids", "wgi",          "eurostat-tsv",
                                        "oecd-labels", "coin-tool",    "odb",         "odb-rankings", NULL};
const char *const egb_unit_origin_names[] = {"worldbank-countries", "worldbank-classification", "m49", "owid-regions",
                                             NULL};

static const egb_origin *find(const egb_origin *const *list, const char *name) {
  while (*list != NULL && strcmp((*list)->name, name) != 0)
    list++;
  return *list;
}

const egb_origin *egb_origin_find(const char *name) {
  if (name == NULL)
    return NULL;
  const egb_origin *found = find(egb_origins, name);
  return found != NULL ? found : find(egb_unit_origins, name);
}
