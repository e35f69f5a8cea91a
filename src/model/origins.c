#include "model/origins.h"

#include <string.h>

#define HEADERS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* API_IT.NET.USER.ZS_DS2_en_csv_v2.csv: title lines, then a column per year. Aggregates are among the countries. */
static const egb_origin worldbank = {.name = "worldbank",
                                     .publisher = "World Bank, indicator download (API_*_DS2_*.csv)",
                                     .keys = "layout: periods, name: Country Name, others: ignore",
                                     .signature =
                                         HEADERS("Country Name", "Country Code", "Indicator Name", "Indicator Code"),
                                     .unit = HEADERS("Country Code"),
                                     .indicator = HEADERS("Indicator Code")};

/* A column per year, 1990 [YR1990]; below a blank line the name and date of the database. */
static const egb_origin databank = {
    .name = "databank",
    .publisher = "World Bank, DataBank",
    .keys = "layout: periods, name: Country Name, missing: [\"..\"], footer: blank, others: ignore",
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
                                        .keys = "others: ignore",
                                        .signature = HEADERS("geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"),
                                        .unit = HEADERS("geo"),
                                        .period = HEADERS("TIME_PERIOD"),
                                        .indicator = HEADERS("indic_is", "indic", "indic_bt", "na_item"),
                                        .value = HEADERS("OBS_VALUE")};

static const egb_origin oecd_stat = {.name = "oecd-stat",
                                     .publisher = "OECD.Stat, the older download",
                                     .keys = "layout: long, name: Country, others: ignore",
                                     .signature = HEADERS("LOCATION", "Country", "TIME", "Value", "Flags"),
                                     .unit = HEADERS("LOCATION"),
                                     .period = HEADERS("TIME"),
                                     .indicator = HEADERS("INDICATOR", "MEASURE", "SUBJECT", "IND"),
                                     .value = HEADERS("Value")};

static const egb_origin uis = {.name = "uis",
                               .publisher = "UNESCO Institute for Statistics",
                               .keys = "layout: long, name: Country, others: ignore",
                               .signature = HEADERS("SDG_IND", "LOCATION", "Country", "TIME", "Value", "Flags"),
                               .unit = HEADERS("LOCATION"),
                               .period = HEADERS("TIME"),
                               .indicator = HEADERS("SDG_IND"),
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

#define ORIGINS(row)                                                                                                   \
  row(worldbank), row(databank), row(data360), row(unu_egov), row(sdmx_csv), row(eurostat_csv), row(oecd_live),        \
      row(oecd_stat), row(uis), row(itu), row(gsma), row(owid), row(odin), row(coinr)

#define ADDRESS(row) &row

const egb_origin *const egb_origins[] = {ORIGINS(ADDRESS), NULL};

/* A constant expression, which the name of a row is not. A test compares the two. */
const char *const egb_origin_names[] = {"worldbank",    "databank",  "data360",   "unu-egov", "sdmx-csv",
                                        "eurostat-csv", "oecd-live", "oecd-stat", "uis",      "itu",
                                        "gsma",         "owid",      "odin",      "coinr",    NULL};

const egb_origin *egb_origin_find(const char *name) {
  for (size_t i = 0; name != NULL && egb_origins[i] != NULL; i++)
    if (strcmp(egb_origins[i]->name, name) == 0)
      return egb_origins[i];
  return NULL;
}
