using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct pollfd</c> (poll(2)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public const short In = 0x1;
    public const short Out = 0x4;
    public const short Error = 0x8;
    public const short HangUp = 0x10;
    public const short Invalid = 0x20;

    /// <summary>The peer has ended its sending (<c>POLLRDHUP</c>).</summary>
    public const short ReadHangUp = 0x2000;

    /// <summary>A negative one is passed over.</summary>
    public int Descriptor;

    public short Requested;
    public short Returned;
}
