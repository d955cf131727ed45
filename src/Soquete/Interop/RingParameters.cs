using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct io_uring_params</c> (io_uring_setup(2)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingParameters
{
    public uint SubmissionEntries;
    public uint CompletionEntries;
    public RingSetupFlags Flags;
    public uint ThreadCpu;
    public uint ThreadIdle;
    public RingFeatures Features;
    public uint WorkerDescriptor;
    public uint Reserved1;
    public uint Reserved2;
    public uint Reserved3;
    public RingOffsets Submissions;
    public RingOffsets Completions;
}

/// <summary>
/// <c>struct io_sqring_offsets</c> and <c>struct io_cqring_offsets</c>, which differ in their last three fields alone.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingOffsets
{
    public uint Head;
    public uint Tail;
    public uint Mask;
    public uint Entries;

    /// <summary>Of submissions the flags, of completions the count of overflows.</summary>
    public uint FlagsOrOverflow;

    /// <summary>Of submissions the count of those dropped, of completions where they begin.</summary>
    public uint DroppedOrEntries;

    /// <summary>Of submissions the array of indices, of completions the flags.</summary>
    public uint ArrayOrFlags;
    public uint Reserved;
    public ulong UserAddress;
}

/// <summary>IORING_SETUP_*.</summary>
[Flags]
internal enum RingSetupFlags : uint
{
    None = 0,
    CompletionSize = 1 << 3,
    Clamp = 1 << 4,
    CooperativeTaskRun = 1 << 8,
    TaskRunFlag = 1 << 9,
    SingleIssuer = 1 << 12,
    DeferTaskRun = 1 << 13,
    NoSubmissionArray = 1 << 16,
}

/// <summary>IORING_FEAT_*.</summary>
[Flags]
internal enum RingFeatures : uint
{
    None = 0,

    /// <summary>Submissions and completions are one mapping.</summary>
    SingleMapping = 1 << 0,

    /// <summary>Completions that find no room are kept, not dropped.</summary>
    NoDrop = 1 << 1,
    ExtendedArgument = 1 << 8,
}
