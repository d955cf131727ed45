using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Streams.Connecting;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <summary>
/// What every stream does, whatever the engine and the domain. A new engine adds subclasses and nothing else.
/// </summary>
public abstract partial class StreamConformance : IDisposable
{
    private readonly Engine _engine;
    private readonly TemporaryFolder _folder = new();
    private readonly StreamScheme _scheme;

    private protected StreamConformance(Engine engine, StreamScheme scheme)
    {
        _engine = engine;
        _scheme = scheme;
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<StreamListener> ListenAsync(string options = "") =>
        await StreamListener.ListenAsync(
            Address.Parse(_scheme.ListenText(_folder) + options), _engine, CancellationToken.None);

    private async Task<StreamConnection> ConnectAsync(
        StreamListener listener, string options = "", CancellationToken cancellationToken = default)
    {
        var target = listener.Address.ToString().Split(',')[0];
        return await Connector.ConnectAsync(Address.Parse(target + options), EndUse.Both, _engine, cancellationToken);
    }

    private async Task<ConnectionPair> PairAsync(string listenOptions = "", string connectOptions = "")
    {
        var listener = await ListenAsync(listenOptions);
        var client = await ConnectAsync(listener, connectOptions).Soon();
        var server = await listener.AcceptAsync().Soon();
        while (server.Association.Remote.Port != client.Association.Local.Port)
        {
            // On a slow machine an attempt may come first that has lost the race of Happy Eyeballs.
            await server.DisposeAsync();
            server = await listener.AcceptAsync().Soon();
        }

        return new ConnectionPair(listener, client, server);
    }
}
