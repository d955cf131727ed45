using System.Net.Sockets;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>The socket of System.Net.Sockets for a domain.</summary>
internal static class TripSocket
{
    public static Socket Open(TripSettings settings) => settings.Domain switch
    {
        "tcp" => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
        "unix" => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        "udp" => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp),
        "unix-dgram" => new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified),
        "unix-seqpacket" => new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified),
        _ => throw new ArgumentException($"{settings.Domain} is no domain of round trips"),
    };
}
