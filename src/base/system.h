/* system.h - what not every system has below its C library: users, modes and processes, paths that can be resolved, how
 * memory comes in pages, and libraries that are loaded late.
 * system_posix.c has it; system_wasi.c is for WebAssembly, where files are what the host hands over. */
#ifndef EGB_BASE_SYSTEM_H
#define EGB_BASE_SYSTEM_H

#include "egovbench.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* The path with links and `..` resolved, to be freed; NULL with errno. Where nothing can be resolved, the path of a
 * file that is there. */
char *egb_system_path(const char *path);
/* Gives an open file the owner and the group of an old one, as far as this process may: false when one of them stayed
 * another. Then its mode, without set-id bits: 0 or an error number. Where files have neither there is nothing to do.
 */
bool egb_system_set_owner(int file, const struct stat *old);
int egb_system_set_mode(int file, const struct stat *old);
/* Whether the file belongs to who runs this process. */
bool egb_system_owns(const struct stat *file);
/* A number that no other process has now. */
uint64_t egb_system_process(void);
/* Asks for this stretch of an open file to be written to the disk, without waiting for it. A wish, too. */
void egb_system_begin_sync(int file, size_t from, size_t length);
/* Once, at the start of a program that runs one command and ends: memory is taken from the system in few large pieces,
 * and kept until the end. A wish that not every system grants. */
void egb_system_hold_memory(void);

/* Loads a library that few commands need (base/late.h; system_library.c, part of a build that has such a library), and
 * finds functions and variables of it by their names: their addresses, side by side, to *addresses. They stay as long
 * as the process. EGB_IO: it is not there, or has not all of them; EGB_NO_MEMORY. Then all addresses are NULL. */
egb_status egb_system_library_find(const char *file, const char *const *name, size_t count, void *addresses);

#endif
