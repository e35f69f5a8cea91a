#ifdef __linux__
#define _GNU_SOURCE /* sync_file_range */
#endif

#include "base/system.h"

#include <fcntl.h>

void egb_system_begin_sync(int file, size_t from, size_t length) {
#ifdef SYNC_FILE_RANGE_WRITE
  (void)sync_file_range(file, (off_t)from, (off_t)length, SYNC_FILE_RANGE_WRITE);
#else
  (void)file;
  (void)from;
  (void)length;
#endif
}
