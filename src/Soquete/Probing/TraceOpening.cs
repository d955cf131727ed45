using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Interop;
using Soquete.Planning;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>Finds the destination's address, and opens the socket of a method.</summary>
internal static class TraceOpening
{
    public static async ValueTask<TraceSocket> OpenAsync(
        Host host, TraceOptions options, CancellationToken cancellationToken)
    {
        var named = new UdpAddress(host, Port.FromNumber(options.PortOrDefault), FamilyOf(host, options));
        var addresses = NameResolution.KnownAddresses(named)
            ?? await NameResolution.AddressesAsync(named, cancellationToken).ConfigureAwait(false);
        SoqueteException? failure = null;
        foreach (var address in addresses)
        {
            try
            {
                return Open(new IPEndPoint(address, options.PortOrDefault), options);
            }
            catch (SoqueteException e) when (e.ErrorName is "ENETUNREACH" or "EADDRNOTAVAIL" or "EAFNOSUPPORT")
            {
                // No route, or no such version of IP here: the name's next address may have one.
                failure ??= e;
            }
        }

        throw failure!;
    }

    /// <summary>What is asked for, or what the local address is of.</summary>
    private static InternetFamily FamilyOf(Host host, TraceOptions options)
    {
        var source = Of(options.Source);
        var family = options.Family == InternetFamily.Any ? source : options.Family;
        var literal = Of(host.Literal);
        return (source == InternetFamily.Any || source == family)
            && (literal == InternetFamily.Any || family == InternetFamily.Any || literal == family)
            ? family
            : throw new AddressFormatException(host.ToString(), $"it is not of {family}, which is asked for");
    }

    private static InternetFamily Of(IPAddress? address) => address?.AddressFamily switch
    {
        null => InternetFamily.Any,
        AddressFamily.InterNetwork => InternetFamily.IPv4,
        _ => InternetFamily.IPv6,
    };

    private static TraceSocket Open(IPEndPoint destination, TraceOptions options) => options.Method switch
    {
        TraceMethod.Udp => OpenUdp(destination, options),
        TraceMethod.Icmp => OpenIcmp(destination, options),
        _ => OpenTcp(destination, options),
    };

    private static TraceSocket OpenUdp(IPEndPoint destination, TraceOptions options)
    {
        var plan = TracePlan.Of(destination, options, SocketKind.Datagram, Protocol.Udp);
        return Connect(plan, destination, (socket, source) =>
            new TraceSocket(socket, null, (source, destination), new TraceUdpFormat()));
    }

    /// <summary>A socket that needs no authority where the system allows it, else a raw one.</summary>
    private static TraceSocket OpenIcmp(IPEndPoint destination, TraceOptions options)
    {
        var isIPv6 = destination.AddressFamily == AddressFamily.InterNetworkV6;
        var protocol = isIPv6 ? Protocol.Icmpv6 : Protocol.Icmp;
        destination = new IPEndPoint(destination.Address, 0);
        try
        {
            var plan = TracePlan.Of(destination, options, SocketKind.Datagram, protocol);
            // The kernel gives such a socket an identifier as it gives others a port (icmp(7)).
            return Connect(plan, destination, (socket, source) => new TraceSocket(
                socket, null, (source, destination), new TraceIcmpFormat((ushort)source.Port, isIPv6, false)));
        }
        catch (SocketAuthorityException)
        {
            // net.ipv4.ping_group_range does not have this process's group, as often.
            return OpenRawIcmp(TracePlan.Of(destination, options, SocketKind.Raw, protocol), destination, isIPv6);
        }
    }

    private static TraceSocket OpenRawIcmp(SocketPlan plan, IPEndPoint destination, bool isIPv6) =>
        Connect(plan, destination, (socket, source) =>
        {
            var reply = isIPv6 ? Icmpv6Type.EchoReply : IcmpType.EchoReply;
            var option = isIPv6 ? SocketOption.Icmpv6Filter : SocketOption.IcmpFilter;
            var blocked = new uint[isIPv6 ? 8 : 1];
            Array.Fill(blocked, uint.MaxValue);
            blocked[reply / 32] &= ~(1u << (reply % 32));
            Failure.ThrowIf(
                NativeSocket.SetBlockedTypes(socket, option, blocked), $"setsockopt {option.NameText}",
                destination.Address.ToString());
            var identifier = (ushort)RandomNumberGenerator.GetInt32(1, ushort.MaxValue + 1);
            return new TraceSocket(
                socket, null, (source, destination), new TraceIcmpFormat(identifier, isIPv6, !isIPv6));
        });

    private static TraceSocket OpenTcp(IPEndPoint destination, TraceOptions options)
    {
        var plan = TracePlan.Of(destination, options, SocketKind.Raw, Protocol.Tcp);
        return Connect(plan, destination, (socket, source) =>
        {
            var reserved = TracePlan.ReservePort(source.Address, out var port);
            var from = new IPEndPoint(source.Address, port);
            var leads = destination.AddressFamily == AddressFamily.InterNetwork;
            return new TraceSocket(
                socket, reserved, (from, destination), new TraceTcpFormat(from, destination, leads));
        });
    }

    /// <summary>Opens and connects, and closes again where something fails.</summary>
    private static TraceSocket Connect(
        SocketPlan plan, IPEndPoint destination, Func<SafeSocketHandle, IPEndPoint, TraceSocket> finish)
    {
        var name = destination.Address.ToString();
        var socket = TracePlan.Open(plan, name);
        try
        {
            if (plan.Bind is not null)
            {
                Failure.ThrowIf(plan.BindName(socket, name), "bind", name);
            }

            Failure.ThrowIf(NativeSocket.Connect(socket, plan.Remote!.Value), "connect", name);
            Failure.ThrowIf(NativeSocket.LocalName(socket, out var local), "getsockname", name);
            return local.TryGetInternet(out var source)
                ? finish(socket, source)
                : throw Failure.Of(Errno.EAFNOSUPPORT, "getsockname", name);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
