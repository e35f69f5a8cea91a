/* In WebAssembly, in place of the C library's own iconv: encodings are converted by the host, a page that knows those
 * of the WHATWG Encoding Standard anyway (reports/desk_module.js). Their tables would be a quarter of the module. */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define HOST(name) __attribute__((import_module("egovbench"), import_name(name)))

/* Whether the host knows the encoding. */
HOST("knows") int egb_host_knows(const char *encoding);
/* The bytes as UTF-8 in memory of malloc, and how many of them could be read: all, or those before the first that does
 * not exist in the encoding. NULL: no memory. */
HOST("decode")
char *egb_host_decode(const char *encoding, const char *bytes, size_t length, size_t *decoded, size_t *read);

typedef struct conversion {
  const char *encoding; /* of a table of constants */
  char *text;           /* what is still to be handed out; NULL: nothing is converted */
  size_t length, at, read;
} conversion;

iconv_t iconv_open(const char *to, const char *from) {
  conversion *new = NULL;
  (void)to; /* UTF-8 always */
  if (!egb_host_knows(from)) {
    errno = EINVAL;
  } else if ((new = calloc(1, sizeof *new)) != NULL) {
    new->encoding = from;
  }
  return new != NULL ? (iconv_t) new : (iconv_t)-1;
}

/* All of the input is converted at once, and taken as read when the last of its text was handed out. */
size_t iconv(iconv_t handle, char **in, size_t *in_left, char **out, size_t *out_left) {
  conversion *c = handle;
  if (in == NULL || *in == NULL)
    return 0;
  if (c->text == NULL) {
    c->text = egb_host_decode(c->encoding, *in, *in_left, &c->length, &c->read);
    c->at = 0;
    if (c->text == NULL) {
      errno = ENOMEM;
      return (size_t)-1;
    }
  }
  const size_t rest = c->length - c->at, piece = rest < *out_left ? rest : *out_left;
  memcpy(*out, c->text + c->at, piece);
  *out += piece;
  *out_left -= piece;
  c->at += piece;
  if (piece < rest) {
    errno = E2BIG;
    return (size_t)-1;
  }
  free(c->text);
  c->text = NULL;
  *in += c->read;
  *in_left -= c->read;
  errno = EILSEQ;
  return *in_left == 0 ? 0 : (size_t)-1;
}

int iconv_close(iconv_t handle) {
  conversion *c = handle;
  free(c->text);
  free(c);
  return 0;
}
