/* How often each time was taken, in nanoseconds: each power of two in 64 steps, so within 1.6 per cent. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include "peer.h"

enum { finer = 6, histogram_steps = 64 << finer };

static uint64_t seen[histogram_steps];

static unsigned histogram_step(uint64_t time) {
  if (time < 1u << finer) return (unsigned)time;
  unsigned shift = 63 - (unsigned)__builtin_clzll(time) - finer;
  return ((shift + 1) << finer) + (unsigned)((time >> shift) - (1u << finer));
}

/* The longest time of a step. */
static uint64_t histogram_top(unsigned step) {
  if (step < 1u << finer) return step;
  unsigned shift = (step >> finer) - 1;
  return ((((uint64_t)step & ((1u << finer) - 1)) + (1u << finer) + 1) << shift) - 1;
}

static void histogram_clear(void) { memset(seen, 0, sizeof seen); }

static void histogram_add(int64_t time) { seen[histogram_step((uint64_t)time)]++; }

/* A line for each time that was taken, and how often. */
static void histogram_print(void) {
  for (unsigned step = 0; step < histogram_steps; step++)
    if (seen[step]) printf("%llu %llu\n", (unsigned long long)histogram_top(step), (unsigned long long)seen[step]);
}

/* The end of the warming up: whoever started this looks at the server, and says when to go on. */
static void wait_warm(void) {
  printf("warm\n");
  fflush(stdout);
  if (getchar() == EOF) refuse("nobody waits for the figures");
}

#endif
