using Soquete.Addresses;
using Soquete.Cli.Serving;
using Soquete.Datagrams.Serving;

namespace Soquete.Cli.Messages;

/// <summary>What <c>listen</c> can do with a datagram.</summary>
/// <param name="HandleAsync">Serves one.</param>
/// <param name="MaxAtOnce">How many are served at once.</param>
internal sealed record DatagramHandler(
    Func<DatagramRequest, CancellationToken, Task> HandleAsync, int MaxAtOnce = DatagramServer.DefaultMaxAtOnce)
{
    /// <summary>How long an echo waits for a unix socket that is full, before it is dropped.</summary>
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Sends back what came (RFC 862), one after the other, so that the order is kept. Who does not read its echoes
    /// loses them, and keeps the others waiting no longer than for a moment.
    /// </summary>
    public static DatagramHandler Echo { get; } = new(EchoAsync, MaxAtOnce: 1);

    /// <summary>Runs a process for each datagram.</summary>
    public static DatagramHandler Execute(ExecAddress command, bool asLines, int? most) => new(
        async (request, cancellationToken) => CommandFailedException.ThrowIfFailed(
            command, await DatagramCommandHandler.RunAsync(request, command, asLines, cancellationToken)),
        most ?? DatagramServer.DefaultMaxAtOnce);

    private static async Task EchoAsync(DatagramRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EchoPatience);
        try
        {
            await request.ReplyAsync(request.Bytes, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"its receiver was full for {DurationText.Format(EchoPatience)}");
        }
    }
}
