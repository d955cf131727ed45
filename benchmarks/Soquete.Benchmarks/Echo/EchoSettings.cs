using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;

namespace Soquete.Benchmarks.Echo;

/// <summary>What an echo server is told, the same words as the servers in C take.</summary>
/// <param name="Domain">tcp, unix or udp.</param>
/// <param name="Address">A port of the loopback, or a path.</param>
/// <param name="Once">Whether a connection is closed after its first answer.</param>
internal sealed record EchoSettings(string Domain, string Address, bool Once)
{
    /// <summary>As many as the library's listeners and the peers in C have (listen(2)).</summary>
    public const int Backlog = 4096;

    /// <summary>Of a connection that does not borrow one.</summary>
    public const int BufferBytes = 4096;

    /// <summary>The word for <see cref="Once"/>.</summary>
    public const string OnceWord = "once";

    public EndPoint EndPoint => Domain == "unix"
        ? new UnixDomainSocketEndPoint(Address)
        : new IPEndPoint(IPAddress.Loopback, int.Parse(Address));

    /// <summary>Its address in the library's grammar.</summary>
    public Address SoqueteAddress => Soquete.Addresses.Address.Parse(
        Domain == "unix" ? $"unix:{Address}" : $"{Domain}4:127.0.0.1:{Address}");

    public static EchoSettings Read(IReadOnlyList<string> words) =>
        new(words[0], words[1], words.Count > 2 && words[2] == OnceWord);
}
