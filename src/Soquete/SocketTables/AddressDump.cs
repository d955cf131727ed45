using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>The addresses of the interfaces of a namespace.</summary>
internal sealed class AddressDump(ulong networkNamespace) : TableDump<LocalAddress>(networkNamespace)
{
    public override string What => "addresses of interfaces";

    public override string Requirement => "CONFIG_INET";

    protected override int WriteRequest(Span<byte> destination, uint sequence) =>
        RouteRequest.Addresses(destination, sequence);

    protected override LocalAddress? Read(ReadOnlySpan<byte> payload) =>
        InterfaceAddressView.TryRead(payload, out var view)
            ? new LocalAddress(NetworkNamespace, new InternetName(view.Bytes, port: 0))
            : null;
}
