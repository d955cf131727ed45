/*
 * Sockets of the peers: DOMAIN is tcp, where ADDRESS is a port of the loopback, or unix, where it is a path. Clients
 * may have udp as well.
 */
#ifndef STREAM_H
#define STREAM_H

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "peer.h"

#define BACKLOG 4096

union stream_name {
  struct sockaddr any;
  struct sockaddr_in internet;
  struct sockaddr_un local;
};

static union stream_name stream_name(const char *domain, const char *address) {
  union stream_name name = {0};
  if (!strcmp(domain, "tcp") || !strcmp(domain, "udp")) {
    name.internet.sin_family = AF_INET;
    name.internet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    name.internet.sin_port = htons((uint16_t)number(address));
  } else if (!strcmp(domain, "unix")) {
    name.local.sun_family = AF_UNIX;
    snprintf(name.local.sun_path, sizeof name.local.sun_path, "%s", address);
  } else {
    refuse("tcp, unix or udp was expected");
  }
  return name;
}

static socklen_t stream_name_length(union stream_name *name) {
  return name->any.sa_family == AF_UNIX ? sizeof name->local : sizeof name->internet;
}

/* As many descriptors as may be had, which .NET's ends take as well. */
__attribute__((unused)) static void raise_limit(void) {
  struct rlimit limit;
  check("getrlimit", getrlimit(RLIMIT_NOFILE, &limit));
  limit.rlim_cur = limit.rlim_max;
  check("setrlimit", setrlimit(RLIMIT_NOFILE, &limit));
}

/* What is accepted takes TCP_NODELAY from the listener. */
__attribute__((unused)) static int stream_listen(const char *domain, const char *address) {
  union stream_name name = stream_name(domain, address);
  raise_limit();
  int listener = check("socket", socket(name.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK, 0)), yes = 1;
  if (name.any.sa_family == AF_INET) {
    check("SO_REUSEADDR", setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes));
    check("TCP_NODELAY", setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes));
  }
  check("bind", bind(listener, &name.any, stream_name_length(&name)));
  check("listen", listen(listener, BACKLOG));
  signal(SIGPIPE, SIG_IGN);
  fprintf(stderr, "listening on %s\n", address);
  return listener;
}

/* Connected by the time it returns. */
__attribute__((unused)) static int stream_connect(const char *domain, union stream_name *name) {
  int type = !strcmp(domain, "udp") ? SOCK_DGRAM : SOCK_STREAM;
  int end = check("socket", socket(name->any.sa_family, type, 0)), yes = 1;
  if (name->any.sa_family == AF_INET && type == SOCK_STREAM)
    check("TCP_NODELAY", setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes));
  check("connect", connect(end, &name->any, stream_name_length(name)));
  return end;
}

#endif
