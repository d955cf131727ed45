using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Filters;
using Soquete.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Filters;

/// <summary>
/// The kernel runs programs on any socket: here on datagrams of the unix domain, whose bytes are just those that were
/// sent, and which are there, or not, when the send returns.
/// </summary>
internal sealed class KernelFilter : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _receiver = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Socket _sender = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[70_000];

    public KernelFilter()
    {
        _receiver.Bind(new UnixDomainSocketEndPoint(_folder["s"]));
        _receiver.Blocking = false;
        _sender.Connect(new UnixDomainSocketEndPoint(_folder["s"]));
    }

    /// <summary>Attaches a program in place of the one before.</summary>
    /// <returns>Whether the kernel takes it.</returns>
    public bool TryAttach(ReadOnlySpan<BpfInstruction> program)
    {
        var error = NativeSocket.AttachFilter(_receiver.SafeHandle, MemoryMarshal.AsBytes(program));
        Assert.True(error is Errno.None or Errno.EINVAL, $"{error}");
        return error == Errno.None;
    }

    /// <summary>How many bytes the kernel lets through; null where it rejects the packet.</summary>
    public int? Run(byte[] packet)
    {
        _sender.Send(packet);
        var count = _receiver.Receive(_buffer, SocketFlags.None, out var error);
        return error == SocketError.WouldBlock ? null : count;
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
        _folder.Dispose();
    }
}
