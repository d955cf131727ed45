using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>A connection as a test's handler has it, and what the handler does with it.</summary>
internal sealed class Handled
{
    private readonly TaskCompletionSource<ConnectionContext> _accepted =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ConnectionContext> Accepted => _accepted.Task.Soon();

    /// <summary>Holds the connection until the test lets it go, or is over.</summary>
    public Task HoldAsync(ConnectionContext connection)
    {
        _accepted.TrySetResult(connection);
        return _finished.Task;
    }

    public void LetGo() => _finished.TrySetResult();

    /// <summary>Waits until the server says that the connection is closed.</summary>
    public static async Task ClosedAsync(ConnectionContext connection)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = connection.ConnectionClosed.Register(closed.SetResult);
        await closed.Task.Soon();
    }

    public static async Task<string> ReadTextAsync(PipeReader input, int length)
    {
        while (true)
        {
            var result = await input.ReadAsync().Soon();
            if (result.Buffer.Length >= length || result.IsCompleted)
            {
                var text = Encoding.Latin1.GetString(result.Buffer.ToArray());
                input.AdvanceTo(result.Buffer.End);
                return text;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
