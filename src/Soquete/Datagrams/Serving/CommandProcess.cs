using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;

namespace Soquete.Datagrams.Serving;

/// <summary>A child that reads datagrams from its standard input and writes others to its standard output.</summary>
internal sealed class CommandProcess : IAsyncDisposable
{
    private readonly ChildProcess _child;
    private readonly StreamTransport _input;
    private readonly CommandOutput _output;
    private readonly bool _asLines;

    private CommandProcess(ChildProcess child, StreamTransport input, CommandOutput output, bool asLines) =>
        (_child, _input, _output, _asLines) = (child, input, output, asLines);

    public Task<ChildExit> Exited => _child.Exited;

    public static CommandProcess Start(
        ExecAddress command, IReadOnlyDictionary<string, string?> environment, bool asLines)
    {
        var outputKind = asLines ? SocketKind.Stream : SocketKind.SeqPacket;
        OpenPair(SocketKind.Stream, out var toInput, out var childInput);
        using (childInput)
        {
            OpenPair(outputKind, out var fromOutput, out var childOutput);
            using (childOutput)
            {
                ChildProcess child;
                try
                {
                    child = PeerCommand.Start(command, environment, childInput, childOutput);
                }
                catch
                {
                    toInput.Dispose();
                    fromOutput.Dispose();
                    throw;
                }

                var engine = Engine.Default;
                CommandOutput output = asLines
                    ? new CommandOutput.OfLines(fromOutput, engine)
                    : new CommandOutput.OfWrites(fromOutput, engine);
                return new CommandProcess(child, engine.Adopt(toInput), output, asLines);
            }
        }
    }

    /// <summary>Gives it a datagram; false once it reads no more, which is its own affair.</summary>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellationToken) =>
        await SendAsync(datagram, cancellationToken).ConfigureAwait(false)
            && (!_asLines || await SendAsync(LineFeed, cancellationToken).ConfigureAwait(false));

    public void CompleteInput() => _input.CompleteOutput();

    /// <summary>Hands on each datagram that it writes, until its end.</summary>
    public async Task PassOutputAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        while (await _output.NextAsync(cancellationToken).ConfigureAwait(false) is { } datagram)
        {
            await send(datagram, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _input.Dispose();
        _output.Dispose();
        await _child.DisposeAsync().ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte> LineFeed { get; } = "\n"u8.ToArray();

    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        bytes.IsEmpty
        || (await _input.SendAsync(bytes, cancellationToken).ConfigureAwait(false)).Error == Errno.None;

    private static void OpenPair(int kind, out SafeSocketHandle ours, out SafeSocketHandle childs) => Failure.ThrowIf(
        NativeSocket.OpenPair(Domain.Unix, kind, Protocol.Default, out ours, out childs), "socketpair", address: null);
}
