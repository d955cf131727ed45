using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>A client that speaks bytes, over the sockets of .NET alone.</summary>
internal sealed class RawClient(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private string _unread = "";

    public Socket Socket => socket;

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes).AsTask().AtLast()..];
        }
    }

    public void EndOutput() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with a reset over TCP; a unix socket has none, and closes.</summary>
    public void Reset()
    {
        if (socket.AddressFamily != AddressFamily.Unix)
        {
            socket.LingerState = new LingerOption(true, 0);
        }

        socket.Close();
    }

    /// <summary>Receives up to and with a text.</summary>
    public async Task<string> ReadToAsync(string last)
    {
        int found;
        while ((found = _unread.IndexOf(last, StringComparison.Ordinal)) < 0)
        {
            var more = await ReceiveAsync();
            Assert.True(more.Length > 0, $"the end came after '{_unread}'");
            _unread += more;
        }

        var text = _unread[..(found + last.Length)];
        _unread = _unread[text.Length..];
        return text;
    }

    /// <summary>Receives to the end.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder(_unread);
        _unread = "";
        while (await ReceiveAsync() is { Length: > 0 } more)
        {
            text.Append(more);
        }

        return text.ToString();
    }

    /// <summary>Receives one answer, which has a Content-Length.</summary>
    /// <returns>Its status and its body.</returns>
    public async Task<(int Status, string Body)> ReadAnswerAsync()
    {
        var head = await ReadToAsync("\r\n\r\n");
        const string Length = "Content-Length: ";
        var start = head.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
        var length = int.Parse(head[start..head.IndexOf('\r', start)], CultureInfo.InvariantCulture);
        while (_unread.Length < length)
        {
            var more = await ReceiveAsync();
            Assert.True(more.Length > 0, $"the end came after '{head}{_unread}'");
            _unread += more;
        }

        var body = _unread[..length];
        _unread = _unread[length..];
        return (int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture), body);
    }

    /// <summary>Waits for the end of the connection, however it comes.</summary>
    /// <returns>The error that it ended with; success for an orderly end.</returns>
    public async Task<SocketError> ReadEndAsync()
    {
        try
        {
            await ReadToEndAsync();
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<string> ReceiveAsync()
    {
        var count = await socket.ReceiveAsync(_buffer.AsMemory()).AsTask().AtLast();
        return Encoding.Latin1.GetString(_buffer, 0, count);
    }
}
