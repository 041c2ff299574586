// sync_file_range(2), which Swift's Glibc leaves out.
#ifndef PIPEROLL_COPENSSL_WRITEOUT_H
#define PIPEROLL_COPENSSL_WRITEOUT_H

#include <stdint.h>

// As <fcntl.h> declares it for those who define _GNU_SOURCE before they include anything.
extern int sync_file_range(int descriptor, int64_t offset, int64_t count, unsigned int flags);

// Waits for what is on its way, sends the rest, waits for that: the three flags, as they are defined.
static inline int piperoll_sync_file_range(int descriptor, int64_t offset, int64_t count) {
  return sync_file_range(descriptor, offset, count, 1 | 2 | 4);
}

#endif
