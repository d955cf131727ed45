using Soquete.Addresses;

namespace Soquete.Benchmarking;

/// <summary>One of the connections that a measurement used, at this end.</summary>
public sealed record BenchmarkConnection
{
    /// <summary>The protocol and both ends; null where datagrams have no association.</summary>
    public Association? Association { get; init; }

    /// <summary>Bytes sent while it was measured.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received while it was measured.</summary>
    public long BytesReceived { get; init; }

    /// <summary>What the kernel knew of this end when the measurement ended; null but for TCP.</summary>
    public TcpInformation? Tcp { get; init; }

    /// <summary>
    /// What the server's kernel knew of its end; null but for TCP and a <see cref="BenchmarkServer"/>.
    /// </summary>
    public TcpInformation? RemoteTcp { get; init; }
}
