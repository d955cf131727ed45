/*
 * Sends each datagram back to where it came from, as many with a call as are there: echo-datagram udp PORT.
 */
#define _GNU_SOURCE
#include "stream.h"

enum { batch = 64, most_bytes = 2048 };

int main(int count, char **words) {
  if (count != 3) refuse("echo-datagram udp PORT");
  static char memory[batch][most_bytes];
  static struct sockaddr_in names[batch];
  struct iovec parts[batch];
  struct mmsghdr messages[batch];
  union stream_name name = stream_name(words[1], words[2]);
  int end = check("socket", socket(AF_INET, SOCK_DGRAM, 0));
  check("bind", bind(end, &name.any, sizeof name.internet));
  fprintf(stderr, "listening on %s\n", words[2]);
  for (;;) {
    for (int i = 0; i < batch; i++) {
      parts[i] = (struct iovec){memory[i], most_bytes};
      messages[i].msg_hdr = (struct msghdr){
          .msg_name = &names[i], .msg_namelen = sizeof names[i], .msg_iov = &parts[i], .msg_iovlen = 1};
    }
    int many = check("recvmmsg", recvmmsg(end, messages, batch, MSG_WAITFORONE, NULL));
    for (int i = 0; i < many; i++) parts[i].iov_len = messages[i].msg_len;
    for (int sent = 0; sent < many;)
      sent += check("sendmmsg", sendmmsg(end, messages + sent, (unsigned)(many - sent), 0));
  }
}
