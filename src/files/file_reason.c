#include "files/file_reason.h"

#include <errno.h>

egb_file_reason egb_file_reason_of(int error) {
  switch (error) {
  case ENOENT:
    return (egb_file_reason){"no such file or folder", "check the name and the folder it is looked for in"};
  case EACCES:
  case EPERM:
    return (egb_file_reason){"permission denied", "check the permissions of the file and of its folder"};
  case EISDIR:
    return (egb_file_reason){"it is a folder", "name a file inside it"};
  case ENOTDIR:
    return (egb_file_reason){"a part of the path is not a folder", "check the path"};
  case ENOSPC:
    return (egb_file_reason){"no space left on the device", "free some space or choose another place"};
  case EDQUOT:
    return (egb_file_reason){"the disk quota is used up", "free some space or choose another place"};
  case EFBIG:
    return (egb_file_reason){
        "the file is too large",
        "the limit is 1 GiB, or less where the system sets one; other programs, such as DuckDB or cut, can leave out rows and columns"};
  case EROFS:
    return (egb_file_reason){"the file system is read-only", "choose another place"};
  case ENAMETOOLONG:
    return (egb_file_reason){"the name is too long", "choose a shorter name"};
  case ELOOP:
    return (egb_file_reason){"too many symbolic links", "name the file itself"};
  case EMFILE:
  case ENFILE:
    return (egb_file_reason){"too many files are open", "close other programs, or raise the limit of open files"};
  case ENXIO:
  case ENODEV:
    return (egb_file_reason){"the device does not exist", "name a regular file"};
  case EPIPE:
    return (egb_file_reason){"the reader has ended", "keep the reading program running until the end"};
  case EIO:
    return (egb_file_reason){"the device reported an error", "check the disk or try another place"};
  case EAGAIN:
    return (egb_file_reason){"another program keeps it locked", "wait until that program has ended, then try again"};
  case ENOMEM:
    return (egb_file_reason){"memory ran out", "close other programs and try again"};
  default:
    return (egb_file_reason){"the system refused it", "check the path and try another place"};
  }
}
