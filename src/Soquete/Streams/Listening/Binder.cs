using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Planning;
using Soquete.Streams.Local;

namespace Soquete.Streams.Listening;

/// <summary>Opens an address as the listening side. A new scheme registers itself here.</summary>
internal static class Binder
{
    public static async ValueTask<IReadOnlyList<BoundSocket>> BindAsync(
        Address address, CancellationToken cancellationToken)
    {
        RoleCheck.RequireStream(address);
        RoleCheck.Require(address, AddressRole.Listen);
        return address switch
        {
            TcpAddress tcp => await InternetBinder.BindAsync(tcp, cancellationToken).ConfigureAwait(false),
            UnixAddress unix => [UnixBinder.Bind(unix)],
            VsockAddress vsock => [VsockBinder.Bind(vsock)],
            DescriptorAddress descriptor => [InheritedEnd.Listen(descriptor)],
            _ => throw new AddressFormatException(address.ToString(), $"{address.Scheme} cannot be listened on"),
        };
    }
}
