/*
 * An echo server on one thread over epoll(7), as cheap as it gets: edge-triggered, so that nothing is armed again; one
 * recv(2) and one send(2) for a request; one buffer for all connections.
 *
 *   echo-epoll DOMAIN ADDRESS [once]
 *
 * With once, it closes a connection after its first answer.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <sys/epoll.h>

#include "stream.h"

enum { batch = 1024, most_bytes = 65536 };

static char buffer[most_bytes];

static void accept_all(int events, int listener) {
  for (;;) {
    int end = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (end < 0 && errno == EAGAIN) return;
    if (end < 0 && errno == ECONNABORTED) continue;
    check("accept4", end);
    struct epoll_event wanted = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = end};
    check("EPOLL_CTL_ADD", epoll_ctl(events, EPOLL_CTL_ADD, end, &wanted));
  }
}

/* A receive that does not fill the buffer has emptied the socket (epoll(7)), unless the peer's end came as well. */
static void echo(int end, bool peer_ended, bool once) {
  for (;;) {
    ssize_t got = recv(end, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EAGAIN) return;
    /* A peer that takes no answers is a peer that is gone: no measurement lets so many wait. */
    if (got <= 0 || send(end, buffer, (size_t)got, MSG_NOSIGNAL) != got || once) {
      close(end);
      return;
    }
    if ((size_t)got < sizeof buffer && !peer_ended) return;
  }
}

int main(int count, char **words) {
  if (count != 3 && count != 4) refuse("echo-epoll DOMAIN ADDRESS [once]");
  int listener = stream_listen(words[1], words[2]), events = check("epoll_create1", epoll_create1(0));
  struct epoll_event ready[batch], wanted = {.events = EPOLLIN, .data.fd = listener};
  check("EPOLL_CTL_ADD", epoll_ctl(events, EPOLL_CTL_ADD, listener, &wanted));
  for (;;) {
    int many = epoll_wait(events, ready, batch, -1);
    if (many < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < many; i++) {
      if (ready[i].data.fd == listener) accept_all(events, listener);
      else echo(ready[i].data.fd, ready[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR), count == 4);
    }
  }
}
