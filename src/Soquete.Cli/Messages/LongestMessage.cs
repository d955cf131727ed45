using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Cli.Messages;

/// <summary>How long a message of each kind of address can be.</summary>
internal static class LongestMessage
{
    /// <summary>
    /// 65,535 less the headers of IPv4 and UDP (RFC 791, RFC 768). IPv6 has room for 20 more, which is not used: the
    /// same input makes the same datagrams in both versions.
    /// </summary>
    public const int OverUdp = DatagramBatch.MaxDatagramBytes;

    /// <summary>
    /// A unix socket takes what its send buffer has room for, which is asked only when it is sent; this is a bound on
    /// what is gathered for it.
    /// </summary>
    public const int OverUnix = 16 * 1024 * 1024;

    /// <summary>
    /// Room for what is received: more than a unix sender's buffer can be without CAP_NET_ADMIN (net.core.wmem_max,
    /// socket(7)), unless the system was told otherwise.
    /// </summary>
    public const int ReceivedOverUnix = 1024 * 1024;

    public static int Of(Address address) => address is InternetAddress ? OverUdp : OverUnix;

    public static int Received(Address address) => address is InternetAddress ? ushort.MaxValue + 1 : ReceivedOverUnix;

    public static string Limit(Address address) => address is InternetAddress
        ? $"{(address is UdpAddress ? "a datagram over UDP" : "a packet over IP")} has 1 to {OverUdp} bytes"
        : $"a message has 1 to {OverUnix} bytes, and no more than 'send-buffer' has room for";
}
