/* list.h - the files of metadata and the portals of bundles: a line EGB_METADATA(name) per file metadata_name.c, in the
 * order in which they are written, so that each may describe those before it, and a line EGB_PORTAL(name) per file
 * portal_name.c. Whoever includes it defines first what a line means. */
/* clang-format off */
#ifndef EGB_METADATA
#define EGB_METADATA(name)
#endif
#ifndef EGB_PORTAL
#define EGB_PORTAL(name)
#endif

EGB_METADATA(sdmx)
EGB_METADATA(sdmx_structure)
EGB_METADATA(dictionary)
EGB_METADATA(licences)
EGB_METADATA(citation)
EGB_METADATA(csvw)
EGB_METADATA(dcat)
EGB_METADATA(schema_org)
EGB_METADATA(croissant)
EGB_METADATA(ro_crate)
EGB_METADATA(readme)
EGB_METADATA(datapackage)
EGB_METADATA(manifest)

EGB_PORTAL(data_gov_tw)
EGB_PORTAL(data_gov_sk)
EGB_PORTAL(data_europa_eu)

#undef EGB_METADATA
#undef EGB_PORTAL
