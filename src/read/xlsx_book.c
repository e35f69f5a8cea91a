#include "read/xlsx_book.h"

#include "base/codes.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define TABS_MOST ((size_t)4096)

void *egb_xlsx_grow(egb_xlsx_book *book, const void *list, size_t size, size_t *room) {
  const size_t more = *room == 0 ? 64 : *room * 2;
  void *larger = egb_arena_array(book->arena, more, size);
  if (larger == NULL)
    return NULL;
  if (*room > 0)
    memcpy(larger, list, *room * size);
  *room = more;
  return larger;
}

egb_status egb_xlsx_keep(egb_xlsx_book *book, const egb_buffer *text, egb_xlsx_span *out) {
  if (text->failed)
    return EGB_NO_MEMORY;
  if (book->pool.length + text->length > EGB_XLSX_TEXT)
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SIZE, "save the sheet as CSV, or take a part of it (range:)",
                           "more than 512 MiB of text");
  *out = (egb_xlsx_span){(uint32_t)book->pool.length, (uint32_t)text->length};
  if (text->length > 0)
    egb_buffer_add(&book->pool, text->text, text->length);
  return book->pool.failed ? EGB_NO_MEMORY : EGB_OK;
}

/* ---- relationships (ECMA-376-2, 9.3) ---------------------------------------------------------- */

typedef struct relation {
  const char *id, *type, *part; /* type: behind the last slash */
} relation;

typedef struct relations {
  egb_xlsx_book *book;
  const char *folder; /* that targets are relative to: "xl/" */
  relation *item;
  size_t count, room;
} relations;

/* A target as the name of a part: `worksheets/sheet1.xml`, `/xl/worksheets/sheet1.xml`, `../xl/...`. What leads out of
 * the archive leads to no part. */
static const char *resolve(egb_arena *arena, const char *folder, const char *target) {
  const bool absolute = *target == '/' || *target == '\\';
  char *path = egb_arena_format(arena, "%s%s", absolute ? "" : folder, target);
  if (path == NULL)
    return NULL;
  char *out = path;
  for (const char *at = path; *at != '\0';) {
    const size_t length = strcspn(at, "/\\");
    const bool up = length == 2 && memcmp(at, "..", 2) == 0, stay = length == 0 || (length == 1 && *at == '.');
    const char *next = at + length + (at[length] != '\0');
    if (up) {
      for (out -= out > path; out > path && out[-1] != '/'; out--) {
      }
    } else if (!stay) {
      const bool last = at[length] == '\0';
      memmove(out, at, length);
      out += length;
      if (!last)
        *out++ = '/';
    }
    at = next;
  }
  *out = '\0';
  return path;
}

static egb_status open_relation(void *context, const egb_xlsx_element *element) {
  relations *all = context;
  if (element->tag != EGB_XLSX_RELATIONSHIP || element->parent != EGB_XLSX_RELATIONSHIPS)
    return EGB_OK;
  const char *id = egb_xlsx_attribute(element, "Id"), *type = egb_xlsx_attribute(element, "Type");
  const char *target = egb_xlsx_attribute(element, "Target"), *mode = egb_xlsx_attribute(element, "TargetMode");
  if (id == NULL || type == NULL || target == NULL || (mode != NULL && strcmp(mode, "External") == 0))
    return EGB_OK;
  if (all->count == all->room) {
    all->item = egb_xlsx_grow(all->book, all->item, sizeof *all->item, &all->room);
    if (all->item == NULL)
      return EGB_NO_MEMORY;
  }
  egb_arena *arena = all->book->arena;
  relation *one = &all->item[all->count++];
  *one = (relation){egb_arena_copy(arena, id), egb_arena_copy(arena, egb_path_name(type)),
                    resolve(arena, all->folder, target)};
  return one->id != NULL && one->type != NULL && one->part != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status read_relations(egb_xlsx_book *book, const char *folder, const char *name, relations *out) {
  *out = (relations){.book = book, .folder = folder};
  const char *part = egb_arena_format(book->arena, "%s_rels/%s.rels", folder, name);
  if (part == NULL)
    return EGB_NO_MEMORY;
  if (!egb_zip_has(book->zip, part))
    return EGB_OK;
  return egb_xlsx_xml_read(book->zip, &book->about, part, &(egb_xlsx_handler){.context = out, .open = open_relation});
}

/* The part of the first relationship of this type, NULL. */
static const char *of_type(const relations *all, const char *type) {
  for (size_t i = 0; i < all->count; i++)
    if (strcmp(all->item[i].type, type) == 0)
      return all->item[i].part;
  return NULL;
}

/* ---- sheets ----------------------------------------------------------------------------------- */

static egb_status open_tab(egb_xlsx_book *book, const egb_xlsx_element *element) {
  const char *name = egb_xlsx_attribute(element, "name"), *id = egb_xlsx_attribute(element, "r:id");
  const char *state = egb_xlsx_attribute(element, "state");
  if (name == NULL || id == NULL)
    return egb_xlsx_damaged(&book->about, "a sheet has no name or no part");
  if (book->tab_count == TABS_MOST)
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SIZE, "copy the sheet into a workbook of its own",
                           "more than %zu sheets", TABS_MOST);
  if (book->tab_count == book->tab_room) {
    book->tab = egb_xlsx_grow(book, book->tab, sizeof *book->tab, &book->tab_room);
    if (book->tab == NULL)
      return EGB_NO_MEMORY;
  }
  egb_xlsx_tab *tab = &book->tab[book->tab_count++];
  *tab = (egb_xlsx_tab){.name = egb_arena_copy(book->arena, name),
                        .id = egb_arena_copy(book->arena, id),
                        .hidden = state != NULL && strcmp(state, "visible") != 0};
  return tab->name != NULL && tab->id != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status open_book_element(void *context, const egb_xlsx_element *element) {
  egb_xlsx_book *book = context;
  if (element->tag == EGB_XLSX_WORKBOOK_PR && element->parent == EGB_XLSX_WORKBOOK)
    book->since_1904 = egb_xlsx_attribute_true(element, "date1904");
  if (element->tag == EGB_XLSX_SHEET && element->parent == EGB_XLSX_SHEETS)
    return open_tab(book, element);
  return EGB_OK;
}

/* Gives tabs their parts and leaves out those that are no sheets of cells. */
static egb_status find_parts(egb_xlsx_book *book, const relations *all) {
  size_t kept = 0;
  for (size_t t = 0; t < book->tab_count; t++) {
    egb_xlsx_tab tab = book->tab[t];
    const relation *found = NULL;
    for (size_t i = 0; found == NULL && i < all->count; i++)
      if (strcmp(all->item[i].id, tab.id) == 0)
        found = &all->item[i];
    if (found != NULL && strcmp(found->type, "worksheet") != 0)
      continue; /* a diagram, a dialog, a macro */
    if (found == NULL || !egb_zip_has(book->zip, found->part))
      return egb_xlsx_refuse(&book->about, EGB_E_XLSX, EGB_XLSX_SAVE_AGAIN,
                             "the workbook is damaged: the part of its sheet `%s` is not there", tab.name);
    tab.part = found->part;
    book->tab[kept++] = tab;
  }
  book->tab_count = kept;
  return EGB_OK;
}

/* ---- opening ---------------------------------------------------------------------------------- */

static bool contains_utf16(const egb_source *source, const char *word) {
  const size_t length = strlen(word);
  for (size_t at = 0; at + 2 * length <= source->length; at++) {
    size_t i = 0;
    while (i < length && source->text[at + 2 * i] == word[i] && source->text[at + 2 * i + 1] == '\0')
      i++;
    if (i == length)
      return true;
  }
  return false;
}

/* Office 97-2003 and encrypted workbooks, which lie in the same container ([MS-OFFCRYPTO] 2.3.4.4). */
static egb_status refuse_container(const egb_xlsx_about *about) {
  if (contains_utf16(about->source, "EncryptedPackage"))
    return egb_xlsx_refuse(about, EGB_E_XLSX, "open it with its password, and save it without one as .xlsx",
                           "the workbook is encrypted");
  return egb_xlsx_refuse(about, EGB_E_XLSX, EGB_XLSX_SAVE_AGAIN " (or as CSV UTF-8)",
                         "a file of an old Office program (.xls), which is not read");
}

/* An archive without a workbook in it. */
static egb_status refuse_archive(const egb_xlsx_book *book) {
  if (egb_zip_has(book->zip, "xl/workbook.bin"))
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX, EGB_XLSX_SAVE_AGAIN,
                           "a binary workbook (.xlsb), which is not read");
  if (egb_zip_has(book->zip, "content.xml"))
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX, EGB_XLSX_SAVE_AGAIN,
                           "an OpenDocument file (.ods), which is not read");
  return egb_xlsx_refuse(&book->about, EGB_E_XLSX, "unpack it, and name the file in it",
                         "a zip archive that is not a workbook");
}

/* Where the workbook is: as the relationships of the package say, else where everybody puts it. */
static egb_status find_workbook(egb_xlsx_book *book, const char **out) {
  relations package;
  const egb_status status = read_relations(book, "", "", &package);
  if (status)
    return status;
  const char *part = of_type(&package, "officeDocument");
  *out = part != NULL ? part : "xl/workbook.xml";
  return egb_zip_has(book->zip, *out) && !egb_text_ends(*out, ".bin") ? EGB_OK : refuse_archive(book);
}

static egb_status read_workbook(egb_xlsx_book *book) {
  const char *part;
  egb_status status = find_workbook(book, &part);
  if (status)
    return status;
  const char *name = egb_path_name(part);
  const char *folder = egb_arena_text(book->arena, part, (size_t)(name - part));
  if (folder == NULL)
    return EGB_NO_MEMORY;
  relations all;
  status = read_relations(book, folder, name, &all);
  if (!status)
    status = egb_xlsx_xml_read(book->zip, &book->about, part,
                               &(egb_xlsx_handler){.context = book, .open = open_book_element});
  if (!status)
    status = find_parts(book, &all);
  book->strings = of_type(&all, "sharedStrings");
  book->styles = of_type(&all, "styles");
  return status;
}

egb_status egb_xlsx_book_open(const egb_xlsx_about *about, egb_xlsx_book *out) {
  *out = (egb_xlsx_book){.arena = egb_arena_new(), .about = *about};
  if (out->arena == NULL)
    return EGB_NO_MEMORY;
  if (about->source->length > 0 && about->source->text[0] != 'P')
    return refuse_container(about);
  egb_status status = egb_xlsx_zip_open(out->arena, about, &out->zip);
  if (!status)
    status = read_workbook(out);
  if (!status)
    status = egb_xlsx_strings_read(out);
  return status ? status : egb_xlsx_styles_read(out);
}

void egb_xlsx_book_close(egb_xlsx_book *book) {
  egb_zip_close(book->zip);
  egb_buffer_clear(&book->pool);
  egb_arena_free(book->arena);
}
