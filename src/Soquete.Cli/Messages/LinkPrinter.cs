using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Raw;

namespace Soquete.Cli.Messages;

/// <summary>Prints frames, with who sent each to whom where that was asked for, and tells what was cut short.</summary>
internal sealed class LinkPrinter(Invocation invocation, PacketSocket socket, MessageOutput output)
{
    /// <summary>More than the kernel joins to one frame, with a tag and a header.</summary>
    private const int RoomBytes = 256 * 1024;

    private readonly bool _showsSender = invocation.Typed.Has(MessageOptions.From);
    private readonly byte[] _buffer = new byte[RoomBytes];

    /// <summary>Waits for a frame, and prints it.</summary>
    public async ValueTask PrintNextAsync(CancellationToken cancellationToken)
    {
        var frame = await socket.ReceiveAsync(_buffer, cancellationToken);
        var bytes = _buffer.AsMemory(0, frame.Count);
        var importance = _showsSender && invocation.Settings.Json ? Importance.Asked : Importance.Detail;
        if (invocation.Events.Shows(importance))
        {
            invocation.Events.Report(LinkEvents.Frame(socket, frame, bytes.Span) with { Importance = importance });
        }

        if (frame.IsTruncated && socket.Address.SnapLength is null)
        {
            var from = LinkEvents.PairOf(socket, bytes.Span);
            invocation.Events.Report(DatagramEvents.Truncated(from, frame.Count, frame.OriginalLength));
        }

        var prefix = _showsSender && !invocation.Settings.Json ? $"{LinkEvents.PairOf(socket, bytes.Span)}: " : null;
        await output.WriteAsync(prefix, bytes, cancellationToken);
    }
}
