using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Planning;
using Soquete.Raw;
using Soquete.Streams;

namespace Soquete.Tests.Planning;

/// <summary>An address that is explained, and then opened, in a process of its own that strace(1) watches.</summary>
internal static class OpenedAddress
{
    public static async Task OpenAsync(Address address, string role, Action<string> tell)
    {
        var part = role == "listen" ? AddressRole.Listen : AddressRole.Connect;
        var explanation = await AddressExplanation.ForAsync(address, part);
        foreach (var call in explanation.Calls)
        {
            tell(call);
        }

        await using var opened = await OpenAsync(address, part);
    }

    private static async Task<IAsyncDisposable> OpenAsync(Address address, AddressRole role) => (address, role) switch
    {
        (UdpAddress or UnixDatagramAddress, AddressRole.Listen) => await DatagramSocket.BindAsync(address),
        (UdpAddress or UnixDatagramAddress, _) => await DatagramSocket.ConnectAsync(address),
        (PacketAddress, _) => await PacketSocket.OpenAsync(address),
        (_, AddressRole.Listen) => await StreamListener.ListenAsync(address),
        _ => await StreamConnection.ConnectAsync(address),
    };
}
