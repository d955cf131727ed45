using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>What both ends of round trips are told; the count is the asking end's alone.</summary>
/// <param name="Domain">tcp, udp, unix, unix-dgram or unix-seqpacket.</param>
/// <param name="Address">A port of the loopback, or a path.</param>
/// <param name="Bytes">Of a message.</param>
/// <param name="Count">Round trips that are measured.</param>
internal sealed record TripSettings(string Domain, string Address, int Bytes, int Count)
{
    public bool IsConnected => Domain is "unix-seqpacket" or "unix" or "tcp";

    /// <summary>Who is to be answered over unix datagrams needs a name (unix(7)); null for others.</summary>
    public string? AskingPath => Domain == "unix-dgram" ? $"{Address}.asks" : null;

    public EndPoint EndPoint => Domain is "udp" or "tcp"
        ? new IPEndPoint(IPAddress.Loopback, int.Parse(Address))
        : new UnixDomainSocketEndPoint(Address);

    /// <summary>Its address in the library's grammar.</summary>
    public Address SoqueteAddress => Soquete.Addresses.Address.Parse(
        Domain is "udp" or "tcp" ? $"{Domain}4:127.0.0.1:{Address}" : $"{Domain}:{Address}");

    public static TripSettings Read(IReadOnlyList<string> words) =>
        new(words[0], words[1], int.Parse(words[2]), words.Count > 3 ? int.Parse(words[3]) : 0);
}
