/* Names of methods to rows, settings to checked parameters. */
#include "score/resolve.h"

#include "base/codes.h"
#include "model/grammar.h"

#include <string.h>

#define NAMES_MAX 64

static void refuse_name(const egb_choice *choice, egb_method_family family, egb_diag *diag) {
  const char *names[NAMES_MAX];
  size_t count = 0;
  for (const egb_method *head; count < NAMES_MAX && (head = egb_method_at(family, count)) != NULL; count++)
    names[count] = head->name;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_METHOD_UNKNOWN, choice->place, "unknown %s method `%s`",
              egb_grammar_family(family), choice->name);
  egb_hint_names(diag, choice->name, names, count, "the methods are");
}

/* Choices inherited from `defaults:` have one place for many nodes. The latest ones are remembered, so that each is
 * refused once, and read once. */
#define PAST 32

typedef struct resolved {
  egb_method_family family;
  const egb_choice *choice;
  const egb_method *head;
  const egb_chosen *with; /* NULL: refused */
} resolved;

typedef struct resolver {
  egb_plan *plan;
  egb_diag *diag;
  resolved past[PAST];
  size_t count;
  egb_status status;
} resolver;

static const resolved *seen_before(const resolver *r, const egb_choice *choice, egb_method_family family) {
  for (size_t i = 0; i < r->count && i < PAST; i++) {
    const egb_choice *past = r->past[i].choice;
    if (r->past[i].family == family && egb_same_choice(past, choice))
      return &r->past[i];
  }
  return NULL;
}

bool egb_same_choice(const egb_choice *a, const egb_choice *b) {
  return a->place.source == b->place.source && a->place.offset == b->place.offset && a->count == b->count &&
         (a->count == 0 || a->setting[0].value == b->setting[0].value) && strcmp(a->name, b->name) == 0;
}

/* What the options ask for, with the parameters that both methods know; else what is written. */
static const egb_choice *choice_of(resolver *r, size_t i, egb_method_family family, const egb_choice *written) {
  const egb_choice *wanted = egb_plan_choice(r->plan, i, family, written);
  const char *dropped;
  egb_choice *merged;
  if (wanted == written)
    return written;
  if ((merged = egb_arena_array(r->plan->arena, 1, sizeof *merged)) == NULL ||
      egb_choice_inherit(r->plan->arena, wanted, written, family, merged, &dropped) != EGB_OK) {
    r->status = EGB_NO_MEMORY;
    return written;
  }
  if (dropped != NULL)
    egb_diag_say(r->diag, EGB_SEVERITY_WARNING, EGB_W_SWITCH,
                 "`%s` of %s has no place in `%s`, which is tried without it", dropped, r->plan->index->node[i].id,
                 wanted->name);
  return merged;
}

/* The row of a choice, and its parameters in *with; both NULL when refused. */
static const egb_method *resolve(resolver *r, const egb_choice *choice, egb_method_family family,
                                 const egb_chosen **with) {
  const resolved *past = seen_before(r, choice, family);
  if (past != NULL) {
    *with = past->with;
    return past->head;
  }
  const egb_method *head = egb_method_named(family, choice->name);
  egb_chosen *chosen = egb_arena_array(r->plan->arena, 1, sizeof *chosen);
  egb_status status = EGB_REFUSED;
  if (chosen == NULL)
    status = EGB_NO_MEMORY;
  else if (head == NULL)
    refuse_name(choice, family, r->diag);
  else
    status = egb_read_parameters(r->plan, choice, head, family, chosen, r->diag);
  if (status != EGB_OK && r->status != EGB_NO_MEMORY)
    r->status = status;
  *with = status == EGB_OK ? chosen : NULL;
  r->past[r->count++ % PAST] = (resolved){family, choice, *with != NULL ? head : NULL, *with};
  return *with != NULL ? head : NULL;
}

/* What is written of each family, or tried in its place; a family without a name has no method at the node. */
static void resolve_node(resolver *r, size_t i, const egb_node *node, egb_planned_node *planned) {
  const egb_choice *const written[EGB_FAMILY_COUNT] = {[EGB_FAMILY_IMPUTE] = &node->impute,
                                                       [EGB_FAMILY_TREAT] = &node->treat,
                                                       [EGB_FAMILY_NORMALISE] = &node->normalise,
                                                       [EGB_FAMILY_WEIGHT] = &node->weights,
                                                       [EGB_FAMILY_AGGREGATE] = &node->aggregate};
  /* Messages about a node come in this order. */
  static const egb_method_family order[EGB_FAMILY_COUNT] = {EGB_FAMILY_NORMALISE, EGB_FAMILY_IMPUTE, EGB_FAMILY_TREAT,
                                                            EGB_FAMILY_AGGREGATE, EGB_FAMILY_WEIGHT};
  for (size_t k = 0; k < EGB_FAMILY_COUNT; k++) {
    const egb_method_family family = order[k];
    if (written[family]->name == NULL)
      continue;
    const egb_choice *choice = choice_of(r, i, family, written[family]);
    egb_planned_choice *out = &planned->choice[family];
    planned->tried[family] = choice != written[family] || node->tried[family];
    out->method = resolve(r, choice, family, &out->with);
  }
  if (node->rescale.name != NULL) /* a row begins with its head, so that a pointer to the head is one to the row */
    planned->rescale = (const egb_normalise *)resolve(r, &node->rescale, EGB_FAMILY_NORMALISE, &planned->rescale_with);
  if (node->fill.name != NULL)
    planned->fill = (const egb_impute *)resolve(r, &node->fill, EGB_FAMILY_IMPUTE, &planned->fill_with);
}

/* Words that are not methods: the definition's own method, and none. */
static bool is_word(const egb_choice *choice) {
  static const char *const words[] = {"on", "off", "true", "false", "none"};
  for (size_t i = 0; i < sizeof words / sizeof words[0] && choice->name != NULL && choice->count == 0; i++)
    if (strcmp(choice->name, words[i]) == 0)
      return true;
  return choice->name == NULL;
}

/* What is declared uncertain is used by simulations only, and wrong all the same. */
static void resolve_uncertain(resolver *r) {
  const egb_uncertain *declared = &r->plan->index->uncertainty;
  for (size_t family = 0; family < EGB_FAMILY_COUNT; family++)
    for (size_t i = 0; i < declared->choice_count[family] && r->status != EGB_NO_MEMORY; i++) {
      const egb_chosen *unused;
      if (!is_word(&declared->choice[family][i]))
        (void)resolve(r, &declared->choice[family][i], (egb_method_family)family, &unused);
    }
}

egb_status egb_plan_resolve(egb_plan *plan, egb_diag *diag) {
  resolver r = {.plan = plan, .diag = diag};
  resolve_uncertain(&r);
  for (size_t i = 0; i < plan->index->default_choice_count && r.status != EGB_NO_MEMORY; i++) {
    const egb_default_choice *written = &plan->index->default_choice[i];
    const egb_chosen *unused;
    (void)resolve(&r, &written->choice, written->family, &unused);
  }
  for (size_t i = 0; i < plan->index->node_count && r.status != EGB_NO_MEMORY; i++) {
    const egb_node *node = &plan->index->node[i];
    resolve_node(&r, i, node, &plan->node[i]);
  }
  return r.status;
}
