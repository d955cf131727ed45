/*
 * Datagrams one way over UDP on the loopback, as many as go without loss: by sendmmsg(2) and recvmmsg(2), or with
 * segmentation and coalescing by the kernel (UDP_SEGMENT, UDP_GRO; udp(7)).
 *
 *   datagram-flow batch|offload receive PORT BYTES WINDOW
 *   datagram-flow batch|offload send    PORT BYTES WINDOW MILLISECONDS
 *
 * Datagrams begin with a number: 0 while both ends warm up, then 1, 2, 3 for so many milliseconds, then LAST. The
 * sender is never more than WINDOW ahead of what the receiver has told it to have taken, which it tells after each
 * quarter of the window. Sockets are not connected, as a server's are not: each call names or takes the other's
 * address.
 */
#define _GNU_SOURCE
#include "peer.h"

#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/time.h>

#define BATCH 64        /* messages of one sendmmsg or recvmmsg, and segments of one UDP_SEGMENT */
#define COALESCED 8     /* buffers of one recvmmsg where each takes up to 64 KiB */
#define PAYLOAD 65507   /* the most that one send may carry over IPv4, segmented or not */
#define BUFFER (4 << 20)
#define PATIENCE_SECONDS 5
#define LAST UINT64_MAX

struct end {
  int socket;
  bool offload;
  size_t bytes;
  uint64_t quarter;
  struct sockaddr_in peer;
};

static int open_socket(uint16_t port) {
  int socket_ = check("socket", socket(AF_INET, SOCK_DGRAM, 0));
  struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
  int size = BUFFER;
  check("SO_RCVTIMEO", setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience));
  check("SO_RCVBUF", setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size));
  struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)};
  check("bind", bind(socket_, (struct sockaddr *)&own, sizeof own));
  return socket_;
}

/* ---- receiver ---- */

struct tally {
  uint64_t taken, measured, told;
  struct span start;
  bool done;
};

static void take(struct end *end, struct tally *tally, const char *datagram, size_t bytes) {
  uint64_t number;
  if (bytes != end->bytes) refuse("a datagram of another length than was sent");
  memcpy(&number, datagram, sizeof number);
  tally->taken++;
  tally->done |= number == LAST;
  if (number != 0 && number != LAST && tally->measured++ == 0) tally->start = span_start();
}

static void tell(struct end *end, struct tally *tally) {
  if (tally->taken - tally->told < end->quarter) return;
  tally->told = tally->taken;
  check("sendto", (int)sendto(end->socket, &tally->told, sizeof tally->told, 0, (struct sockaddr *)&end->peer,
                              sizeof end->peer));
}

/* The length of each datagram in a message: that of the whole, unless the kernel says that it coalesced several. */
static size_t segment_bytes(struct msghdr *message, size_t length) {
  for (struct cmsghdr *one = CMSG_FIRSTHDR(message); one; one = CMSG_NXTHDR(message, one)) {
    if (one->cmsg_level == SOL_UDP && one->cmsg_type == UDP_GRO) {
      int bytes;
      memcpy(&bytes, CMSG_DATA(one), sizeof bytes);
      return (size_t)bytes;
    }
  }
  return length;
}

static void receive_all(struct end *end) {
  static struct mmsghdr messages[BATCH];
  static struct iovec parts[BATCH];
  static char controls[BATCH][CMSG_SPACE(sizeof(int))];
  struct tally tally = {0};
  unsigned batch = end->offload ? COALESCED : BATCH;
  size_t room = end->offload ? 65536 : end->bytes;
  char *buffers = malloc(batch * room);
  for (unsigned i = 0; i < batch; i++) {
    parts[i] = (struct iovec){buffers + i * room, room};
    messages[i].msg_hdr = (struct msghdr){.msg_name = &end->peer, .msg_iov = &parts[i], .msg_iovlen = 1};
  }
  int on = 1;
  if (end->offload) check("UDP_GRO", setsockopt(end->socket, SOL_UDP, UDP_GRO, &on, sizeof on));
  while (!tally.done) {
    for (unsigned i = 0; i < batch; i++) {
      messages[i].msg_hdr.msg_namelen = sizeof end->peer;
      if (end->offload) {
        messages[i].msg_hdr.msg_control = controls[i];
        messages[i].msg_hdr.msg_controllen = sizeof controls[i];
      }
    }
    int count = check("recvmmsg", recvmmsg(end->socket, messages, batch, MSG_WAITFORONE, NULL));
    for (int i = 0; i < count; i++) {
      size_t length = messages[i].msg_len, segment = segment_bytes(&messages[i].msg_hdr, length);
      for (size_t at = 0; at < length; at += segment)
        take(end, &tally, (char *)parts[i].iov_base + at, length - at < segment ? length - at : segment);
    }
    tell(end, &tally);
  }
  report(tally.measured, tally.taken, span_end(tally.start));
}

/* ---- sender ---- */

struct credit {
  uint64_t sent, taken, window;
};

static void wait_for_room(struct end *end, struct credit *credit, uint64_t room) {
  while (credit->sent - credit->taken + room > credit->window) {
    check("nothing was taken for 5 s; recv", (int)recv(end->socket, &credit->taken, sizeof credit->taken, 0));
  }
}

static void send_batch(struct end *end, struct mmsghdr *messages, unsigned count) {
  for (unsigned sent = 0; sent < count;)
    sent += (unsigned)check("sendmmsg", sendmmsg(end->socket, messages + sent, count - sent, 0));
}

static void send_segments(struct end *end, char *payload, unsigned count) {
  char control[CMSG_SPACE(sizeof(uint16_t))] = {0};
  struct iovec part = {payload, count * end->bytes};
  struct msghdr message = {.msg_name = &end->peer, .msg_namelen = sizeof end->peer, .msg_iov = &part, .msg_iovlen = 1,
                           .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *segment = CMSG_FIRSTHDR(&message);
  uint16_t bytes = (uint16_t)end->bytes;
  *segment = (struct cmsghdr){.cmsg_level = SOL_UDP, .cmsg_type = UDP_SEGMENT, .cmsg_len = CMSG_LEN(sizeof bytes)};
  memcpy(CMSG_DATA(segment), &bytes, sizeof bytes);
  check("sendmsg", (int)sendmsg(end->socket, &message, 0));
}

static unsigned batch_of(const struct end *end) {
  uint64_t batch = BATCH;
  if (end->offload && batch > PAYLOAD / end->bytes) batch = PAYLOAD / end->bytes;
  return (unsigned)(batch < end->quarter ? batch : end->quarter);
}

static unsigned fill(struct iovec *parts, unsigned count, uint64_t *next) {
  for (unsigned i = 0; i < count; i++) {
    uint64_t number = *next ? (*next)++ : 0;
    memcpy(parts[i].iov_base, &number, sizeof number);
  }
  return count;
}

static void send_all(struct end *end, int64_t milliseconds) {
  static struct mmsghdr messages[BATCH];
  static struct iovec parts[BATCH];
  struct credit credit = {.window = end->quarter * 4};
  unsigned batch = batch_of(end);
  char *payload = calloc(batch, end->bytes);
  for (unsigned i = 0; i < batch; i++) {
    parts[i] = (struct iovec){payload + i * end->bytes, end->bytes};
    messages[i].msg_hdr = (struct msghdr){
        .msg_name = &end->peer, .msg_namelen = sizeof end->peer, .msg_iov = &parts[i], .msg_iovlen = 1};
  }
  int64_t warm = now() + WARM_UP_NS, over = INT64_MAX, time;
  uint64_t next = 0;
  struct span start = {0};
  while ((time = now()) < over) {
    if (next == 0 && time >= warm) {
      next = 1;
      over = time + milliseconds * 1000000;
      start = span_start();
    }
    wait_for_room(end, &credit, batch);
    credit.sent += fill(parts, batch, &next);
    if (end->offload) send_segments(end, payload, batch);
    else send_batch(end, messages, batch);
  }
  struct span span = span_end(start);
  /* With three quarters of the window free, the last one finds room. */
  wait_for_room(end, &credit, end->quarter * 3 + 1);
  uint64_t last = LAST;
  memcpy(payload, &last, sizeof last);
  send_batch(end, messages, 1);
  report(next - 1, credit.sent, span);
}

int main(int count, char **words) {
  if (count < 6) refuse("datagram-flow batch|offload receive|send PORT BYTES WINDOW [MILLISECONDS]");
  bool sends = count == 7 && !strcmp(words[2], "send");
  uint16_t port = (uint16_t)number(words[3]);
  struct end end = {.offload = !strcmp(words[1], "offload"), .bytes = number(words[4])};
  end.quarter = number(words[5]) / 4;
  if (sends) {
    end.socket = open_socket(0);
    end.peer = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)};
    send_all(&end, (int64_t)number(words[6]));
    return 0;
  }
  end.socket = open_socket(port);
  fprintf(stderr, "listening on 127.0.0.1:%u\n", port);
  receive_all(&end);
  return 0;
}
