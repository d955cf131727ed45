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
        var frame = await ReceiveAsync(cancellationToken);
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

    /// <summary>An interface that is down is told of once, and waited for; one that is gone is the end.</summary>
    private async ValueTask<ReceivedFrame> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await socket.ReceiveAsync(_buffer, cancellationToken);
            }
            catch (SoqueteException down) when (down.ErrorName == "ENETDOWN")
            {
                invocation.Events.Report(LinkEvents.Down(socket));
            }
        }
    }
}
