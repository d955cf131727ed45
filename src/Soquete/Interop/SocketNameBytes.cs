using System.Runtime.CompilerServices;

namespace Soquete.Interop;

/// <summary>Room for any socket name: the size of <c>struct sockaddr_storage</c> (sockaddr(3type)).</summary>
[InlineArray(Size)]
internal struct SocketNameBytes
{
    public const int Size = 128;

    private byte _first;
}
