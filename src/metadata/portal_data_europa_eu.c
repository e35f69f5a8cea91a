/* data.europa.eu: its harvester reads DCAT-AP, which every bundle has, and its Metadata Quality Assessment gives points
 * in five dimensions (data.europa.eu/mqa/methodology): 405 in all; up to 120 is bad, up to 220 sufficient, up to 350
 * good, above that excellent. Of several distributions the best one counts. */
#include "metadata/dcat.h"
#include "metadata/facts.h"
#include "metadata/metadata.h"
#include "metadata/portal.h"
#include "metadata/vocabulary.h"

#include <stdio.h>
#include <string.h>

#define MOST 405

/* A line of the method: points that are given, that are not, or that cannot be known here. */
typedef struct line {
  const char *name;
  unsigned points;
  egb_mark_state state;
  const char *why, *advice;
} line;

typedef struct sums {
  unsigned had, open;
} sums;

static void put(egb_marks *marks, sums *sum, const line *l) {
  char text[400];
  const unsigned had = l->state == EGB_MARK_PASSES ? l->points : 0;
  sum->had += had;
  sum->open += l->state == EGB_MARK_UNKNOWN ? l->points : 0;
  if (l->state == EGB_MARK_UNKNOWN)
    (void)snprintf(text, sizeof text, "0 or %u points: %s", l->points, l->why);
  else
    (void)snprintf(text, sizeof text, "%u of %u points: %s", had, l->points,
                   l->state == EGB_MARK_PASSES ? l->why : l->advice);
  egb_mark(marks, l->name, l->state, text);
}

static egb_mark_state if_so(bool passes) {
  return passes ? EGB_MARK_PASSES : EGB_MARK_FAILS;
}

static void find(egb_marks *marks, sums *sum, const egb_bundle_about *about) {
  char first[11], last[11];
  const bool place = egb_vocabulary_is_address(about->spatial);
  const line lines[] = {
      {"findability: keywords", 30, if_so(about->keyword_count > 0), "there are keywords",
       "write `keywords: {en: [...]}` under `publication:`"},
      {"findability: categories", 30, if_so(about->theme != NULL), "there is a theme",
       "write `theme: GOVE` under `publication:`"},
      {"findability: geo search", 20, if_so(place), "the area has an address",
       "write the address of the area as `spatial:` under `publication:`"},
      {"findability: time based search", 20, if_so(egb_vocabulary_days(about->period, first, last)),
       "the period has a first and a last day", "publish a period such as 2024 or 2024-Q3"},
  };
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    put(marks, sum, &lines[i]);
}

static void reach(egb_marks *marks, sums *sum, const egb_bundle_about *about) {
  const egb_mark_state answers = about->address != NULL ? EGB_MARK_UNKNOWN : EGB_MARK_FAILS;
  static const char *const advice = "write where the bundle will be as `address:` under `publication:`";
  static const char *const why = "it must answer once the bundle is there";
  const line lines[] = {
      {"accessibility: access URL", 50, answers, why, advice},
      {"accessibility: download URL", 20, if_so(about->address != NULL), "every distribution has one", advice},
      {"accessibility: download URL answers", 30, answers, why, advice},
  };
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    put(marks, sum, &lines[i]);
}

static void exchange(egb_marks *marks, sums *sum) {
  const line lines[] = {
      {"interoperability: format", 20, EGB_MARK_PASSES, "CSV", ""},
      {"interoperability: media type", 10, EGB_MARK_PASSES, "text/csv", ""},
      {"interoperability: vocabulary", 10, EGB_MARK_PASSES, "both are of the lists that are asked for", ""},
      {"interoperability: non-proprietary", 20, EGB_MARK_PASSES, "CSV", ""},
      {"interoperability: machine readable", 20, EGB_MARK_PASSES, "CSV", ""},
      {"interoperability: DCAT-AP", 30, EGB_MARK_PASSES, "dcat-ap.jsonld has what DCAT-AP 3 requires", ""},
  };
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    put(marks, sum, &lines[i]);
}

/* The licence of the best of the distributions. */
static void find_licence(const egb_bundle *bundle, bool *any, bool *listed) {
  for (size_t i = 0; i < bundle->file_count; i++) {
    const egb_bundle_file *file = &bundle->file[i];
    if (!egb_dcat_is_distribution(file))
      continue;
    const bool list = egb_vocabulary_licence(egb_bundle_licence(bundle, file)) != NULL;
    *listed = *listed || list;
    *any = *any || list || egb_vocabulary_is_address(egb_bundle_licence_address(bundle, file));
  }
}

static void reuse(egb_marks *marks, sums *sum, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  const bool contact = about->contact_name != NULL || about->contact_email != NULL || about->contact_phone != NULL;
  bool any = false, listed = false;
  find_licence(bundle, &any, &listed);
  const line lines[] = {
      {"reusability: licence", 20, if_so(any), "there is one", "write `licence: CC-BY-4.0`, or another one"},
      {"reusability: licence vocabulary", 10, if_so(listed), "it is of the European list",
       "write `licence:` as CC0-1.0, CC-BY-4.0 or CC-BY-SA-4.0, if one of them it is"},
      {"reusability: access rights", 10, if_so(about->access != NULL), "they are said",
       "write `access: public` under `publication:`"},
      {"reusability: access rights vocabulary", 5, if_so(about->access != NULL), "they are of the European list",
       "write `access: public` under `publication:`"},
      {"reusability: contact point", 20, if_so(contact), "there is one",
       "write `contact: {name: ..., email: ...}` under `publication:`"},
      {"reusability: publisher", 10, if_so(about->publisher != NULL), "there is one", "write `publisher:`"},
  };
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    put(marks, sum, &lines[i]);
}

static void context(egb_marks *marks, sums *sum, const egb_bundle_about *about) {
  const bool when = about->when != NULL;
  const line lines[] = {
      {"contextuality: rights", 5, if_so(about->licence != NULL), "the licence is said in words", "write `licence:`"},
      {"contextuality: file size", 5, EGB_MARK_PASSES, "every distribution has it", ""},
      {"contextuality: date of issue", 5, if_so(when), "it is said", "publish with --when YYYY-MM-DD"},
      {"contextuality: modification date", 5, if_so(when), "it is said", "publish with --when YYYY-MM-DD"},
  };
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    put(marks, sum, &lines[i]);
}

static const char *rating(unsigned points) {
  return points > 350 ? "excellent" : points > 220 ? "good" : points > 120 ? "sufficient" : "bad";
}

static void put_total(char *text, size_t room, const sums *sum) {
  const unsigned most = sum->had + sum->open;
  const char *least_word = rating(sum->had), *most_word = rating(most);
  if (sum->open == 0)
    (void)snprintf(text, room, "%u of %d points: %s", sum->had, MOST, least_word);
  else
    (void)snprintf(text, room, "%u to %u of %d points: %s%s%s", sum->had, most, MOST, least_word,
                   strcmp(least_word, most_word) == 0 ? "" : " to ",
                   strcmp(least_word, most_word) == 0 ? "" : most_word);
}

static size_t mark_all(const egb_bundle *bundle, egb_arena *arena, egb_bundle_mark *mark) {
  egb_marks marks = {.bundle = bundle, .arena = arena, .mark = mark};
  sums sum = {0, 0};
  char text[120];
  find(&marks, &sum, &bundle->about);
  reach(&marks, &sum, &bundle->about);
  exchange(&marks, &sum);
  reuse(&marks, &sum, bundle);
  context(&marks, &sum, &bundle->about);
  put_total(text, sizeof text, &sum);
  egb_mark(&marks, "all five", sum.open > 0 ? EGB_MARK_UNKNOWN : if_so(sum.had == MOST), text);
  return marks.count;
}

const egb_bundle_portal egb_portal_data_europa_eu = {
    .name = "data.europa.eu",
    .summary = "the portal of the European Union, which harvests dcat-ap.jsonld",
    .reference = "Metadata Quality Assessment, data.europa.eu/mqa/methodology",
    .marks = mark_all};
