/* SHA256SUMS, as sha256sum reads it, and the one sum that stands for all. */
#include "base/checksum.h"
#include "bundle/gather.h"

#include <string.h>

static void put_sum(egb_buffer *out, const egb_bundle_file *file) {
  char sum[65];
  egb_sha256_hex(file->bytes, file->length, sum);
  egb_buffer_format(out, "%s  %s\n", sum, file->path);
}

egb_status egb_bundle_gather_sums(egb_bundle *bundle, egb_diag *diag) {
  egb_buffer out = {0};
  for (size_t i = 0; i < bundle->file_count; i++)
    put_sum(&out, &bundle->file[i]);
  egb_status status = egb_bundle_add_text(bundle,
                                          (egb_bundle_file){.path = EGB_BUNDLE_SUMS,
                                                            .role = EGB_KEPT_CHECKSUM,
                                                            .media_type = "text/plain",
                                                            .title = EGB_BUNDLE_SUMS_TITLE},
                                          &out, diag);
  if (status != EGB_OK)
    return status;
  const egb_bundle_file *sums = &bundle->file[bundle->file_count - 1];
  egb_sha256_hex(sums->bytes, sums->length, bundle->checksum);
  if (bundle->options->kind == EGB_BUNDLE_EDITION)
    return EGB_OK;
  put_sum(&out, sums);
  return egb_bundle_add_text(
      bundle,
      (egb_bundle_file){
          .path = EGB_BUNDLE_SUM, .role = EGB_KEPT_CHECKSUM, .media_type = "text/plain", .title = EGB_BUNDLE_SUM_TITLE},
      &out, diag);
}
