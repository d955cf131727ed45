using System.Net;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>A namespace's end of a link, with its addresses, all of which can be used at once.</summary>
/// <param name="Namespace">Whose it is.</param>
/// <param name="Interface">The name of the interface, which the other end's differs from.</param>
/// <param name="Index">Its number, as if_nametoindex(3) gives it inside.</param>
/// <param name="IPv4">In 10.x.y.0/24, which is the link's own.</param>
/// <param name="IPv6">In fd00::/8, with 64 bits of prefix, the link's own.</param>
/// <param name="LinkLocal">In fe80::/10, without a zone.</param>
internal sealed record LinkEnd(
    NetworkNamespace Namespace, string Interface, int Index, IPAddress IPv4, IPAddress IPv6, IPAddress LinkLocal)
{
    /// <summary>The link-local address with its zone, which means something inside this namespace alone.</summary>
    public string Zoned(IPAddress linkLocal) => $"{linkLocal}%{Interface}";

    /// <summary>The address of all hosts of the link.</summary>
    public IPAddress Broadcast => new([.. IPv4.GetAddressBytes()[..3], 255]);
}
