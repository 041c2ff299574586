// Asks the processor to fetch a line of memory while something else is done. Swift has no word for
// it. The address may be any: a hint never faults.
#ifndef PIPEROLL_CPREFETCH_H
#define PIPEROLL_CPREFETCH_H

static inline void piperoll_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
