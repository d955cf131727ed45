using Soquete.Cli.Events;
using Soquete.Cli.Serving;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary>What anybody sends is printed, and standard input goes to whoever sent last.</summary>
internal sealed class DatagramDialogue(Invocation invocation, DatagramSocket socket, Patience patience)
{
    private readonly byte[] _buffer = new byte[LongestMessage.Received(socket.Address)];
    private readonly TaskCompletionSource _someone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _changing = new();
    private ReceivedDatagram _last;

    public async Task RunAsync(MessageInput input, DatagramPrinter printer, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // What a person could still type is not waited for, and the rest of a file or of a pipe is.
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var receiving = ReceiveAsync(printer, stop.Token);
        var answering = AnswerAsync(input, reading.Token);
        var ended = receiving.ContinueWith(
            _ => StandardDescriptor.IsTerminal(StandardDescriptor.Input) ? reading.CancelAsync() : Task.CompletedTask,
            TaskScheduler.Default);
        await Both.EndAsync(receiving, answering, stop);
        await ended;
    }

    private async Task ReceiveAsync(DatagramPrinter printer, CancellationToken stop)
    {
        while (!patience.IsSatisfied)
        {
            var datagram = await socket.ReceiveAsync(_buffer, stop);
            lock (_changing)
            {
                _last = datagram;
            }

            await printer.PrintAsync(datagram, _buffer.AsMemory(0, datagram.Count), stop);
            patience.Came();
            _someone.TrySetResult();
        }
    }

    private async Task AnswerAsync(MessageInput input, CancellationToken stop)
    {
        try
        {
            await _someone.Task.WaitAsync(stop);
            while (await input.NextAsync(stop) is { } message)
            {
                await AnswerAsync(message, stop);
            }
        }
        catch (OperationCanceledException) when (patience.IsSatisfied)
        {
            // Nobody is there to be answered any more.
        }
    }

    /// <summary>That one cannot be answered, or is gone, is not the end of those who come after it.</summary>
    private async Task AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        ReceivedDatagram last;
        lock (_changing)
        {
            last = _last;
        }

        try
        {
            await socket.ReplyAsync(message, last, stop);
        }
        catch (SoqueteException failure)
        {
            invocation.Events.Report(DatagramEvents.Unsent(DatagramEvents.SenderOf(last), failure));
        }
    }
}
