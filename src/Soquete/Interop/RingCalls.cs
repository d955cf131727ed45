using Microsoft.Win32.SafeHandles;

namespace Soquete.Interop;

/// <summary>The three calls of io_uring(7).</summary>
internal static class RingCalls
{
    public const uint GetEvents = 1 << 0;

    /// <summary>Where the ring and the submissions are mapped (io_uring_setup(2)).</summary>
    public const nint RingOffset = 0;
    public const nint SubmissionsOffset = 0x10000000;

    /// <summary>IORING_SQ_CQ_OVERFLOW and IORING_SQ_TASKRUN, in the flags of the submission ring.</summary>
    public const uint CompletionsOverflow = 1 << 1;
    public const uint TaskRun = 1 << 2;

    private const nint SetupNumber = 425;
    private const nint EnterNumber = 426;
    private const nint RegisterNumber = 427;
    private const int RegisterBufferRing = 22;

    /// <summary>io_uring_setup(2). Not traced: it is an engine's own, and no socket's.</summary>
    public static Errno SetUp(int entries, ref RingParameters parameters, out SafeFileHandle ring)
    {
        var descriptor = LibC.SetUpRing(SetupNumber, entries, ref parameters);
        var error = ErrnoText.Of(descriptor);
        ring = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    /// <summary>io_uring_enter(2): submits, and waits for completions.</summary>
    /// <returns>How many were submitted; negative, the number of an error.</returns>
    public static int Enter(int ring, uint submitted, uint completed, uint flags)
    {
        var result = LibC.EnterRing(EnterNumber, ring, (nint)submitted, (nint)completed, (nint)flags, 0, 0);
        return result < 0 ? -(int)ErrnoText.Last() : (int)result;
    }

    public static Errno RegisterBuffers(int ring, in RingBufferRegistration registration)
    {
        // SAFETY: the structure is pinned for the call, after which the kernel does not look at it.
        unsafe
        {
            fixed (RingBufferRegistration* pinned = &registration)
            {
                return ErrnoText.Of(
                    LibC.RegisterWithRing(RegisterNumber, ring, RegisterBufferRing, (nint)pinned, 1));
            }
        }
    }
}
