#include "describe/tutorial.h"

#include "base/codes.h"
#include "base/diag.h"
#include "model/document.h"
#include "model/phrase.h"

#include <string.h>

#define NAME_BEGINS "tutorial."
#define CODE_INDENT "  " /* what a document copies as it is */

/* ---- languages ------------------------------------------------------------------------------- */

static bool is_named(const egb_template *file, const char *language) {
  const char *tag = file->name + strlen(NAME_BEGINS);
  const size_t length = strlen(language);
  return strncmp(tag, language, length) == 0 && strcmp(tag + length, ".md") == 0;
}

const egb_template *egb_tutorial_of(const char *language) {
  for (const egb_template *file = egb_tutorials; file->name != NULL; file++)
    if (is_named(file, language))
      return file;
  return NULL;
}

/* Of the languages the library speaks, those that have a text. */
const char *egb_tutorial_language(size_t i) {
  for (int language = 0; language < EGB_PHRASE_LANGUAGES; language++) {
    const char *tag = egb_phrase_tag((egb_phrase_language)language);
    if (egb_tutorial_of(tag) != NULL && i-- == 0)
      return tag;
  }
  return NULL;
}

/* ---- pieces ---------------------------------------------------------------------------------- */

egb_tutorial egb_tutorial_open(const egb_template *file) {
  return (egb_tutorial){.at = file->bytes};
}

static const char *next_line(egb_tutorial *tutorial, size_t *length) {
  const char *line = tutorial->at;
  *length = strcspn(line, "\n");
  tutorial->at = line + *length + (line[*length] == '\n');
  return line;
}

static egb_tutorial_piece piece_of(const char *line, size_t length) {
  static const struct {
    const char *begin;
    egb_tutorial_kind kind;
  } kinds[] = {{"# ", EGB_TUTORIAL_TITLE}, {"## ", EGB_TUTORIAL_HEADING}, {"- ", EGB_TUTORIAL_ITEM}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const size_t skipped = strlen(kinds[i].begin);
    if (length > skipped && memcmp(line, kinds[i].begin, skipped) == 0)
      return (egb_tutorial_piece){.kind = kinds[i].kind, .text = line + skipped, .length = length - skipped};
  }
  return (egb_tutorial_piece){.kind = EGB_TUTORIAL_PARAGRAPH, .text = line, .length = length};
}

egb_tutorial_piece egb_tutorial_next(egb_tutorial *tutorial) {
  while (*tutorial->at != '\0') {
    size_t length;
    const char *line = next_line(tutorial, &length);
    if (length >= 3 && memcmp(line, "```", 3) == 0) {
      tutorial->fenced = tutorial->first = !tutorial->fenced;
      continue;
    }
    if (tutorial->fenced) {
      const bool first = tutorial->first;
      tutorial->first = false;
      return (egb_tutorial_piece){.kind = EGB_TUTORIAL_LINE, .text = line, .length = length, .first = first};
    }
    if (length > 0)
      return piece_of(line, length);
  }
  return (egb_tutorial_piece){.kind = EGB_TUTORIAL_END};
}

/* ---- a document ------------------------------------------------------------------------------ */

static void put_piece(egb_document *document, const egb_tutorial_piece *piece, egb_buffer *text) {
  static const egb_block_kind kinds[] = {
      [EGB_TUTORIAL_PARAGRAPH] = EGB_BLOCK_PARAGRAPH, [EGB_TUTORIAL_ITEM] = EGB_BLOCK_ITEM};
  egb_buffer_add(text, piece->text, piece->length);
  if (piece->kind == EGB_TUTORIAL_HEADING)
    egb_document_heading(document, 2, egb_buffer_string(text));
  else if (piece->kind == EGB_TUTORIAL_TITLE)
    document->head->title = egb_arena_copy(document->head->arena, egb_buffer_string(text));
  else
    egb_document_text(document, kinds[piece->kind], egb_buffer_string(text));
}

static bool fill(egb_document *document, const egb_template *file) {
  egb_tutorial tutorial = egb_tutorial_open(file);
  egb_buffer code = {0}, text = {0};
  egb_tutorial_piece piece;
  do {
    piece = egb_tutorial_next(&tutorial);
    if (piece.kind == EGB_TUTORIAL_LINE && !piece.first) {
      egb_buffer_char(&code, '\n');
    } else {
      document->failed = document->failed || code.failed;
      egb_document_take(document, EGB_BLOCK_FORMULA, &code);
    }
    if (piece.kind == EGB_TUTORIAL_LINE) {
      egb_buffer_text(&code, piece.length > 0 ? CODE_INDENT : "");
      egb_buffer_add(&code, piece.text, piece.length);
    } else if (piece.kind != EGB_TUTORIAL_END) {
      put_piece(document, &piece, &text);
      document->failed = document->failed || text.failed;
    }
    egb_buffer_clear(&text);
  } while (piece.kind != EGB_TUTORIAL_END);
  egb_buffer_clear(&code);
  return !document->failed && document->head->title != NULL;
}

egb_status egb_tutorial_new(const char *const *languages, egb_diag *diag, egb_document **out) {
  const egb_template *file = egb_tutorial_of(egb_phrase_tag(egb_phrase_language_of(languages)));
  *out = NULL;
  if (file == NULL)
    file = egb_tutorial_of(egb_phrase_tag(EGB_PHRASE_ENGLISH));
  if (file == NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "this library was built without the tutorial");
    return EGB_USAGE;
  }
  egb_document *document = egb_document_new("egovbench.tutorial/1");
  if (document == NULL || !fill(document, file)) {
    egb_document_free(document);
    return EGB_NO_MEMORY;
  }
  *out = document;
  return EGB_OK;
}
