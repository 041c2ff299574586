// CRC-32C by the processor's own instruction, where it has one.
#ifndef PIPEROLL_CRC32C_H
#define PIPEROLL_CRC32C_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

// Whether `piperoll_crc32c` may be called.
static inline int piperoll_crc32c_is_there(void) {
  return __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0;
}

// Bytes of each of three lanes. The instruction takes one word a cycle, but needs three for its
// result: three sums at a time are three times as fast as one.
#define PIPEROLL_CRC32C_LANE 2048

typedef long long piperoll_words __attribute__((vector_size(16)));

// The sum as it would be so many bytes further on, but for the last 64 bits of the reduction.
// `power` is x to the number of those bits less 33, modulo the polynomial, reflected.
__attribute__((target("sse4.2,pclmul"))) static inline uint64_t piperoll_crc32c_moved(
    uint64_t crc, uint32_t power) {
  piperoll_words left = {(long long)crc, 0}, right = {(long long)power, 0};
  return (uint64_t)__builtin_ia32_pclmulqdq128(left, right, 0)[0];
}

static inline uint64_t piperoll_crc32c_word(const unsigned char *at) {
  uint64_t word;
  memcpy(&word, at, 8);
  return word;
}

// Goes on from `crc`, which the caller inverts before and after. The attribute lets this function
// alone use the instructions, so that the program still starts on a processor without them.
__attribute__((target("sse4.2,pclmul"))) static inline uint32_t piperoll_crc32c(
    uint32_t crc, const void *bytes, size_t count) {
  enum { lane = PIPEROLL_CRC32C_LANE, round = 3 * lane + 8 };
  const unsigned char *at = (const unsigned char *)bytes;
  uint64_t wide = crc;
  for (; count >= round; count -= round, at += round) {
    uint64_t second = 0, third = 0;
    for (size_t done = 0; done < lane; done += 8) {
      wide = __builtin_ia32_crc32di(wide, piperoll_crc32c_word(at + done));
      second = __builtin_ia32_crc32di(second, piperoll_crc32c_word(at + lane + done));
      third = __builtin_ia32_crc32di(third, piperoll_crc32c_word(at + 2 * lane + done));
    }
    // x^((2 * lane + 8) * 8 - 33) and x^((lane + 8) * 8 - 33): the word after the lanes takes what
    // is left to be reduced.
    uint64_t moved = piperoll_crc32c_moved(wide, 0xC2A5B65E);
    moved ^= piperoll_crc32c_moved(second, 0xF7506984);
    wide = __builtin_ia32_crc32di(third, piperoll_crc32c_word(at + 3 * lane) ^ moved);
  }
  for (; count >= 8; count -= 8, at += 8) {
    wide = __builtin_ia32_crc32di(wide, piperoll_crc32c_word(at));
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
