using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Datagrams;
using Soquete.Engines;
using Soquete.Messages;
using Soquete.Streams;
using Soquete.Streams.Connecting;
using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>
/// One end of a unix socket of any type, by the names that the foreign peers have for them: <c>stream</c>,
/// <c>dgram</c>, <c>seqpacket</c>.
/// </summary>
internal sealed class AncillaryEnd : IAsyncDisposable
{
    private StreamConnection? _stream;
    private MessageConnection? _messages;
    private DatagramSocket? _datagrams;
    private DatagramPeer? _peer;

    public static async Task<AncillaryEnd> ConnectAsync(string kind, string name, Engine engine) => kind switch
    {
        "stream" => new()
        {
            _stream = await Connector.ConnectAsync(
                Address.Parse($"unix:{name}"), EndUse.Both, engine, CancellationToken.None).Soon(),
        },
        "dgram" => new()
        {
            _datagrams = await DatagramSocket.ConnectAsync(
                Address.Parse($"unix-dgram:{name},credentials"), engine).Soon(),
        },
        _ => new()
        {
            _messages = await MessageConnector.ConnectAsync(
                Address.Parse($"unix-seqpacket:{name}"), engine, CancellationToken.None).Soon(),
        },
    };

    /// <summary>Binds the name.</summary>
    /// <returns>What closes it, and the end that a peer gets.</returns>
    public static async Task<(IAsyncDisposable Listener, Task<AncillaryEnd> Accepted)> ListenAsync(
        string kind, string name, Engine engine)
    {
        switch (kind)
        {
            case "stream":
                var streams = await StreamListener.ListenAsync(
                    Address.Parse($"unix:{name}"), engine, CancellationToken.None);
                return (streams, AcceptAsync(streams));
            case "dgram":
                var datagrams = await DatagramSocket.BindAsync(
                    Address.Parse($"unix-dgram:{name},credentials"), engine);
                return (datagrams, Task.FromResult(new AncillaryEnd { _datagrams = datagrams }));
            default:
                var messages = await MessageListener.ListenAsync(
                    Address.Parse($"unix-seqpacket:{name}"), engine, CancellationToken.None);
                return (messages, AcceptAsync(messages));
        }
    }

    /// <summary>A datagram end that is bound learns from an empty datagram whom it talks to.</summary>
    public async Task FindPeerAsync()
    {
        if (_datagrams is { Peer: null })
        {
            _peer = (await _datagrams.ReceiveAsync(new byte[1]).Soon()).Source;
        }
    }

    public Task SendAsync(byte[] bytes, params IEnumerable<System.Runtime.InteropServices.SafeHandle> descriptors) =>
        SendAsync(bytes, new AncillaryData { Descriptors = [.. descriptors] });

    public Task SendAsync(byte[] bytes, AncillaryData ancillary) =>
        _stream?.SendAsync(bytes, ancillary).Soon()
        ?? _messages?.SendAsync(bytes, ancillary).Soon()
        ?? _datagrams!.SendAsync(bytes, ancillary, _peer).Soon();

    public async Task<Arrived> ReceiveAsync(byte[] buffer)
    {
        if (_stream is not null)
        {
            var bytes = await _stream.ReceiveAncillaryAsync(buffer).Soon();
            return new Arrived(
                bytes.Count, bytes.Count, bytes.Descriptors, bytes.Credentials, bytes.AreDescriptorsMissing);
        }

        if (_messages is not null)
        {
            var message = await _messages.ReceiveAsync(buffer).Soon();
            return new Arrived(
                message.Count, message.Length, message.Descriptors, message.Credentials,
                message.AreDescriptorsMissing);
        }

        var datagram = await _datagrams!.ReceiveAsync(buffer).Soon();
        return new Arrived(datagram.Count, datagram.Length, datagram.Descriptors, datagram.Credentials,
            datagram.AreDescriptorsMissing);
    }

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable? end = (IAsyncDisposable?)_stream ?? (IAsyncDisposable?)_messages ?? _datagrams;
        await end!.DisposeAsync();
    }

    private static async Task<AncillaryEnd> AcceptAsync(StreamListener listener) =>
        new() { _stream = await listener.AcceptAsync() };

    private static async Task<AncillaryEnd> AcceptAsync(MessageListener listener) =>
        new() { _messages = await listener.AcceptAsync() };
}
