using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Interop;

/// <summary>What io_uring(7) is made of, asked of the C compiler.</summary>
public class RingLayoutTests
{
    private const string Source = """
        #include <stddef.h>
        #include <stdio.h>
        #include <poll.h>
        #include <sys/mman.h>
        #include <sys/socket.h>
        #include <sys/syscall.h>
        #include <linux/io_uring.h>
        #define SIZE(t) printf("size " #t "=%zu\n", sizeof(struct t))
        #define AT(s, f) printf("at " #s "." #f "=%zu\n", offsetof(struct s, f))
        #define IS(c) printf("is " #c "=%lld\n", (long long)(c))
        int main(void) {
          SIZE(io_uring_sqe); SIZE(io_uring_cqe); SIZE(io_uring_params); SIZE(io_uring_buf); SIZE(io_uring_buf_reg);
          SIZE(io_sqring_offsets); SIZE(io_cqring_offsets);
          AT(io_uring_sqe, opcode); AT(io_uring_sqe, flags); AT(io_uring_sqe, ioprio); AT(io_uring_sqe, fd);
          AT(io_uring_sqe, off); AT(io_uring_sqe, addr2); AT(io_uring_sqe, addr); AT(io_uring_sqe, len);
          AT(io_uring_sqe, msg_flags); AT(io_uring_sqe, poll32_events); AT(io_uring_sqe, cancel_flags);
          AT(io_uring_sqe, accept_flags); AT(io_uring_sqe, user_data); AT(io_uring_sqe, buf_group);
          AT(io_uring_sqe, personality); AT(io_uring_sqe, file_index); AT(io_uring_sqe, addr3);
          AT(io_uring_cqe, user_data); AT(io_uring_cqe, res); AT(io_uring_cqe, flags);
          AT(io_uring_params, sq_entries); AT(io_uring_params, cq_entries); AT(io_uring_params, flags);
          AT(io_uring_params, sq_thread_cpu); AT(io_uring_params, sq_thread_idle); AT(io_uring_params, features);
          AT(io_uring_params, wq_fd); AT(io_uring_params, sq_off); AT(io_uring_params, cq_off);
          AT(io_sqring_offsets, head); AT(io_sqring_offsets, tail); AT(io_sqring_offsets, ring_mask);
          AT(io_sqring_offsets, ring_entries); AT(io_sqring_offsets, flags); AT(io_sqring_offsets, dropped);
          AT(io_sqring_offsets, array);
          AT(io_cqring_offsets, head); AT(io_cqring_offsets, tail); AT(io_cqring_offsets, ring_mask);
          AT(io_cqring_offsets, ring_entries); AT(io_cqring_offsets, overflow); AT(io_cqring_offsets, cqes);
          AT(io_cqring_offsets, flags);
          AT(io_uring_buf, addr); AT(io_uring_buf, len); AT(io_uring_buf, bid); AT(io_uring_buf, resv);
          AT(io_uring_buf_ring, tail);
          AT(io_uring_buf_reg, ring_addr); AT(io_uring_buf_reg, ring_entries); AT(io_uring_buf_reg, bgid);
          IS(IORING_OP_NOP); IS(IORING_OP_POLL_ADD); IS(IORING_OP_TIMEOUT); IS(IORING_OP_ACCEPT);
          IS(IORING_OP_ASYNC_CANCEL); IS(IORING_OP_LINK_TIMEOUT); IS(IORING_OP_CONNECT); IS(IORING_OP_SEND);
          IS(IORING_OP_RECV); IS(IORING_OP_SEND_ZC);
          IS(IOSQE_IO_LINK); IS(IOSQE_BUFFER_SELECT); IS(IOSQE_CQE_SKIP_SUCCESS);
          IS(IORING_RECVSEND_POLL_FIRST); IS(IORING_RECV_MULTISHOT); IS(IORING_ACCEPT_MULTISHOT);
          IS(IORING_POLL_ADD_MULTI); IS(IORING_ASYNC_CANCEL_ALL); IS(IORING_ASYNC_CANCEL_ANY);
          IS(IORING_CQE_F_BUFFER); IS(IORING_CQE_F_MORE); IS(IORING_CQE_F_SOCK_NONEMPTY); IS(IORING_CQE_F_NOTIF);
          IS(IORING_CQE_BUFFER_SHIFT);
          IS(IORING_SETUP_CQSIZE); IS(IORING_SETUP_CLAMP); IS(IORING_SETUP_COOP_TASKRUN);
          IS(IORING_SETUP_TASKRUN_FLAG); IS(IORING_SETUP_SINGLE_ISSUER); IS(IORING_SETUP_DEFER_TASKRUN);
          IS(IORING_FEAT_SINGLE_MMAP); IS(IORING_FEAT_NODROP); IS(IORING_FEAT_EXT_ARG);
          IS(IORING_ENTER_GETEVENTS); IS(IORING_OFF_SQ_RING); IS(IORING_OFF_SQES);
          IS(IORING_SQ_CQ_OVERFLOW); IS(IORING_SQ_TASKRUN); IS(POLLIN);
          return 0;
        }
        """;

    [Fact]
    public async Task Structures_WhenTheCompilerIsAsked_ThenTheirLayoutsAreTheKernels()
    {
        var facts = await FactsAsync();
        (string Fact, int Ours)[] layouts =
        [
            ("size io_uring_sqe", Unsafe.SizeOf<RingSubmission>()),
            ("size io_uring_cqe", Unsafe.SizeOf<RingCompletion>()),
            ("size io_uring_params", Unsafe.SizeOf<RingParameters>()),
            ("size io_uring_buf", Unsafe.SizeOf<RingBuffer>()),
            ("size io_uring_buf_reg", Unsafe.SizeOf<RingBufferRegistration>()),
            ("size io_sqring_offsets", Unsafe.SizeOf<RingOffsets>()),
            ("size io_cqring_offsets", Unsafe.SizeOf<RingOffsets>()),
            .. Submissions(), .. Completions(), .. Parameters(), .. Buffers(),
        ];
        Assert.All(layouts, layout => Assert.Equal((layout.Fact, facts[layout.Fact]), (layout.Fact, layout.Ours)));
    }

    [Fact]
    public async Task Numbers_WhenTheCompilerIsAsked_ThenTheyAreTheKernels()
    {
        var facts = await FactsAsync();
        (string Fact, long Ours)[] numbers =
        [
            ("OP_NOP", (long)RingOperationCode.Nop), ("OP_POLL_ADD", (long)RingOperationCode.PollAdd),
            ("OP_TIMEOUT", (long)RingOperationCode.Timeout), ("OP_ACCEPT", (long)RingOperationCode.Accept),
            ("OP_ASYNC_CANCEL", (long)RingOperationCode.AsyncCancel),
            ("OP_LINK_TIMEOUT", (long)RingOperationCode.LinkTimeout), ("OP_CONNECT", (long)RingOperationCode.Connect),
            ("OP_SEND", (long)RingOperationCode.Send), ("OP_RECV", (long)RingOperationCode.Receive),
            ("OP_SEND_ZC", (long)RingOperationCode.SendZeroCopy),
            ("RECVSEND_POLL_FIRST", RingOperationFlags.PollFirst),
            ("RECV_MULTISHOT", RingOperationFlags.ReceiveMultishot),
            ("ACCEPT_MULTISHOT", RingOperationFlags.AcceptMultishot),
            ("POLL_ADD_MULTI", RingOperationFlags.PollMultishot), ("ASYNC_CANCEL_ALL", RingOperationFlags.CancelAll),
            ("ASYNC_CANCEL_ANY", RingOperationFlags.CancelAny), ("CQE_F_BUFFER", (long)RingCompletionFlags.Buffer),
            ("CQE_F_MORE", (long)RingCompletionFlags.More),
            ("CQE_F_SOCK_NONEMPTY", (long)RingCompletionFlags.SocketNonEmpty),
            ("CQE_F_NOTIF", (long)RingCompletionFlags.Notification), ("CQE_BUFFER_SHIFT", 16),
            ("SETUP_CQSIZE", (long)RingSetupFlags.CompletionSize), ("SETUP_CLAMP", (long)RingSetupFlags.Clamp),
            ("SETUP_COOP_TASKRUN", (long)RingSetupFlags.CooperativeTaskRun),
            ("SETUP_TASKRUN_FLAG", (long)RingSetupFlags.TaskRunFlag),
            ("SETUP_SINGLE_ISSUER", (long)RingSetupFlags.SingleIssuer),
            ("SETUP_DEFER_TASKRUN", (long)RingSetupFlags.DeferTaskRun),
            ("FEAT_SINGLE_MMAP", (long)RingFeatures.SingleMapping), ("FEAT_NODROP", (long)RingFeatures.NoDrop),
            ("FEAT_EXT_ARG", (long)RingFeatures.ExtendedArgument), ("ENTER_GETEVENTS", RingCalls.GetEvents),
            ("OFF_SQ_RING", RingCalls.RingOffset), ("OFF_SQES", RingCalls.SubmissionsOffset),
            ("SQ_CQ_OVERFLOW", RingCalls.CompletionsOverflow), ("SQ_TASKRUN", RingCalls.TaskRun),
        ];
        Assert.All(numbers, pair => Assert.Equal((pair.Fact, facts[$"is IORING_{pair.Fact}"]), (pair.Fact, pair.Ours)));
        (string Fact, long Ours)[] flags =
        [
            ("IOSQE_IO_LINK", (long)RingSubmissionFlags.Link),
            ("IOSQE_BUFFER_SELECT", (long)RingSubmissionFlags.BufferSelect),
            ("IOSQE_CQE_SKIP_SUCCESS", (long)RingSubmissionFlags.SkipSuccess), ("POLLIN", PollDescriptor.In),
        ];
        Assert.All(flags, pair => Assert.Equal((pair.Fact, facts[$"is {pair.Fact}"]), (pair.Fact, pair.Ours)));
    }

    /// <summary>
    /// Debian 12's header is older than these: IORING_SETUP_NO_SQARRAY (Linux 6.6), IOU_PBUF_RING_INC and
    /// IORING_CQE_F_BUF_MORE (Linux 6.12).
    /// </summary>
    [Fact]
    public void Numbers_WhenTheyAreNewerThanTheHeader_ThenTheyAreTheKernels()
    {
        Assert.Equal(1u << 16, (uint)RingSetupFlags.NoSubmissionArray);
        Assert.Equal(2, (ushort)RingBufferFlags.Incremental);
        Assert.Equal(1u << 4, (uint)RingCompletionFlags.BufferMore);
    }

    [Fact]
    public void Completion_WhenItNamesABuffer_ThenItsNumberIsTheUpperHalf()
    {
        var completion = new RingCompletion
        {
            Result = -(int)Errno.ENOBUFS, Flags = (RingCompletionFlags)(0xfffe_0000u | 1 | 2 | (1 << 4)),
        };
        Assert.Equal((0xfffe, Errno.ENOBUFS), (completion.BufferId, completion.Error));
        Assert.True(completion is { HasBuffer: true, HasMore: true, HasMoreOfBuffer: true });
        Assert.True(default(RingCompletion) is { HasBuffer: false, HasMore: false, Error: Errno.None });
    }

    private static (string, int)[] Submissions() =>
    [
        At<RingSubmission>("sqe", "opcode", nameof(RingSubmission.Code)),
        At<RingSubmission>("sqe", "flags", nameof(RingSubmission.Flags)),
        At<RingSubmission>("sqe", "ioprio", nameof(RingSubmission.Priority)),
        At<RingSubmission>("sqe", "fd", nameof(RingSubmission.Descriptor)),
        At<RingSubmission>("sqe", "off", nameof(RingSubmission.Offset)),
        At<RingSubmission>("sqe", "addr2", nameof(RingSubmission.Offset)),
        At<RingSubmission>("sqe", "addr", nameof(RingSubmission.Address)),
        At<RingSubmission>("sqe", "len", nameof(RingSubmission.Length)),
        At<RingSubmission>("sqe", "msg_flags", nameof(RingSubmission.OperationFlags)),
        At<RingSubmission>("sqe", "poll32_events", nameof(RingSubmission.OperationFlags)),
        At<RingSubmission>("sqe", "cancel_flags", nameof(RingSubmission.OperationFlags)),
        At<RingSubmission>("sqe", "accept_flags", nameof(RingSubmission.OperationFlags)),
        At<RingSubmission>("sqe", "user_data", nameof(RingSubmission.UserData)),
        At<RingSubmission>("sqe", "buf_group", nameof(RingSubmission.BufferGroup)),
        At<RingSubmission>("sqe", "personality", nameof(RingSubmission.Personality)),
        At<RingSubmission>("sqe", "file_index", nameof(RingSubmission.FileIndex)),
        At<RingSubmission>("sqe", "addr3", nameof(RingSubmission.Address3)),
    ];

    private static (string, int)[] Completions() =>
    [
        At<RingCompletion>("cqe", "user_data", nameof(RingCompletion.UserData)),
        At<RingCompletion>("cqe", "res", nameof(RingCompletion.Result)),
        At<RingCompletion>("cqe", "flags", nameof(RingCompletion.Flags)),
    ];

    private static (string, int)[] Parameters() =>
    [
        At<RingParameters>("params", "sq_entries", nameof(RingParameters.SubmissionEntries)),
        At<RingParameters>("params", "cq_entries", nameof(RingParameters.CompletionEntries)),
        At<RingParameters>("params", "flags", nameof(RingParameters.Flags)),
        At<RingParameters>("params", "sq_thread_cpu", nameof(RingParameters.ThreadCpu)),
        At<RingParameters>("params", "sq_thread_idle", nameof(RingParameters.ThreadIdle)),
        At<RingParameters>("params", "features", nameof(RingParameters.Features)),
        At<RingParameters>("params", "wq_fd", nameof(RingParameters.WorkerDescriptor)),
        At<RingParameters>("params", "sq_off", nameof(RingParameters.Submissions)),
        At<RingParameters>("params", "cq_off", nameof(RingParameters.Completions)),
        .. new (string Ring, string Field, string Ours)[]
        {
            ("sqring", "head", nameof(RingOffsets.Head)), ("cqring", "head", nameof(RingOffsets.Head)),
            ("sqring", "tail", nameof(RingOffsets.Tail)), ("cqring", "tail", nameof(RingOffsets.Tail)),
            ("sqring", "ring_mask", nameof(RingOffsets.Mask)), ("cqring", "ring_mask", nameof(RingOffsets.Mask)),
            ("sqring", "ring_entries", nameof(RingOffsets.Entries)),
            ("cqring", "ring_entries", nameof(RingOffsets.Entries)),
            ("sqring", "flags", nameof(RingOffsets.FlagsOrOverflow)),
            ("cqring", "overflow", nameof(RingOffsets.FlagsOrOverflow)),
            ("sqring", "dropped", nameof(RingOffsets.DroppedOrEntries)),
            ("cqring", "cqes", nameof(RingOffsets.DroppedOrEntries)),
            ("sqring", "array", nameof(RingOffsets.ArrayOrFlags)),
            ("cqring", "flags", nameof(RingOffsets.ArrayOrFlags)),
        }.Select(field => ($"at io_{field.Ring}_offsets.{field.Field}", Offset<RingOffsets>(field.Ours))),
    ];

    private static (string, int)[] Buffers() =>
    [
        At<RingBuffer>("buf", "addr", nameof(RingBuffer.Address)),
        At<RingBuffer>("buf", "len", nameof(RingBuffer.Length)),
        At<RingBuffer>("buf", "bid", nameof(RingBuffer.Id)),
        At<RingBuffer>("buf", "resv", nameof(RingBuffer.Tail)),
        At<RingBuffer>("buf_ring", "tail", nameof(RingBuffer.Tail)),
        At<RingBufferRegistration>("buf_reg", "ring_addr", nameof(RingBufferRegistration.Address)),
        At<RingBufferRegistration>("buf_reg", "ring_entries", nameof(RingBufferRegistration.Entries)),
        At<RingBufferRegistration>("buf_reg", "bgid", nameof(RingBufferRegistration.Group)),
    ];

    private static (string Fact, int Ours) At<T>(string structure, string field, string ours) =>
        ($"at io_uring_{structure}.{field}", Offset<T>(ours));

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    private static async Task<Dictionary<string, long>> FactsAsync()
    {
        var (status, output, error) = await Peer.RunAsync(await CProgram.BuildAsync(Source));
        Assert.True(status == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')).ToDictionary(
            parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
