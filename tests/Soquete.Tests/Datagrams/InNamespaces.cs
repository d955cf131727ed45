using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Datagrams;

/// <summary>Datagram sockets of this process in a network namespace of the test's.</summary>
internal static class InNamespaces
{
    /// <summary>The library's thread is started outside: a thread is born where its parent is.</summary>
    private static readonly Lazy<Task> Starting = new(async () =>
    {
        await using var first = await DatagramSocket.BindAsync(Address.Parse("udp4:0"));
    });

    public static async Task<DatagramSocket> BindAsync(this LinkEnd end, string address)
    {
        await Starting.Value;
        return await end.Namespace.RunAsync(() => DatagramSocket.BindAsync(Address.Parse(address)).AsTask()).Soon();
    }

    public static async Task<DatagramSocket> ConnectAsync(this LinkEnd end, string address)
    {
        await Starting.Value;
        return await end.Namespace.RunAsync(() => DatagramSocket.ConnectAsync(Address.Parse(address)).AsTask()).Soon();
    }

    /// <summary>The port that a bound socket took.</summary>
    public static int Port(this DatagramSocket socket) => socket.LocalEnds[0].Port!.Value;
}
