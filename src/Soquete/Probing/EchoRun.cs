using System.Net;
using Soquete.Interop;

namespace Soquete.Probing;

/// <summary>
/// Asks by echo requests, on a thread of its own: the thread pool would add its ways to each of them.
/// </summary>
internal sealed class EchoRun : PingRun
{
    private const int StackBytes = 256 * 1024;

    private readonly EchoSocket _socket;
    private readonly PingOptions _options;

    private EchoRun(IPAddress address, EchoSocket socket, PingOptions options)
        : base(address)
    {
        _socket = socket;
        _options = options;
    }

    public override int? Identifier => _socket.Identifier;

    public override bool IsUnprivileged => _socket.IsUnprivileged;

    public static async ValueTask<EchoRun> OpenAsync(
        PingTarget target, PingOptions options, CancellationToken cancellationToken)
    {
        var address = await PingAddresses.ChooseAsync(target, options, cancellationToken).ConfigureAwait(false);
        var socket = EchoSocket.Open(address, options);
        try
        {
            if (options.LoadsTheHost && PingReach.WhyNot(socket.Handle, address) is { } problem)
            {
                throw new SoqueteException(FailureKind.Usage, target.ToString(), problem);
            }

            return new EchoRun(address, socket, options);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override void Dispose() => _socket.Dispose();

    protected override async Task AskAsync(
        Action<PingEvent> tell, Func<bool> pauses, CancellationToken cancellationToken)
    {
        using var wake = new EventDescriptor();
        var loop = new EchoLoop(_socket, _options, Tally, tell, pauses, wake, cancellationToken);
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Complete(completion, loop), StackBytes)
        {
            IsBackground = true, Name = "soquete ping",
        };
        await using var signalling = cancellationToken.Register(wake.Signal).ConfigureAwait(false);
        thread.UnsafeStart();
        await completion.Task.ConfigureAwait(false);
    }

    /// <summary>What the loop throws, or what is told throws, is the task's.</summary>
    private static void Complete(TaskCompletionSource completion, EchoLoop loop)
    {
        try
        {
            loop.Run();
            completion.SetResult();
        }
        catch (Exception failure)
        {
            completion.SetException(failure);
        }
    }
}
