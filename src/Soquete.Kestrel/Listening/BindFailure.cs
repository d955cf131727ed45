using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Soquete.Kestrel.Listening;

/// <summary>
/// Why an endpoint could not be bound, as Kestrel expects it: it has words of its own for an address that is in use,
/// and goes on without IPv6 after what is no <see cref="IOException"/>.
/// </summary>
internal static class BindFailure
{
    public static Exception Of(SoqueteException failure) => failure.ErrorName switch
    {
        "EADDRINUSE" => new AddressInUseException(failure.Message, failure),
        "EADDRNOTAVAIL" => new SocketException((int)SocketError.AddressNotAvailable, failure.Message),
        "EAFNOSUPPORT" => new SocketException((int)SocketError.AddressFamilyNotSupported, failure.Message),
        _ => failure,
    };
}
