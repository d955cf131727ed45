/*
 * Many sockets in many processes that do nothing: what a reader of the machine's sockets has to get through.
 *
 *   socket-crowd unix|tcp|both SOCKETS PROCESSES
 *
 * Half of each process's sockets are joined to the other half: pairs of the unix domain, or connections over the
 * loopback to a listener of its own; or as many of each. It writes a line once they are there, and ends with its input.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "peer.h"

enum { spare_descriptors = 64 };

static void allow_descriptors(uint64_t sockets) {
  struct rlimit limit = {.rlim_cur = sockets + spare_descriptors, .rlim_max = sockets + spare_descriptors};
  check("setrlimit", setrlimit(RLIMIT_NOFILE, &limit));
}

static void hold_pairs(uint64_t pairs) {
  int ends[2];
  while (pairs--) check("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
}

/* Closed, it is over at once: what is left for a minute of one crowd (TIME-WAIT) would be read with the next. */
static int over_at_once(int end) {
  struct linger limit = {.l_onoff = 1, .l_linger = 0};
  check("SO_LINGER", setsockopt(end, SOL_SOCKET, SO_LINGER, &limit, sizeof limit));
  return end;
}

static void hold_connections(uint64_t connections) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof name;
  int listener = check("socket", socket(AF_INET, SOCK_STREAM, 0));
  check("bind", bind(listener, (struct sockaddr *)&name, length));
  check("listen", listen(listener, 16));
  check("getsockname", getsockname(listener, (struct sockaddr *)&name, &length));
  while (connections--) {
    int client = over_at_once(check("socket", socket(AF_INET, SOCK_STREAM, 0)));
    check("connect", connect(client, (struct sockaddr *)&name, length));
    over_at_once(check("accept", accept(listener, NULL, NULL)));
  }
}

static void hold(int of_unix, int of_tcp, uint64_t sockets, int told) {
  check("prctl", prctl(PR_SET_PDEATHSIG, SIGKILL));
  allow_descriptors(sockets);
  uint64_t pairs = sockets / 2 / (of_unix + of_tcp);
  if (of_unix) hold_pairs(pairs);
  if (of_tcp) hold_connections(pairs);
  if (write(told, "", 1) != 1) fail("write");
  for (;;) pause();
}

int main(int count, char **words) {
  if (count != 4) refuse("usage: socket-crowd unix|tcp|both SOCKETS PROCESSES");
  int of_unix = strcmp(words[1], "tcp") != 0, of_tcp = strcmp(words[1], "unix") != 0;
  uint64_t processes = number(words[3]), sockets = number(words[2]) / processes;
  int told[2];
  char byte;
  check("pipe", pipe(told));
  for (uint64_t process = 0; process < processes; process++)
    if (!check("fork", fork())) hold(of_unix, of_tcp, sockets, told[1]);
  close(told[1]);
  for (uint64_t process = 0; process < processes; process++)
    if (read(told[0], &byte, 1) != 1) refuse("a process could not open its sockets");
  puts("ready");
  fflush(stdout);
  while (read(0, &byte, 1) > 0) continue;
  kill(0, SIGKILL);
}
