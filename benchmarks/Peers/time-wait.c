/*
 * Connections that are over (TIME-WAIT, RFC 9293, section 3.3.2): what a busy server leaves behind.
 *
 *   time-wait CONNECTIONS
 *
 * Makes so many over the loopback, one after the other, each closed by the end that connected. It ends when they are
 * there; the kernel keeps them for a minute.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "peer.h"

/* A port of who connects is free again when its connection to the same port is over for good. */
enum { listeners = 4 };

static int listen_somewhere(struct sockaddr_in *name) {
  socklen_t length = sizeof *name;
  int listener = check("socket", socket(AF_INET, SOCK_STREAM, 0));
  *name = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  check("bind", bind(listener, (struct sockaddr *)name, length));
  check("listen", listen(listener, 16));
  check("getsockname", getsockname(listener, (struct sockaddr *)name, &length));
  return listener;
}

static uint64_t kept(void) {
  char line[256];
  unsigned long long count = 0;
  FILE *file = fopen("/proc/self/net/sockstat", "r");
  if (!file) fail("sockstat");
  while (fgets(line, sizeof line, file)) sscanf(line, "TCP: inuse %*u orphan %*u tw %llu", &count);
  fclose(file);
  return count;
}

int main(int count, char **words) {
  if (count != 2) refuse("usage: time-wait CONNECTIONS");
  struct sockaddr_in names[listeners];
  int waiting[listeners];
  uint64_t connections = number(words[1]);
  for (int i = 0; i < listeners; i++) waiting[i] = listen_somewhere(&names[i]);
  for (uint64_t made = 0; made < connections; made++) {
    int i = made % listeners;
    int client = check("socket", socket(AF_INET, SOCK_STREAM, 0));
    check("connect", connect(client, (struct sockaddr *)&names[i], sizeof names[i]));
    int server = check("accept", accept(waiting[i], NULL, NULL));
    close(client);
    close(server);
  }
  if (kept() < connections * 9 / 10) refuse("the kernel does not keep them");
}
