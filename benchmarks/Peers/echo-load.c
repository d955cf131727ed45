/*
 * Requests to an echo server, over so many connections, from one thread. DOMAIN may be udp as well, where each
 * connection is a socket with a port of its own.
 *
 *   echo-load DOMAIN ADDRESS BYTES CONNECTIONS MILLISECONDS [A-SECOND]
 *
 * Closed: each connection has one request on its way, and sends the next when the answer is there. Open, with a rate:
 * requests are due at even intervals, whether or not those before were answered, and the time of each counts from when
 * it was due, so that a server that stops for a moment is seen to (coordinated omission). It never sleeps: what it
 * would take to wake it would be the server's CPU time.
 *
 * Once warm it writes a line and waits for one, so that whoever started it can look at the server. Then it measures,
 * waits for all answers, and writes its report and how often each time was taken: nanoseconds and count.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <sys/epoll.h>

#include "histogram.h"
#include "stream.h"

enum { batch = 1024, most_bytes = 65536 };

struct connection {
  int end;
  uint32_t unread;  /* bytes of an answer that is not whole yet */
  uint64_t sent, answered;
  int64_t asked;
};

static char message[most_bytes], answer[most_bytes];
static size_t bytes, connections;
static struct connection *all;

/* The measured part, or the warming up. */
static struct phase {
  bool sends;
  int64_t began;
  double interval;  /* of the open loop, in nanoseconds; 0 for the closed loop */
  uint64_t sent, answered;
} phase;

static int64_t due(uint64_t request) { return phase.began + (int64_t)((double)request * phase.interval); }

static void ask(struct connection *one) {
  one->asked = now();
  one->sent++;
  phase.sent++;
  if (send(one->end, message, bytes, MSG_NOSIGNAL) != (ssize_t)bytes) refuse("a request was not taken");
}

/* In the open loop requests go to the connections in turn, so that which one is answered says when it was due. */
static void answered(struct connection *one, int64_t time) {
  size_t place = (size_t)(one - all);
  int64_t from = phase.interval > 0 ? due(one->answered * connections + place) : one->asked;
  histogram_add(time - from);
  one->answered++;
  phase.answered++;
  if (phase.interval == 0 && phase.sends) ask(one);
}

static void take(struct connection *one) {
  ssize_t got = recv(one->end, answer, sizeof answer, 0);
  if (got < 0 && errno == EAGAIN) return;
  check("recv", (int)got);
  if (!got) refuse("the server closed a connection");
  int64_t time = now();
  one->unread += (uint32_t)got;
  for (; one->unread >= bytes; one->unread -= (uint32_t)bytes) answered(one, time);
}

static void run(int events, double interval, int64_t length) {
  struct epoll_event ready[batch];
  histogram_clear();
  phase = (struct phase){true, now(), interval, 0, 0};
  for (size_t i = 0; i < connections; i++) {
    all[i].sent = all[i].answered = 0;
    if (interval == 0) ask(&all[i]);
  }
  while (phase.sends || phase.answered < phase.sent) {
    int many = check("epoll_wait", epoll_wait(events, ready, batch, 0));
    for (int i = 0; i < many; i++) take(&all[ready[i].data.u32]);
    int64_t time = now();
    phase.sends = time - phase.began < length;
    if (time - phase.began > 10 * length + WARM_UP_NS * 10) refuse("the answers do not come");
    while (interval > 0 && phase.sends && due(phase.sent) <= time) ask(&all[phase.sent % connections]);
  }
}

static int open_all(const char *domain, const char *address) {
  union stream_name name = stream_name(domain, address);
  int events = check("epoll_create1", epoll_create1(0));
  raise_limit();
  for (size_t i = 0; i < connections; i++) {
    all[i].end = stream_connect(domain, &name);
    check("O_NONBLOCK", fcntl(all[i].end, F_SETFL, O_NONBLOCK));
    struct epoll_event wanted = {.events = EPOLLIN | EPOLLET, .data.u32 = (uint32_t)i};
    check("EPOLL_CTL_ADD", epoll_ctl(events, EPOLL_CTL_ADD, all[i].end, &wanted));
  }
  return events;
}

int main(int count, char **words) {
  if (count != 6 && count != 7) refuse("echo-load DOMAIN ADDRESS BYTES CONNECTIONS MILLISECONDS [A-SECOND]");
  bytes = number(words[3]);
  connections = number(words[4]);
  if (bytes > most_bytes || !bytes || !connections) refuse("too many BYTES, or none");
  all = calloc(connections, sizeof *all);
  double interval = count == 7 ? 1e9 / (double)number(words[6]) : 0;
  int events = open_all(words[1], words[2]);
  run(events, interval, WARM_UP_NS);
  wait_warm();
  struct span start = span_start();
  run(events, interval, (int64_t)number(words[5]) * 1000000);
  report(phase.answered, phase.answered, span_end(start));
  histogram_print();
  return 0;
}
