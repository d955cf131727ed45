/*
 * Short connections to a server, so many at once, from one thread: connect, one byte there and the same back, and the
 * server's end of file.
 *
 *   connect-load DOMAIN ADDRESS AT-ONCE MILLISECONDS
 *
 * The server closes first: then what waits for late segments (TIME_WAIT) is at its end, and the port is free again.
 * Warm, it writes a line and waits for one, as echo-load does; the histogram is of whole connections.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <sys/epoll.h>

#include "histogram.h"
#include "stream.h"

enum { batch = 256 };

static const char *domain;
static union stream_name name;
static int events;
static int64_t *began;
static uint64_t begun, ended;

/* Over the loopback the handshake is done within connect(2), so that it does not wait. */
static void begin(uint64_t place) {
  began[place] = now();
  int end = stream_connect(domain, &name);
  if (send(end, "x", 1, MSG_NOSIGNAL) != 1) fail("send");
  struct epoll_event wanted = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.u64 = place << 32 | (uint32_t)end};
  check("EPOLL_CTL_ADD", epoll_ctl(events, EPOLL_CTL_ADD, end, &wanted));
  begun++;
}

/* Whether it has ended. */
static bool take(uint64_t place, int end) {
  char answer[2];
  ssize_t got;
  while ((got = recv(end, answer, sizeof answer, MSG_DONTWAIT)) > 0) {
  }
  if (got < 0 && errno == EAGAIN) return false;
  check("recv", (int)got);
  close(end);
  histogram_add(now() - began[place]);
  ended++;
  return true;
}

static void run(uint64_t at_once, int64_t length) {
  struct epoll_event ready[batch];
  histogram_clear();
  begun = ended = 0;
  int64_t until = now() + length;
  for (uint64_t place = 0; place < at_once; place++) begin(place);
  while (ended < begun) {
    int many = check("epoll_wait", epoll_wait(events, ready, batch, 0));
    for (int i = 0; i < many; i++) {
      uint64_t place = ready[i].data.u64 >> 32;
      if (take(place, (int)(uint32_t)ready[i].data.u64) && now() < until) begin(place);
    }
    if (now() > until + WARM_UP_NS * 10) refuse("connections do not end");
  }
}

int main(int count, char **words) {
  if (count != 5) refuse("connect-load DOMAIN ADDRESS AT-ONCE MILLISECONDS");
  domain = words[1];
  name = stream_name(domain, words[2]);
  uint64_t at_once = number(words[3]);
  began = calloc(at_once, sizeof *began);
  events = check("epoll_create1", epoll_create1(0));
  run(at_once, WARM_UP_NS);
  wait_warm();
  struct span start = span_start();
  run(at_once, (int64_t)number(words[4]) * 1000000);
  report(ended, ended, span_end(start));
  histogram_print();
  return 0;
}
