/*
 * An echo server on one thread over io_uring(7), as cheap as it gets: one accept and one receive a connection that stay
 * armed, buffers of a ring that the kernel takes from, and one call for all that is to be sent. Direct descriptors made
 * no difference that could be measured.
 *
 *   echo-uring DOMAIN ADDRESS [once]
 *
 * With once, it closes a connection after its first answer.
 */
#include <liburing.h>
#include <stdbool.h>
#include <sys/mman.h>

#include "stream.h"

enum { entries = 4096, completions = 32768, buffers = 1024, buffer_bytes = 2048, group = 0 };

enum work { work_accept, work_receive, work_send, work_close };

static struct io_uring ring;
static struct io_uring_buf_ring *provided;
static char *memory;
static bool once;

static uint64_t tag(enum work work, uint32_t end, uint16_t buffer) {
  return (uint64_t)work | (uint64_t)end << 8 | (uint64_t)buffer << 40;
}

static struct io_uring_sqe *next_entry(void) {
  struct io_uring_sqe *entry = io_uring_get_sqe(&ring);
  if (!entry) {
    io_uring_submit(&ring);
    entry = io_uring_get_sqe(&ring);
  }
  return entry;
}

static void check_ring(const char *call, int result) {
  errno = -result;
  if (result < 0) fail(call);
}

static void open_ring(void) {
  struct io_uring_params settings = {
      .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_COOP_TASKRUN |
               IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP,
      .cq_entries = completions,
  };
  check_ring("io_uring_queue_init", io_uring_queue_init_params(entries, &ring, &settings));
  check_ring("io_uring_register_ring_fd", io_uring_register_ring_fd(&ring));
}

static void give_buffer(uint16_t buffer, int place) {
  io_uring_buf_ring_add(provided, memory + (size_t)buffer * buffer_bytes, buffer_bytes, buffer,
                        io_uring_buf_ring_mask(buffers), place);
}

static void provide_buffers(void) {
  size_t head = buffers * sizeof(struct io_uring_buf), bytes = head + (size_t)buffers * buffer_bytes;
  provided = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
  if (provided == MAP_FAILED) fail("mmap");
  memory = (char *)provided + head;
  io_uring_buf_ring_init(provided);
  struct io_uring_buf_reg about = {.ring_addr = (uintptr_t)provided, .ring_entries = buffers, .bgid = group};
  check_ring("io_uring_register_buf_ring", io_uring_register_buf_ring(&ring, &about, 0));
  for (int i = 0; i < buffers; i++) give_buffer((uint16_t)i, i);
  io_uring_buf_ring_advance(provided, buffers);
}

static void arm_accept(int listener) {
  struct io_uring_sqe *entry = next_entry();
  io_uring_prep_multishot_accept(entry, listener, NULL, NULL, 0);
  entry->user_data = tag(work_accept, 0, 0);
}

static void arm_receive(uint32_t end) {
  struct io_uring_sqe *entry = next_entry();
  if (once) io_uring_prep_recv(entry, (int)end, NULL, 0, 0);
  else io_uring_prep_recv_multishot(entry, (int)end, NULL, 0, 0);
  entry->flags |= IOSQE_BUFFER_SELECT;
  entry->buf_group = group;
  entry->user_data = tag(work_receive, end, 0);
}

static void close_end(uint32_t end) {
  struct io_uring_sqe *entry = next_entry();
  io_uring_prep_close(entry, (int)end);
  entry->user_data = tag(work_close, end, 0);
}

static void send_back(uint32_t end, uint16_t buffer, int bytes) {
  struct io_uring_sqe *entry = next_entry();
  io_uring_prep_send(entry, (int)end, memory + (size_t)buffer * buffer_bytes, (size_t)bytes, MSG_NOSIGNAL);
  entry->user_data = tag(work_send, end, buffer);
  if (!once) return;
  entry->flags |= IOSQE_IO_LINK;
  close_end(end);
}

static void received(struct io_uring_cqe *done, uint32_t end) {
  if (done->res > 0) send_back(end, (uint16_t)(done->flags >> IORING_CQE_BUFFER_SHIFT), done->res);
  if ((done->flags & IORING_CQE_F_MORE) || (done->res > 0 && once)) return;
  if (done->res > 0 || done->res == -ENOBUFS) arm_receive(end);
  else close_end(end);
}

static void sent(uint16_t buffer) {
  give_buffer(buffer, 0);
  io_uring_buf_ring_advance(provided, 1);
}

static void completed(struct io_uring_cqe *done, int listener) {
  uint32_t end = (uint32_t)(done->user_data >> 8);
  switch ((enum work)(done->user_data & 0xff)) {
  case work_accept:
    if (done->res >= 0) arm_receive((uint32_t)done->res);
    if (!(done->flags & IORING_CQE_F_MORE)) arm_accept(listener);
    break;
  case work_receive:
    received(done, end);
    break;
  case work_send:
    sent((uint16_t)(done->user_data >> 40));
    break;
  case work_close:
    break;
  }
}

int main(int count, char **words) {
  if (count != 3 && count != 4) refuse("echo-uring DOMAIN ADDRESS [once]");
  once = count == 4;
  open_ring();
  provide_buffers();
  int listener = stream_listen(words[1], words[2]);
  arm_accept(listener);
  for (;;) {
    int result = io_uring_submit_and_wait(&ring, 1);
    if (result != -EINTR) check_ring("io_uring_submit_and_wait", result);
    struct io_uring_cqe *done;
    unsigned head, many = 0;
    io_uring_for_each_cqe(&ring, head, done) {
      completed(done, listener);
      many++;
    }
    io_uring_cq_advance(&ring, many);
  }
}
