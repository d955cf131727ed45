/*
 * Puts frames on a link at a steady rate: frame-flood INTERFACE LENGTH COUNT FRAMES-A-SECOND SECONDS. They are of
 * an EtherType for experiments, so that the receiving kernel does nothing with them. It ends so many seconds later: what
 * captures leaves the last frames in its ring for a while.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "peer.h"

enum { batch = 32, longest = 1514 };

int main(int argc, char **argv) {
  if (argc != 6) refuse("usage: frame-flood INTERFACE LENGTH COUNT FRAMES-A-SECOND SECONDS");
  size_t length = number(argv[2]);
  uint64_t count = number(argv[3]);
  double second = (double)number(argv[4]);
  if (length < 18 || length > longest) refuse("a frame has 18 to 1514 bytes");
  static unsigned char frames[batch][longest];
  struct iovec vectors[batch];
  struct mmsghdr messages[batch];
  memset(messages, 0, sizeof messages);
  for (int i = 0; i < batch; i++) {
    memset(frames[i], 0xff, 6);
    memcpy(frames[i] + 6, "\x02\0\0\0\0\x01\x88\xb5", 8);
    vectors[i] = (struct iovec){frames[i], length};
    messages[i].msg_hdr.msg_iov = &vectors[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }

  int fd = check("socket", socket(AF_PACKET, SOCK_RAW, 0));
  struct sockaddr_ll name = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(argv[1])};
  check("bind", bind(fd, (struct sockaddr *)&name, sizeof name));
  /* The queue of the interface would drop some on its own. */
  int yes = 1;
  check("setsockopt", setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &yes, sizeof yes));
  struct span start = span_start();
  for (uint64_t sent = 0; sent < count;) {
    /* A batch is due when the time for what came before it is over. */
    while ((double)(now() - start.wall) * second < (double)sent * 1e9) {
    }

    unsigned left = count - sent < batch ? (unsigned)(count - sent) : batch;
    for (unsigned i = 0; i < left; i++) {
      uint32_t place = htonl((uint32_t)(sent + i));
      memcpy(frames[i] + 14, &place, sizeof place);
    }

    sent += (unsigned)check("sendmmsg", sendmmsg(fd, messages, left, 0));
  }

  report(count, count, span_end(start));
  sleep((unsigned)number(argv[5]));
  return 0;
}
