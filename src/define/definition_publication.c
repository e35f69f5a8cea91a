/* `publication:`. That addresses are such, and which words there are, the grammar has checked. */
#include "define/definition.h"

static egb_status bind_keywords(egb_definition *d, size_t map, egb_labels *out) {
  const size_t at = egb_yaml_child(&d->yaml, map, "keywords");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  size_t room = 0;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    room += d->yaml.node[i].kind == EGB_YAML_LIST ? d->yaml.node[i].count : 1;
  egb_label *word = egb_arena_array(d->arena, room, sizeof *word);
  if (word == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    const bool list = entry->kind == EGB_YAML_LIST;
    for (size_t k = list ? entry->first : i; k != EGB_YAML_NONE && !entry->faulty;
         k = list ? d->yaml.node[k].next : EGB_YAML_NONE)
      if (!d->yaml.node[k].faulty)
        word[out->count++] = (egb_label){entry->key, d->yaml.node[k].text};
  }
  out->item = word;
  return EGB_OK;
}

static void bind_contact(const egb_definition *d, size_t map, egb_publication *out) {
  const size_t at = egb_yaml_child(&d->yaml, map, "contact");
  if (at == EGB_YAML_NONE)
    return;
  out->contact_name = egb_definition_text(d, at, "name");
  out->contact_email = egb_definition_text(d, at, "email");
  out->contact_phone = egb_definition_text(d, at, "phone");
}

static void bind_terms(const egb_definition *d, size_t map, egb_publication *out) {
  const size_t at = egb_yaml_child(&d->yaml, map, "terms");
  const egb_section *section = at != EGB_YAML_NONE ? d->section[at] : NULL;
  for (size_t i = 0; section != NULL && i < EGB_TERMS_COUNT; i++)
    out->terms[i] = egb_definition_text(d, at, section->key[i].name);
}

egb_status egb_definition_bind_publication(egb_definition *d) {
  const size_t at = egb_yaml_child(&d->yaml, 0, "publication");
  egb_publication *out = &d->index->publication;
  if (at == EGB_YAML_NONE || d->yaml.node[at].faulty)
    return EGB_OK;
  out->address = egb_definition_text(d, at, "address");
  out->theme = egb_definition_text(d, at, "theme");
  out->frequency = egb_definition_text(d, at, "frequency");
  out->spatial = egb_definition_text(d, at, "spatial");
  out->publisher_id = egb_definition_text(d, at, "publisher-id");
  out->access = egb_definition_text(d, at, "access");
  out->category = egb_definition_text(d, at, "category");
  bind_contact(d, at, out);
  bind_terms(d, at, out);
  return bind_keywords(d, at, &out->keywords);
}
