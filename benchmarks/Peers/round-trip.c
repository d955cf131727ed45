/*
 * A message there and the same back, one after the other, by blocking calls at both ends.
 *
 *   round-trip answer DOMAIN ADDRESS BYTES
 *   round-trip ask    DOMAIN ADDRESS BYTES COUNT
 *
 * DOMAIN is tcp or udp, where ADDRESS is a port of the loopback, or unix, unix-dgram or unix-seqpacket, where it is a
 * path. A message begins with a letter: w while both ends warm up, m when it is measured. A message of one byte is the
 * last and has no answer. The asking end prints each round trip in nanoseconds.
 */
#include "peer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define MOST_BYTES 65536
#define PATIENCE_SECONDS 5

union name {
  struct sockaddr any;
  struct sockaddr_in internet;
  struct sockaddr_un local;
};

struct domain {
  int family, type;
  socklen_t length;
};

static struct domain domain_of(const char *name) {
  if (!strcmp(name, "tcp")) return (struct domain){AF_INET, SOCK_STREAM, sizeof(struct sockaddr_in)};
  if (!strcmp(name, "unix")) return (struct domain){AF_UNIX, SOCK_STREAM, sizeof(struct sockaddr_un)};
  if (!strcmp(name, "udp")) return (struct domain){AF_INET, SOCK_DGRAM, sizeof(struct sockaddr_in)};
  if (!strcmp(name, "unix-dgram")) return (struct domain){AF_UNIX, SOCK_DGRAM, sizeof(struct sockaddr_un)};
  if (!strcmp(name, "unix-seqpacket")) return (struct domain){AF_UNIX, SOCK_SEQPACKET, sizeof(struct sockaddr_un)};
  refuse("tcp, udp, unix, unix-dgram or unix-seqpacket was expected");
  abort();
}

static union name name_of(struct domain domain, const char *address, const char *suffix) {
  union name name = {0};
  name.any.sa_family = (sa_family_t)domain.family;
  if (domain.family == AF_INET) {
    name.internet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    name.internet.sin_port = htons((uint16_t)number(address));
  } else {
    snprintf(name.local.sun_path, sizeof name.local.sun_path, "%s%s", address, suffix);
  }
  return name;
}

static int open_socket(struct domain domain) {
  int end = check("socket", socket(domain.family, domain.type, 0));
  int yes = 1;
  /* What is accepted takes it from the listener. */
  if (domain.family == AF_INET && domain.type == SOCK_STREAM)
    check("TCP_NODELAY", setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes));
  struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
  check("SO_RCVTIMEO", setsockopt(end, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience));
  return end;
}

static void answer(struct domain domain, const char *address, size_t bytes) {
  static char message[MOST_BYTES];
  union name own = name_of(domain, address, ""), peer;
  int end = open_socket(domain);
  check("bind", bind(end, &own.any, domain.length));
  bool connects = domain.type != SOCK_DGRAM;
  if (connects) check("listen", listen(end, 1));
  fprintf(stderr, "listening on %s\n", address);
  if (connects) end = check("accept", accept(end, NULL, NULL));
  uint64_t count = 0, all = 0;
  struct span start = {0};
  for (;;) {
    socklen_t length = sizeof peer;
    ssize_t got = recvfrom(end, message, sizeof message, 0, connects ? NULL : &peer.any, connects ? NULL : &length);
    check("recvfrom", (int)got);
    if ((size_t)got != bytes) break;
    all++;
    if (message[0] == 'm' && count++ == 0) start = span_start();
    check("sendto", (int)sendto(end, message, bytes, 0, connects ? NULL : &peer.any, connects ? 0 : length));
  }
  report(count, all, span_end(start));
}

static void ask(struct domain domain, const char *address, size_t bytes, uint64_t count) {
  static char message[MOST_BYTES];
  union name server = name_of(domain, address, "");
  int end = open_socket(domain);
  union name own = name_of(domain, address, ".asks");
  /* Whoever is to answer a unix datagram needs the name of its sender (unix(7)). */
  bool named = domain.family == AF_UNIX && domain.type == SOCK_DGRAM;
  if (named) check("bind", bind(end, &own.any, domain.length));
  check("connect", connect(end, &server.any, domain.length));
  int64_t *times = calloc(count, sizeof *times), warm = now() + WARM_UP_NS, began;
  struct span start = {0};
  uint64_t all = 0;
  for (uint64_t trip = 0; trip < count; all++) {
    began = now();
    if (message[0] != 'm' && began >= warm) {
      start = span_start();
      began = start.wall;
    }
    message[0] = start.wall ? 'm' : 'w';
    check("send", (int)send(end, message, bytes, 0));
    if ((size_t)check("recv", (int)recv(end, message, sizeof message, 0)) != bytes) refuse("another length came back");
    if (start.wall) times[trip++] = now() - began;
  }
  report(count, all, span_end(start));
  send(end, message, 1, 0);
  if (named) unlink(own.local.sun_path);
  for (uint64_t trip = 0; trip < count; trip++) printf("%lld\n", (long long)times[trip]);
}

int main(int count, char **words) {
  bool asks = count == 6 && !strcmp(words[1], "ask");
  if (!asks && count != 5) refuse("round-trip answer|ask DOMAIN ADDRESS BYTES [COUNT]");
  if (number(words[4]) > MOST_BYTES) refuse("too many BYTES");
  if (asks) ask(domain_of(words[2]), words[3], number(words[4]), number(words[5]));
  else answer(domain_of(words[2]), words[3], number(words[4]));
  return 0;
}
