using Soquete.Interop;

namespace Soquete.Addresses;

/// <summary>
/// A stream socket between a virtual machine and its host, or within one machine (vsock(7)): <c>vsock:CID:PORT</c>.
/// </summary>
/// <remarks>
/// Of the options that all sockets share, <see cref="SocketEndAddress.ReceiveBuffer"/> is SO_VM_SOCKETS_BUFFER_SIZE
/// here, and the kernel does not double it. <see cref="SocketEndAddress.SendBuffer"/> is none of its options: what may
/// be under way is what the peer has room for.
/// </remarks>
/// <param name="Cid">
/// The context identifier: a machine, as its hypervisor numbers it. <see cref="LocalCid"/> where a port stands alone.
/// </param>
/// <param name="Port">The port, which has 32 bits; <see cref="AnyPort"/> lets the system take a free one.</param>
public sealed record VsockAddress(uint Cid, uint Port) : SocketEndAddress, IFramedAddress
{
    /// <summary>The hypervisor itself, VMADDR_CID_HYPERVISOR; <c>hypervisor</c>.</summary>
    public const uint HypervisorCid = ContextId.Hypervisor;

    /// <summary>This machine's loopback, VMADDR_CID_LOCAL; <c>local</c>, or a port alone.</summary>
    public const uint LocalCid = ContextId.Local;

    /// <summary>The host of this virtual machine, VMADDR_CID_HOST; <c>host</c>.</summary>
    public const uint HostCid = ContextId.Host;

    /// <summary>Every CID of this machine, VMADDR_CID_ANY, for listening; <c>*</c>.</summary>
    public const uint AnyCid = ContextId.Any;

    /// <summary>A free port, VMADDR_PORT_ANY, for listening; <c>*</c> or <c>any</c>.</summary>
    public const uint AnyPort = ContextId.AnyPort;

    /// <inheritdoc/>
    public override string Scheme => "vsock";

    /// <summary>How messages stand in the stream, where a relay joins it to datagrams; null for none.</summary>
    public FrameFormat? Frame { get; init; }

    internal override string Target =>
        Cid == LocalCid ? ContextId.PortText(Port) : ContextId.Join(Cid, Port);

    internal static AddressScheme DescribeScheme() => new(
        "vsock", "vsock:[CID:]PORT", "a stream socket between a virtual machine and its host", Read,
        SharedOptions.OfRoles, [Buffer], SharedOptions.OfPace, SharedOptions.OfConnections, [Framed]);

    private static AddressOption Buffer { get; } = new ValueOption<VsockAddress, int?>(
        "receive-buffer", OptionUse.Both,
            "how much the peer may send ahead, SO_VM_SOCKETS_BUFFER_SIZE (default: 256k)",
        ValueSyntaxes.Size, a => a.ReceiveBuffer, (a, v) => a with { ReceiveBuffer = v });

    private static AddressOption Framed { get; } = FrameOption.For<VsockAddress>((a, v) => a with { Frame = v });

    private static VsockAddress Read(string target)
    {
        // What a pasted URL ends with.
        var text = target is [.. var before, '/'] ? before : target;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new VsockAddress(
            colon < 0 ? LocalCid : ReadCid(text[..colon].ToLowerInvariant()),
            ReadPort(text[(colon + 1)..].ToLowerInvariant()));
    }

    private static uint ReadCid(string text) => ContextId.TryParse(text, out var cid)
        ? cid
        : throw new AddressProblemException(
            text.Length == 0
                ? "the CID is empty; * means every CID of this machine, a port alone its loopback"
                : $"'{Printable.Shorten(text)}' is no CID: a number up to {uint.MaxValue}, "
                    + "host, local, hypervisor or *");

    private static uint ReadPort(string text) => ContextId.TryParsePort(text, out var port)
        ? port
        : throw new AddressProblemException(
            text.Length == 0 ? "the port is empty"
            : text.AsSpan().ContainsAnyExceptInRange('0', '9') ? $"'{Printable.Shorten(text)}' is no port"
            : $"port {Printable.Shorten(text)} is out of range (0 to {uint.MaxValue})");
}
