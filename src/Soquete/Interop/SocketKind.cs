namespace Soquete.Interop;

/// <summary>The second argument of socket(2): a type, and the flags that may be joined to it.</summary>
internal static class SocketKind
{
    public const int Stream = 1;
    public const int Datagram = 2;
    public const int Raw = 3;
    public const int SeqPacket = 5;

    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
}
