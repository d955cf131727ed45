using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Engines;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Datagrams;

/// <summary>
/// What every datagram socket does, whatever the engine and the domain. A new one adds a subclass and nothing else.
/// </summary>
public abstract partial class DatagramConformance : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatagramScheme _scheme;
    private readonly ITestOutputHelper _output;
    private readonly Engine _engine;

    private protected DatagramConformance(DatagramScheme scheme, ITestOutputHelper output, Engine? engine = null) =>
        (_scheme, _output, _engine) = (scheme, output, engine ?? Engine.Default);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<DatagramSocket> BindAsync(string options = "") =>
        DatagramSocket.BindAsync(Address.Parse(_scheme.BindText(_folder) + options), _engine).Soon();

    /// <summary>Connects to a bound socket, by the loopback where that is bound to every address.</summary>
    private Task<DatagramSocket> ConnectAsync(DatagramSocket to, string options = "") =>
        DatagramSocket.ConnectAsync(Address.Parse(TargetOf(to) + options), _engine).Soon();

    private async Task<DatagramPair> PairAsync(string bindOptions = "", string connectOptions = "")
    {
        var bound = await BindAsync(bindOptions);
        return new DatagramPair(bound, await ConnectAsync(bound, connectOptions));
    }

    private static string TargetOf(DatagramSocket bound) => bound.Address.ToString().Split(',')[0] switch
    {
        var text when bound.Address is UdpAddress { Host.Kind: HostKind.Any } udp => $"{text.Split(':')[0]}:{udp.Port}",
        var text => text,
    };

    /// <summary>A bound socket's name, for another one to send to.</summary>
    private static DatagramPeer PeerOf(DatagramSocket bound)
    {
        var end = bound.LocalEnds[0];
        if (end.Name is { } name)
        {
            return new DatagramPeer(name);
        }

        var address = end.Address!.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : end.Address;
        return new DatagramPeer(new IPEndPoint(address, end.Port!.Value));
    }
}
