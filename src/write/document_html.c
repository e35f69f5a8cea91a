/* Documents as HTML: a section per heading of the second level. */
#include "model/document.h"
#include "write/html.h"
#include "write/writers.h"

#include <limits.h>

#define CONTENTS_LEAST 5 /* sections from which on a page lists them at its head */

typedef struct state {
  const egb_document *document;
  int digits;
  size_t sections; /* begun */
  bool section, list;
  bool pictured; /* what pictures share is written */
} state;

/* Ends what a block of this level, or a list, cannot be in. */
static void end(egb_buffer *out, state *s, int level, bool item) {
  if (s->list && !item) {
    egb_buffer_text(out, "</ul>\n");
    s->list = false;
  }
  if (s->section && level <= 2) {
    egb_buffer_text(out, "</section>\n");
    s->section = false;
  }
}

static void put_anchor(egb_buffer *out, const egb_document_block *block) {
  if (block->anchor != NULL)
    egb_buffer_format(out, " id=\"%s\"", block->anchor); /* letters that need no escape: egb_document_put_anchor */
}

static bool is_section(const egb_document_block *block) {
  return block->kind == EGB_BLOCK_HEADING && block->level <= 2;
}

/* What a section is called in the page: its anchor, or its number among the sections. */
static void put_section_anchor(egb_buffer *out, const egb_document_block *block, size_t number) {
  if (block->anchor != NULL)
    egb_buffer_text(out, block->anchor);
  else
    egb_buffer_format(out, "section-%zu", number);
}

/* The sections as links, before the first of them. */
static void put_contents(egb_buffer *out, const egb_document *document) {
  size_t count = 0, number = 0;
  for (size_t i = 0; i < document->count; i++)
    count += is_section(&document->block[i]);
  if (count < CONTENTS_LEAST)
    return;
  egb_buffer_text(out, "<nav><ul>\n");
  for (size_t i = 0; i < document->count; i++) {
    if (!is_section(&document->block[i]))
      continue;
    egb_buffer_text(out, "<li><a href=\"#");
    put_section_anchor(out, &document->block[i], ++number);
    egb_buffer_text(out, "\">");
    egb_html_text(out, document->block[i].text);
    egb_buffer_text(out, "</a>\n");
  }
  egb_buffer_text(out, "</ul></nav>\n");
}

/* Text with its links. */
static void put_linked(egb_buffer *out, const egb_document_block *block) {
  size_t at = 0;
  for (size_t i = 0; i < block->link_count; i++) {
    const egb_link *link = &block->link[i];
    egb_buffer address = {0};
    egb_html_text_part(out, block->text + at, link->begin - at);
    const bool leads = egb_html_target(&address, link->target);
    if (leads)
      egb_buffer_format(out, "<a href=%s>", egb_buffer_string(&address));
    egb_html_text_part(out, block->text + link->begin, link->end - link->begin);
    egb_buffer_text(out, leads ? "</a>" : "");
    out->failed = out->failed || address.failed;
    egb_buffer_clear(&address);
    at = link->end;
  }
  egb_html_text(out, block->text + at);
}

static void begin_section(egb_buffer *out, state *s, const egb_document_block *block) {
  if (s->sections++ == 0)
    put_contents(out, s->document);
  egb_buffer_text(out, "<section id=\"");
  put_section_anchor(out, block, s->sections);
  egb_buffer_text(out, "\">\n");
  s->section = true;
}

static void put_heading(egb_buffer *out, state *s, const egb_document_block *block) {
  const int level = block->level < 2 ? 2 : block->level < 6 ? block->level : 6;
  const bool section = is_section(block);
  end(out, s, level, false);
  if (section)
    begin_section(out, s, block);
  egb_buffer_format(out, "<h%d", level);
  if (!section)
    put_anchor(out, block);
  egb_buffer_char(out, '>');
  put_linked(out, block);
  egb_buffer_format(out, "</h%d>\n", level);
}

static void put_figure(egb_buffer *out, state *s, const egb_document_block *block) {
  if (!s->pictured && s->document->picture_definitions != NULL)
    egb_buffer_text(out, s->document->picture_definitions);
  s->pictured = true;
  egb_buffer_text(out, "<figure tabindex=0");
  put_anchor(out, block);
  egb_buffer_text(out, ">\n");
  egb_buffer_text(out, block->picture);
  if (block->table != NULL) {
    egb_buffer_text(out, "<details><summary>");
    egb_html_text(out, block->table->title == NULL ? "Table" : block->table->title);
    egb_buffer_text(out, "</summary>\n");
    out->failed = !egb_html_table(out, block->table, s->digits) || out->failed;
    egb_buffer_text(out, "</details>\n");
  }
  egb_buffer_text(out, "</figure>\n");
}

static void put_block(egb_buffer *out, state *s, const egb_document_block *block) {
  end(out, s, INT_MAX, block->kind == EGB_BLOCK_ITEM);
  switch (block->kind) {
  case EGB_BLOCK_HEADING:
    put_heading(out, s, block);
    return;
  case EGB_BLOCK_ITEM:
    egb_buffer_text(out, s->list ? "" : "<ul>\n");
    s->list = true;
    egb_buffer_text(out, "<li");
    break;
  case EGB_BLOCK_PARAGRAPH:
    egb_buffer_text(out, "<p");
    break;
  case EGB_BLOCK_FORMULA:
    egb_buffer_text(out, "<pre tabindex=0>");
    egb_html_verbatim(out, block->text);
    egb_buffer_text(out, "</pre>\n");
    return;
  case EGB_BLOCK_FIGURE:
    put_figure(out, s, block);
    return;
  case EGB_BLOCK_TABLE:
    out->failed = !egb_html_table(out, block->table, s->digits) || out->failed;
    return;
  }
  put_anchor(out, block);
  egb_buffer_char(out, '>');
  put_linked(out, block);
  egb_buffer_char(out, '\n');
}

void egb_document_write_html(const egb_document *document, const egb_write_options *options, egb_buffer *out) {
  const bool live = document->payload.length > 0;
  egb_buffer script = {0};
  const egb_html_page page = {.options = options,
                              .title = document->head->title,
                              .more_style = document->picture_style,
                              .script = live ? &script : NULL};
  state s = {.document = document, .digits = egb_write_digits(options)};
  if (live)
    egb_html_script(&script, options, (const egb_template *const[]){NULL});
  egb_html_open(out, &page);
  egb_buffer_text(out, "<main id=document>\n");
  if (document->head->title != NULL) {
    egb_buffer_text(out, "<h1>");
    egb_html_text(out, document->head->title);
    egb_buffer_text(out, "</h1>\n");
  }
  for (size_t i = 0; i < document->count; i++) {
    if (live && i == document->payload_at) {
      end(out, &s, 2, false);
      egb_html_place(out);
    }
    put_block(out, &s, &document->block[i]);
  }
  end(out, &s, 1, false);
  egb_buffer_text(out, "</main>\n");
  egb_html_facts(out, document->head);
  if (live)
    egb_html_live(out, options, &document->payload, &script);
  out->failed = out->failed || script.failed;
  egb_buffer_clear(&script);
  egb_html_close(out);
}
