using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Planning;
using Soquete.Streams.Local;

namespace Soquete.Streams.Connecting;

/// <summary>Opens an address as the connecting side. A new scheme registers itself here.</summary>
internal static class Connector
{
    public static ValueTask<StreamConnection> ConnectAsync(
        Address address, EndUse use, Engine engine, CancellationToken cancellationToken)
    {
        RoleCheck.RequireStream(address);
        RoleCheck.Require(address, AddressRole.Connect);
        return address switch
        {
            TcpAddress tcp => TcpConnector.ConnectAsync(tcp, engine, cancellationToken),
            UnixAddress unix => UnixConnector.ConnectAsync(unix, engine, cancellationToken),
            VsockAddress vsock => VsockConnector.ConnectAsync(vsock, engine, cancellationToken),
            StandardStreamsAddress => ValueTask.FromResult(StandardStreams.Open()),
            FileAddress file => ValueTask.FromResult(OpenedFile.Open(file, use)),
            DescriptorAddress descriptor => ValueTask.FromResult(InheritedEnd.Connect(descriptor, engine)),
            ExecAddress exec => ValueTask.FromResult(ChildEnd.Start(exec, engine)),
            _ => throw new AddressFormatException(address.ToString(), $"{address.Scheme} cannot be connected to"),
        };
    }
}
