/* Which unit of a list a text means. */
#include "model/units.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROOM 64

/* A list as "ID" or "ID=Name" between semicolons. */
typedef struct list {
  egb_unit unit[ROOM];
  egb_label label[ROOM];
  size_t count;
  char text[1024];
} list;

static void make(list *out, const char *text) {
  memset(out, 0, sizeof *out);
  assert_true(strlen(text) < sizeof out->text);
  memcpy(out->text, text, strlen(text) + 1);
  for (char *at = strtok(out->text, ";"); at != NULL; at = strtok(NULL, ";")) {
    char *name = strchr(at, '=');
    egb_unit *unit = &out->unit[out->count];
    unit->id = at;
    if (name != NULL) {
      *name = '\0';
      out->label[out->count] = (egb_label){"", name + 1};
      unit->name = (egb_labels){&out->label[out->count], 1};
    }
    out->count++;
  }
}

static void finds(const list *l, const char *text, const char *id) {
  egb_unit_answer answer;
  assert_int_equal(egb_units_find(l->unit, l->count, text, &answer), EGB_OK);
  const char *found = answer.unit == EGB_NONE ? "" : l->unit[answer.unit].id;
  if (strcmp(found, id) != 0)
    fail_msg("`%s` is `%s`, not `%s`", text, found, id);
}

static void says(const list *l, const char *text, const char *message, const char *advice) {
  egb_unit_answer answer;
  egb_buffer said = {0}, advised = {0};
  finds(l, text, "");
  assert_int_equal(egb_units_find(l->unit, l->count, text, &answer), EGB_OK);
  assert_int_not_equal(answer.count, 0);
  egb_units_say(&answer, l->unit, text, "this data", &said, &advised);
  assert_string_equal(said.text, message);
  assert_string_equal(advised.length != 0 ? advised.text : "", advice);
  egb_buffer_clear(&said);
  egb_buffer_clear(&advised);
}

static void names_of_countries(void **state) {
  (void)state;
  list l;
  make(&l, "GRC=Greece;KOR=Republic of Korea;PRK=DPR Korea;COG=Congo;COD=DR Congo;SWZ=Eswatini");
  finds(&l, "GRC", "GRC");
  finds(&l, "grc", "GRC");
  finds(&l, "EL", "GRC");
  finds(&l, "Griechenland", "GRC");
  finds(&l, "Swaziland", "SWZ");
  finds(&l, "Congo, Rep.", "COG");
  finds(&l, "Grecce", "");
  says(&l, "Korea", "`Korea` may be `KOR` (Republic of Korea) or `PRK` (DPR Korea)", "write `KOR` or `PRK`");
  says(&l, "UK", "`UK` is United Kingdom (Eurostat code), which is not in this data", "");
  says(&l, "Burma", "`Burma` is Myanmar (Burma) (former name), which is not in this data", "");
  says(&l, "Italie", "`Italie` is Italy, which is not in this data", "");
  /* The list calls one of the two so; either may be meant. */
  says(&l, "Congo", "`Congo` may be `COG` (Congo) or `COD` (DR Congo)", "write `COG` or `COD`");
}

static void a_list_that_has_one_of_several(void **state) {
  (void)state;
  list l;
  make(&l, "KOR=Republic of Korea;JPN=Japan");
  says(&l, "Korea", "`Korea` may be `KOR` (Republic of Korea) or North Korea (not in this data)", "write `KOR`");
  make(&l, "KOR=Korea;JPN=Japan");
  finds(&l, "Korea", "KOR"); /* its own name, and no other unit is one */
  make(&l, "A=Springfield;B=Springfield;C=Shelbyville");
  says(&l, "springfield", "`springfield` may be `A` (Springfield) or `B` (Springfield)", "write `A` or `B`");
}

static void lists_of_codes(void **state) {
  (void)state;
  list l;
  /* Eurostat's column geo, with its aggregate: eleven of twelve are codes of countries. */
  make(&l, "AT;BE;BG;CY;CZ;DE;DK;EE;EL;ES;FI;EA19");
  finds(&l, "Greece", "EL");
  finds(&l, "GR", "EL");
  finds(&l, "GRC", "EL");
  finds(&l, "Estonia", "EE");
  says(&l, "Malta", "`Malta` is not in this data", "");
  make(&l, "208;233;004;052;048;084;250;276;300;372");
  finds(&l, "Denmark", "208");
  finds(&l, "4", "004");
  finds(&l, "EL", "300");
  /* Nine are too few. */
  make(&l, "AT;BE;BG;CY;CZ;DE;DK;EE;EL");
  finds(&l, "Greece", "");
}

/* ISO 3166-2:US, ISO 3166-2:DE. */
static void codes_of_parts_of_countries_are_none(void **state) {
  (void)state;
  list l;
  make(&l,
       "AL;AK;AZ;AR;CA;CO;CT;DE;FL;GA;HI;ID;IL;IN;IA;KS;KY;LA;ME;MD;MA;MI;MN;MS;MO;MT;NE;NV;NH;NJ;NM;NY;NC;ND;OH;OK;OR;"
       "PA;RI;SC;SD;TN;TX;UT;VT;VA;WA;WV;WI;WY");
  finds(&l, "Albania", "");
  finds(&l, "Germany", "");
  make(&l, "BW=Baden-Württemberg;BY=Bayern;BE=Berlin;BB=Brandenburg;HB=Bremen;HH=Hamburg;HE=Hessen;NI=Niedersachsen;"
           "SL=Saarland;SN=Sachsen;ST=Sachsen-Anhalt;TH=Thüringen");
  finds(&l, "Belgium", "");
  finds(&l, "Bayern", "BY");
  egb_unit_answer answer;
  assert_int_equal(egb_units_find(l.unit, l.count, "BR", &answer), EGB_OK);
  assert_int_equal(answer.count, 0); /* Brazil is not what was meant */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_of_countries),
      cmocka_unit_test(a_list_that_has_one_of_several),
      cmocka_unit_test(lists_of_codes),
      cmocka_unit_test(codes_of_parts_of_countries_are_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
