using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// One io_uring(7): its two queues, which are memory shared with the kernel. It is made, used and ended by one thread
/// alone (IORING_SETUP_SINGLE_ISSUER), and completions are made when that thread asks for them
/// (IORING_SETUP_DEFER_TASKRUN).
/// </summary>
// SAFETY: the pointers lie within the mappings made by Create, at the offsets that the kernel gave, and the mappings
// live until Dispose, which is the ring thread's last act. Indices are masked by the kernel's own masks. The indices
// that the kernel writes are read with acquire, and those that it reads are written with release semantics
// (io_uring(7)).
internal sealed unsafe class Ring : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly RingMemory _queues;
    private readonly RingMemory _entries;
    private readonly RingSubmission* _submissions;
    private readonly uint* _submissionHead;
    private readonly uint* _submissionTail;
    private readonly uint* _submissionFlags;
    private readonly uint _submissionMask;
    private readonly uint _submissionCount;
    private readonly RingCompletion* _completions;
    private readonly uint* _completionHead;
    private readonly uint* _completionTail;
    private readonly uint _completionMask;
    private uint _tail;
    private uint _head;
    private uint _unsubmitted;

    private Ring(SafeFileHandle handle, in RingParameters parameters, RingMemory queues, RingMemory entries)
    {
        (_handle, _queues, _entries) = (handle, queues, entries);
        Descriptor = (int)handle.DangerousGetHandle();
        var memory = (byte*)queues.Address;
        var (submissions, completions) = (parameters.Submissions, parameters.Completions);
        _submissions = (RingSubmission*)entries.Address;
        _submissionHead = (uint*)(memory + submissions.Head);
        _submissionTail = (uint*)(memory + submissions.Tail);
        _submissionFlags = (uint*)(memory + submissions.FlagsOrOverflow);
        _submissionMask = *(uint*)(memory + submissions.Mask);
        _submissionCount = parameters.SubmissionEntries;
        _completionHead = (uint*)(memory + completions.Head);
        _completionTail = (uint*)(memory + completions.Tail);
        _completionMask = *(uint*)(memory + completions.Mask);
        _completions = (RingCompletion*)(memory + completions.DroppedOrEntries);
        _tail = *_submissionTail;
        _head = *_completionHead;
        if ((parameters.Flags & RingSetupFlags.NoSubmissionArray) == 0)
        {
            // Kernels before 6.6 take submissions by index. Here each has its own for good.
            var array = (uint*)(memory + submissions.ArrayOrFlags);
            for (var i = 0u; i < _submissionCount; i++)
            {
                array[i] = i;
            }
        }
    }

    public int Descriptor { get; }

    /// <summary>Whether completions wait to be read.</summary>
    public bool HasCompletions => Volatile.Read(ref *_completionTail) != _head;

    /// <summary>
    /// Whether the kernel has work for the ring's thread: completions to make, or some that found no room.
    /// </summary>
    public bool HasKernelWork =>
        (Volatile.Read(ref *_submissionFlags) & (RingCalls.TaskRun | RingCalls.CompletionsOverflow)) != 0;

    /// <summary>Whether something was prepared that the kernel has not been given.</summary>
    public bool HasUnsubmitted => _unsubmitted != 0;

    /// <summary>Makes a ring for the calling thread.</summary>
    /// <param name="submissions">How many submissions it holds; rounded up to a power of two.</param>
    /// <param name="completions">How many completions it holds; the same.</param>
    /// <param name="ring">The ring; null where there is an error.</param>
    public static Errno Create(int submissions, int completions, out Ring? ring)
    {
        const RingSetupFlags Flags = RingSetupFlags.SingleIssuer | RingSetupFlags.DeferTaskRun
            | RingSetupFlags.TaskRunFlag | RingSetupFlags.CompletionSize | RingSetupFlags.Clamp;
        var error = Create(submissions, completions, Flags | RingSetupFlags.NoSubmissionArray, out ring);
        return error == Errno.EINVAL ? Create(submissions, completions, Flags, out ring) : error;
    }

    /// <summary>A submission to fill in, zeroed. Where the queue is full, what is in it is submitted first.</summary>
    public ref RingSubmission Prepare()
    {
        while (_tail - Volatile.Read(ref *_submissionHead) >= _submissionCount)
        {
            Failure.ThrowIf(Enter(0, 0), "io_uring_enter", address: null);
        }

        ref var submission = ref _submissions[_tail & _submissionMask];
        submission = default;
        _tail++;
        _unsubmitted++;
        return ref submission;
    }

    /// <summary>Gives the kernel what was prepared, has it make completions, and waits for some.</summary>
    /// <param name="completed">How many to wait for; 0 does not wait.</param>
    public Errno SubmitAndWait(uint completed) => Enter(completed, RingCalls.GetEvents);

    /// <summary>The next completion.</summary>
    public bool TryTake(out RingCompletion completion)
    {
        if (Volatile.Read(ref *_completionTail) == _head)
        {
            completion = default;
            return false;
        }

        completion = _completions[_head & _completionMask];
        Volatile.Write(ref *_completionHead, ++_head);
        return true;
    }

    public void Dispose()
    {
        _handle.Dispose();
        _entries.Free();
        _queues.Free();
    }

    private static Errno Create(int submissions, int completions, RingSetupFlags flags, out Ring? ring)
    {
        ring = null;
        var parameters = new RingParameters { Flags = flags, CompletionEntries = (uint)completions };
        var error = RingCalls.SetUp(submissions, ref parameters, out var handle);
        if (error != Errno.None)
        {
            return error;
        }

        const RingFeatures Needed = RingFeatures.SingleMapping | RingFeatures.NoDrop;
        if ((parameters.Features & Needed) != Needed)
        {
            handle.Dispose();
            return Errno.EOPNOTSUPP;
        }

        return Map(handle, parameters, out ring);
    }

    private static Errno Map(SafeFileHandle handle, in RingParameters parameters, out Ring? ring)
    {
        ring = null;
        var descriptor = (int)handle.DangerousGetHandle();
        var indices = parameters.Submissions.ArrayOrFlags + ((long)parameters.SubmissionEntries * sizeof(uint));
        var completions = parameters.Completions.DroppedOrEntries
            + ((long)parameters.CompletionEntries * sizeof(RingCompletion));
        var error = RingMemory.OfRing(
            descriptor, RingCalls.RingOffset, Math.Max(indices, completions), out var queues);
        if (error != Errno.None)
        {
            handle.Dispose();
            return error;
        }

        var entriesLength = (long)parameters.SubmissionEntries * sizeof(RingSubmission);
        error = RingMemory.OfRing(descriptor, RingCalls.SubmissionsOffset, entriesLength, out var entries);
        if (error != Errno.None)
        {
            queues.Free();
            handle.Dispose();
            return error;
        }

        ring = new Ring(handle, parameters, queues, entries);
        return Errno.None;
    }

    private Errno Enter(uint completed, uint flags)
    {
        Volatile.Write(ref *_submissionTail, _tail);
        var result = RingCalls.Enter(Descriptor, _unsubmitted, completed, flags);
        if (result >= 0)
        {
            _unsubmitted -= (uint)result;
            return Errno.None;
        }

        // EINTR: a signal. EAGAIN and EBUSY: the kernel wants its completions taken first. All come again.
        var error = (Errno)(-result);
        _unsubmitted = _tail - Volatile.Read(ref *_submissionHead);
        return error is Errno.EINTR or Errno.EAGAIN or Errno.EBUSY ? Errno.None : error;
    }
}
