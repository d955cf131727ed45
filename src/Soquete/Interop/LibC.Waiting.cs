using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Waiting by the nanosecond.</content>
internal static partial class LibC
{
    /// <param name="descriptors">What is waited for, and what came of it.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="timeout">A <c>struct timespec</c>; empty for no limit.</param>
    /// <param name="signals">0: no signal is let through that is not let through anyway.</param>
    [LibraryImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    public static partial int PollPrecisely(
        Span<PollDescriptor> descriptors, nuint count, ReadOnlySpan<long> timeout, nint signals);
}
