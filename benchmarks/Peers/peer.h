/* What every peer in C has in common: how it fails, its clocks, its report, its arguments. */
#ifndef PEER_H
#define PEER_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* As in .NET's ends, where it covers the compiler's tiers: long enough that both are measured warm. */
#define WARM_UP_NS 500000000ll

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

static int check(const char *call, int result) {
  if (result < 0) fail(call);
  return result;
}

static void refuse(const char *why) {
  fprintf(stderr, "%s\n", why);
  exit(1);
}

static int64_t clock_ns(clockid_t clock) {
  struct timespec time;
  check("clock_gettime", clock_gettime(clock, &time));
  return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static int64_t now(void) { return clock_ns(CLOCK_MONOTONIC); }

/* From the first measured operation to the last: wall time, and this process's CPU time. */
struct span {
  int64_t wall, cpu;
};

__attribute__((unused)) static struct span span_start(void) {
  return (struct span){now(), clock_ns(CLOCK_PROCESS_CPUTIME_ID)};
}

__attribute__((unused)) static struct span span_end(struct span start) {
  return (struct span){now() - start.wall, clock_ns(CLOCK_PROCESS_CPUTIME_ID) - start.cpu};
}

/* The line that the measuring program reads: operations that were measured, all with those of the warming up, times. */
__attribute__((unused)) static void report(uint64_t count, uint64_t all, struct span span) {
  printf("count=%llu all=%llu wall-ns=%lld cpu-ns=%lld\n", (unsigned long long)count, (unsigned long long)all,
         (long long)span.wall, (long long)span.cpu);
}

static uint64_t number(const char *word) {
  char *end;
  uint64_t value = strtoull(word, &end, 10);
  if (end == word || *end) refuse("a number was expected");
  return value;
}

#endif
