// CRC-32C by the processor's own instruction, where it has one.
#ifndef PIPEROLL_CRC32C_H
#define PIPEROLL_CRC32C_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

// Whether `piperoll_crc32c` may be called.
static inline int piperoll_crc32c_is_there(void) {
  return __builtin_cpu_supports("sse4.2") != 0;
}

// Goes on from `crc`, which the caller inverts before and after. The attribute lets this function
// alone use the instruction, so that the program still starts on a processor without it.
__attribute__((target("sse4.2"))) static inline uint32_t piperoll_crc32c(
    uint32_t crc, const void *bytes, size_t count) {
  const unsigned char *at = (const unsigned char *)bytes;
  uint64_t wide = crc;
  for (; count >= 8; count -= 8, at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    wide = __builtin_ia32_crc32di(wide, word);
  }
  uint32_t narrow = (uint32_t)wide;
  for (; count > 0; count--, at++) narrow = __builtin_ia32_crc32qi(narrow, *at);
  return narrow;
}

#else

static inline int piperoll_crc32c_is_there(void) { return 0; }

static inline uint32_t piperoll_crc32c(uint32_t crc, const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
  return crc;
}

#endif

#endif
