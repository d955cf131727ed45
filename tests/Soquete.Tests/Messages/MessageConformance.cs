using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Messages;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Messages;

/// <summary>
/// What every connection does that keeps messages, whatever the engine and the name. A new engine adds subclasses and
/// nothing else.
/// </summary>
public abstract partial class MessageConformance : IDisposable
{
    private readonly Engine _engine;
    private readonly TemporaryFolder _folder = new();
    private readonly string _name;

    private readonly ITestOutputHelper _output;

    private protected MessageConformance(Engine engine, bool isAbstract, ITestOutputHelper output)
    {
        _engine = engine;
        _output = output;
        _name = isAbstract ? $"@soquete-{Guid.NewGuid():N}" : _folder["s"];
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<MessageListener> ListenAsync(string options = "") =>
        await MessageListener.ListenAsync(
            Address.Parse($"unix-seqpacket:{_name}{options}"), _engine, CancellationToken.None);

    private async Task<MessageConnection> ConnectAsync(
        string options = "", CancellationToken cancellationToken = default) =>
        await MessageConnector.ConnectAsync(
            Address.Parse($"unix-seqpacket:{_name}{options}"), _engine, cancellationToken);

    private async Task<MessagePair> PairAsync(string listenOptions = "", string connectOptions = "")
    {
        var listener = await ListenAsync(listenOptions);
        var client = await ConnectAsync(connectOptions).Soon();
        return new MessagePair(listener, client, await listener.AcceptAsync().Soon());
    }
}
