using System.Net;

namespace Soquete.Addresses;

/// <summary>One end of an association.</summary>
public sealed record SocketEnd
{
    // None of an internet end, which is put into words when somebody asks: a server seldom does.
    private readonly string? _text;

    private SocketEnd(string? text) => _text = text;

    /// <summary>The IP address with its zone, or null in other domains.</summary>
    public IPAddress? Address { get; private init; }

    /// <summary>The port, 1 to 65535; null in other domains, and of raw sockets, which have none.</summary>
    public int? Port { get; private init; }

    /// <summary>
    /// The pathname or the abstract name after an <c>@</c>; null for an unnamed end and in other domains.
    /// </summary>
    public string? Name { get; private init; }

    /// <summary>
    /// The context identifier of a vsock end, which says what machine it is on (<see cref="VsockAddress.Cid"/>); null
    /// in other domains.
    /// </summary>
    public uint? Cid { get; private init; }

    /// <summary>The port of a vsock end, which has 32 bits; null in other domains.</summary>
    public uint? VsockPort { get; private init; }

    /// <summary>A unix socket without a name, as clients have.</summary>
    internal static SocketEnd Unnamed { get; } = new(Interop.SocketName.UnnamedUnix.ToString());

    /// <summary>Whether other machines can reach it: it is no unix socket and not on the loopback.</summary>
    internal bool IsOpenToOthers =>
        (Address is { } ip && !IPAddress.IsLoopback(ip)) || Cid is { } and not VsockAddress.LocalCid;

    /// <summary>
    /// <c>127.0.0.1:80</c>, <c>[fe80::1%eth0]:80</c>, <c>127.0.0.1</c> without a port, <c>/run/x</c>, <c>@name</c>,
    /// <c>host:5000</c> of vsock, <c>(unnamed)</c>, or what a local end is called.
    /// </summary>
    public override string ToString() => _text ?? Interop.SocketName.TextOf(Address!, Port);

    internal static SocketEnd Of(in Interop.SocketName name)
    {
        if (name.TryGetInternet(out var end))
        {
            return new SocketEnd(text: null) { Address = end.Address, Port = end.Port == 0 ? null : end.Port };
        }

        if (name.TryGetVsock(out var cid, out var port))
        {
            return new SocketEnd(name.ToString()) { Cid = cid, VsockPort = port };
        }

        var unixName = name.Path ?? (name.AbstractName is { } text ? "@" + text : null);
        return name.IsUnnamed ? Unnamed : new SocketEnd(name.ToString()) { Name = unixName };
    }

    /// <summary>An end that is no socket: this process's standard streams, a file, a child.</summary>
    internal static SocketEnd Local(string text) => new(text);
}
