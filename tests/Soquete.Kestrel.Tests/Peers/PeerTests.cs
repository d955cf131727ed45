using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Soquete.Kestrel.Tests.Peers;

/// <summary>Who asks, and who may.</summary>
public class PeerTests
{
    [Theory]
    [EveryCarrier(Only = "unix")]
    public async Task Request_WhenItComesOverAUnixSocket_ThenItsUserIsKnown(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context =>
        {
            var peer = context.GetPeerCredentials()!;
            return context.Response.WriteAsync($"{peer.ProcessId} {peer.UserId}");
        });
        using var http = server.Http();
        var uid = await File.ReadAllLinesAsync("/proc/self/status");
        var own = uid.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];
        Assert.Equal($"{Environment.ProcessId} {own}", await http.GetStringAsync(""));
    }

    [Theory]
    [EveryCarrier(Only = "tcp")]
    public async Task Request_WhenItComesOverTcp_ThenItsAssociationIsKnownAndNoUser(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context =>
        {
            var feature = context.Features.Get<ISoqueteConnectionFeature>()!;
            return context.Response.WriteAsync($"{feature.Association} {context.GetPeerCredentials() is null}");
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
        Assert.EndsWith(
            $"tcp 127.0.0.1:{server.Port} <-> {client.Socket.LocalEndPoint} True", await client.ReadToEndAsync(),
            StringComparison.Ordinal);
    }

    [Theory]
    [EveryCarrier(Only = "unix")]
    public async Task Peer_WhenTheAddressDoesNotAllowItsUser_ThenIsTurnedAwayAndLogged(Carrier carrier)
    {
        var stranger = (Environment.IsPrivilegedProcess ? 12345 : 0).ToString(CultureInfo.InvariantCulture);
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            AddressOptions = $",allow-uid={stranger}", Request = context => context.Response.WriteAsync("never"),
        });
        using var client = await server.ConnectAsync();
        Assert.Equal("", await client.ReadToEndAsync());
        await Eventually.HoldsAsync(() => server.Log.OfTransport.Any(entry => entry.Id.Id == 4));
        var refused = server.Log.OfTransport.Single(entry => entry.Id.Id == 4);
        Assert.Equal(LogLevel.Information, refused.Level);
        Assert.Contains("is not allowed", refused.Text, StringComparison.Ordinal);
    }
}
