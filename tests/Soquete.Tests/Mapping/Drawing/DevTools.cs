using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>The protocol of a browser's developer tools: calls and events in JSON, over a WebSocket.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = [];
    private Task _reading = Task.CompletedTask;
    private int _last;

    private DevTools()
    {
    }

    /// <summary>An event: its session, its method and its parameters.</summary>
    public event Action<string, string, JsonElement>? Happened;

    public static async Task<DevTools> ConnectAsync(Uri address)
    {
        var tools = new DevTools();
        await tools._socket.ConnectAsync(address, CancellationToken.None).Soon();
        tools._reading = tools.ReadAsync();
        return tools;
    }

    public async Task<JsonElement> CallAsync(string method, object? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = JsonSerializer.SerializeToUtf8Bytes(session is null
            ? (object)new { id, method, @params = parameters ?? new { } }
            : new { id, method, @params = parameters ?? new { }, sessionId = session });
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(call, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).Soon();
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.Soon();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.Soon();
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonDocument.Parse(message.ToArray()).RootElement);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or JsonException)
        {
            foreach (var call in _calls.Values)
            {
                call.TrySetException(new IOException("the browser is gone", e));
            }
        }
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id))
        {
            var session = message.TryGetProperty("sessionId", out var of) ? of.GetString()! : "";
            Happened?.Invoke(session, message.GetProperty("method").GetString()!, message.GetProperty("params"));
        }
        else if (_calls.TryRemove(id.GetInt32(), out var call))
        {
            _ = message.TryGetProperty("error", out var error)
                ? call.TrySetException(new InvalidOperationException(error.ToString()))
                : call.TrySetResult(message.GetProperty("result"));
        }
    }
}
