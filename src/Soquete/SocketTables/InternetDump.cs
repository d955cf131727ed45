using Soquete.Interop;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Sockets of TCP over IPv4 and IPv6 at once, or of MPTCP, UDP or raw ones over one of them.</summary>
internal sealed class InternetDump : SocketDump
{
    private readonly SocketFamilies _family;
    private readonly byte _domain;
    private readonly InternetSocketReader _reader;
    private readonly bool _asksTcp;
    private readonly uint _states;

    private InternetDump(
        ulong networkNamespace, SocketFamilies family, byte domain, bool asksTcp = false,
        uint states = DiagnosticsRequest.AllStates)
        : base(networkNamespace)
    {
        (_family, _domain, _asksTcp, _states) = (family, domain, asksTcp, states);
        _reader = new InternetSocketReader(family, networkNamespace);
    }

    public override string What => _family switch
    {
        SocketFamilies.Tcp => "sockets of TCP",
        SocketFamilies.Mptcp => $"sockets of MPTCP over {Domain}",
        SocketFamilies.Udp => $"sockets of UDP over {Domain}",
        _ => $"raw sockets over {Domain}",
    };

    public override string Requirement => _family switch
    {
        SocketFamilies.Tcp => "CONFIG_INET_TCP_DIAG",
        SocketFamilies.Mptcp => "CONFIG_INET_MPTCP_DIAG",
        SocketFamilies.Udp => "CONFIG_INET_UDP_DIAG",
        _ => "CONFIG_INET_RAW_DIAG",
    };

    /// <summary>Whether there were connections of TCP that are part of MPTCP.</summary>
    public bool HasSubflows { get; private set; }

    private string Domain => _domain == InternetDiagnosticsView.Ipv6 ? "IPv6" : "IPv4";

    /// <param name="networkNamespace">The namespace that is asked.</param>
    /// <param name="asksTcp">Whether TCP_INFO is asked for.</param>
    /// <param name="states">The states that are asked for, a bit each.</param>
    public static InternetDump OfTcp(
        ulong networkNamespace, bool asksTcp, uint states = DiagnosticsRequest.AllStates) =>
        new(networkNamespace, SocketFamilies.Tcp, 0, asksTcp, states);

    /// <param name="networkNamespace">The namespace that is asked.</param>
    /// <param name="isIpv6">Of IPv6, or of IPv4.</param>
    /// <param name="states">The states that are asked for, a bit each.</param>
    public static InternetDump OfMultipath(ulong networkNamespace, bool isIpv6, uint states) =>
        new(networkNamespace, SocketFamilies.Mptcp, DomainOf(isIpv6), asksTcp: false, states);

    /// <param name="networkNamespace">The namespace that is asked.</param>
    /// <param name="family">UDP, or raw ones.</param>
    /// <param name="isIpv6">Of IPv6, or of IPv4.</param>
    public static InternetDump Of(ulong networkNamespace, SocketFamilies family, bool isIpv6) =>
        new(networkNamespace, family, DomainOf(isIpv6));

    protected override int WriteRequest(Span<byte> destination, uint sequence)
    {
        var extensions = InternetDiagnosticsAttribute.Asking(InternetDiagnosticsAttribute.SocketMemory);
        if (_family == SocketFamilies.Mptcp)
        {
            return DiagnosticsRequest.Multipath(destination, sequence, _domain, extensions, _states);
        }

        if (_family != SocketFamilies.Tcp)
        {
            var protocol = _family == SocketFamilies.Udp ? Protocol.Udp : Protocol.Raw;
            return DiagnosticsRequest.Internet(destination, sequence, _domain, (byte)protocol, extensions);
        }

        if (_asksTcp)
        {
            extensions |= InternetDiagnosticsAttribute.Asking(InternetDiagnosticsAttribute.Info);
            extensions |= InternetDiagnosticsAttribute.Asking(InternetDiagnosticsAttribute.Congestion);
        }

        return DiagnosticsRequest.Tcp(destination, sequence, extensions, _states);
    }

    protected override SocketEntry? Read(ReadOnlySpan<byte> payload)
    {
        if (!InternetDiagnosticsView.TryRead(payload, out var view))
        {
            return null;
        }

        HasSubflows |= view.IsSubflow;
        return _reader.Read(view, MemoryOf(view.MemoryBytes));
    }

    private static byte DomainOf(bool isIpv6) =>
        isIpv6 ? InternetDiagnosticsView.Ipv6 : InternetDiagnosticsView.Ipv4;
}
