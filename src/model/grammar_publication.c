/* The grammar of `publication:`. Words of a vocabulary are in the order of their enumeration in model/index.h; what
 * each is called by a portal is for the room that writes it. */
#include "model/grammar_tables.h"

static const egb_key contact_keys[] = {
    {.name = "name",
     .kind = EGB_KEY_TEXT,
     .help = "Who answers questions about the data: a person or an office.",
     .example = "Statistics desk"},
    {.name = "email", .kind = EGB_KEY_EMAIL, .help = "Where questions are answered.", .example = "data@example.org"},
    {.name = "phone", .kind = EGB_KEY_TEXT, .help = "The number to call, as it is dialled.", .example = "+421 2 1234"},
};

const egb_section egb_grammar_contact = {.name = "contact",
                                         .where = "under `contact:`",
                                         .help = "Who answers questions about the published data.",
                                         .key = contact_keys,
                                         .key_count = COUNT(contact_keys),
                                         .least_one = ANY_OF("name", "email", "phone")};

static const egb_key terms_keys[] = {
    {.name = "authors-work",
     .kind = EGB_KEY_ADDRESS,
     .help = "Terms for works of authors in the data.",
     .example = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"},
    {.name = "original-database",
     .kind = EGB_KEY_ADDRESS,
     .help = "Terms for the data as an original database.",
     .example = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"},
    {.name = "special-rights",
     .kind = EGB_KEY_ADDRESS,
     .help = "Terms for the special right of the maker of a database.",
     .example = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"},
    {.name = "personal-data",
     .kind = EGB_KEY_ADDRESS,
     .help = "Whether there are personal data, by the portal's own list.",
     .example = "https://data.gov.sk/def/personal-data-occurence-type/2"},
};

const egb_section egb_grammar_terms = {
    .name = "terms of use",
    .where = "under `terms:`",
    .help = "Terms of use right by right, as data.gov.sk asks for them: each the "
            "address of an entry of its lists.",
    .key = terms_keys,
    .key_count = COUNT(terms_keys),
    .least_one = ANY_OF("authors-work", "original-database", "special-rights", "personal-data")};

static const egb_key publication_keys[] = {
    {.name = "address",
     .kind = EGB_KEY_ADDRESS,
     .help = "The folder where the bundle will be published: its files are named relative to it.",
     .example = "https://example.org/egov/2024/"},
    {.name = "contact",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_contact,
     .help = "Who answers questions about the data. data.europa.eu and data.gov.tw count it.",
     .example = "{name: Statistics desk, email: data@example.org}"},
    {.name = "keywords",
     .kind = EGB_KEY_KEYWORDS,
     .help = "Words to find the data by: a map from language to a word or a list of them.",
     .example = "{en: [e-government, ranking], sk: [eGovernment]}"},
    {.name = "theme",
     .kind = EGB_KEY_CHOICE,
     .choices =
         ANY_OF("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"),
     .help = "The subject, a code of the data themes of the Publications Office of the European Union: GOVE is "
             "government and public sector, TECH science and technology, REGI regions and cities.",
     .example = "GOVE"},
    {.name = "frequency",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("daily", "weekly", "monthly", "quarterly", "semiannual", "annual", "biennial", "triennial",
                       "irregular", "never"),
     .help = "How often an edition follows.",
     .example = "annual"},
    {.name = "spatial",
     .kind = EGB_KEY_TEXT,
     .help = "The area that the index covers: its address in a list of places, which portals of the European Union "
             "ask for, or its name.",
     .example = "http://publications.europa.eu/resource/authority/country/SVK"},
    {.name = "publisher-id",
     .kind = EGB_KEY_TEXT,
     .help = "What identifies the publisher: an address for data.europa.eu and data.gov.sk, the object identifier for "
             "data.gov.tw.",
     .example = "https://data.gov.sk/id/legal-subject/00151513"},
    {.name = "access",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("public", "restricted", "non-public"),
     .help = "Who may see the data.",
     .example = "public"},
    {.name = "category",
     .kind = EGB_KEY_TEXT,
     .help = "The portal's own code of the category of service: data.gov.tw asks for it.",
     .example = "I00"},
    {.name = "terms",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_terms,
     .help = "Terms of use right by right: data.gov.sk asks for all four.",
     .example = "{personal-data: \"https://data.gov.sk/def/personal-data-occurence-type/2\"}"},
};

const egb_section egb_grammar_publication = {.name = "publication",
                                             .where = "under `publication:`",
                                             .help = "What open-data portals ask of a publisher.",
                                             .key = publication_keys,
                                             .key_count = COUNT(publication_keys),
                                             .least_one =
                                                 ANY_OF("address", "contact", "keywords", "theme", "frequency",
                                                        "spatial", "publisher-id", "access", "category", "terms")};
