/* Prints the workbook of rich_book.h. */
#include "rich_book.h"

#include <stdio.h>

int main(void) {
  egb_buffer out = {0};
  egb_book *book = rich_book(HOSTILE_COUNT);
  const bool whole =
      book != NULL && egb_book_write(book, &out) && fwrite(out.text, 1, out.length, stdout) == out.length;
  egb_book_free(book);
  egb_buffer_clear(&out);
  return whole ? 0 : 1;
}
