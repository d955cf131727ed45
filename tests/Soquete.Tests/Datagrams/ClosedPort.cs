using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>A port that nobody receives at, which was free a moment ago.</summary>
internal sealed record ClosedPort(string Scheme, int Port)
{
    public static async Task<ClosedPort> TakeAsync(string scheme)
    {
        await using var taken = await DatagramSocket.BindAsync(Address.Parse($"{scheme}:0"));
        return new ClosedPort(scheme, taken.Port());
    }

    /// <summary>Opens it, on the loopback.</summary>
    public Task<DatagramSocket> BindAsync() => DatagramSocket.BindAsync(Address.Parse($"{Scheme}:{Port}")).Soon();
}
