using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Framing;
using Soquete.Interop;

namespace Soquete.Datagrams.Serving;

/// <summary>What a child writes, as datagrams.</summary>
internal abstract class CommandOutput : IDisposable
{
    /// <summary>The next one, valid until the next call; null at the end.</summary>
    public abstract ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken);

    public abstract void Dispose();

    /// <summary>A pair of sequenced packets keeps each of the child's writes as it was.</summary>
    internal sealed class OfWrites(SafeSocketHandle socket, Engine engine) : CommandOutput
    {
        /// <summary>More than a pair's send buffer takes in one write, unless the system was told otherwise.</summary>
        private const int Room = 256 * 1024;

        private readonly ControlChannel _channel = Open(socket, engine);
        private readonly byte[] _buffer = new byte[Room];

        public override async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
        {
            var receipt = await _channel.ReceiveAsync(_buffer, cancellationToken).ConfigureAwait(false);
            receipt.Control.Descriptors?.Dispose();
            if (receipt.IsEnd || receipt.Error != Errno.None)
            {
                return null;
            }

            return _buffer.AsMemory(0, Math.Min(receipt.Length, Room));
        }

        public override void Dispose()
        {
            _channel.Dispose();
            socket.Dispose();
        }

        private static ControlChannel Open(SafeSocketHandle socket, Engine engine)
        {
            var channel = new ControlChannel(socket, engine);
            Failure.ThrowIf(channel.AskWhoSends(), "setsockopt SO_PASSCRED", address: null);
            return channel;
        }
    }

    /// <summary>A stream is parted into lines.</summary>
    internal sealed class OfLines(SafeSocketHandle socket, Engine engine) : CommandOutput
    {
        private readonly StreamTransport _transport = engine.Adopt(socket);
        private readonly FrameReader _lines = new(FrameFormat.Line);
        private bool _hasEnded;

        public override async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                if (_lines.TryRead(out var line))
                {
                    return line;
                }

                if (_lines.Problem is { } problem)
                {
                    throw new SoqueteException(FailureKind.Other, null, $"a line of a command's output: {problem}");
                }

                if (_hasEnded)
                {
                    return null;
                }

                var result = await _transport.ReceiveAsync(_lines.GetMemory(), cancellationToken).ConfigureAwait(false);
                _lines.Advance(result.Count);
                if (result.Count == 0)
                {
                    _hasEnded = true;
                    _lines.Complete();
                }
            }
        }

        public override void Dispose() => _transport.Dispose();
    }
}
