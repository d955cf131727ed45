using System.Net;
using Soquete.Datagrams;
using Soquete.Interop;

namespace Soquete.Probing;

/// <summary>What an echo socket received: an ICMP message, and what the kernel knows of it.</summary>
internal readonly ref struct EchoAnswer(
    ReadOnlySpan<byte> message, bool isCut, SocketName source, DatagramFacts facts)
{
    private readonly SocketName _source = source;

    /// <summary>From its type on.</summary>
    public ReadOnlySpan<byte> Message { get; } = message;

    /// <summary>Whether it was longer than any answer can be, and its end is gone.</summary>
    public bool IsCut { get; } = isCut;

    public DatagramFacts Facts { get; } = facts;

    /// <summary>Who sent it; with its zone, so that it can be answered.</summary>
    public IPAddress? Source => _source.Unmapped().TryGetInternet(out var end) ? end.Address : null;
}
