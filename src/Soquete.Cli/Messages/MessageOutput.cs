using System.Buffers;
using System.Text;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary>Messages to standard output, each written whole. Safe to use from several threads.</summary>
/// <param name="output">Standard output.</param>
/// <param name="asLines">Whether each is a line: with a line feed behind it.</param>
internal sealed class MessageOutput(StreamConnection output, bool asLines) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <exception cref="OutputException">Standard output takes no more.</exception>
    public async ValueTask WriteAsync(
        string? prefix, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var whole = asLines || prefix is not null ? LineOf(prefix, message) : message;
            await output.SendAsync(whole, cancellationToken);
        }
        catch (SoqueteException failure)
        {
            throw OutputException.Of(failure);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>
    /// What stands before a message would be lost in the one before it, so that with it a line ends where none did.
    /// </summary>
    private ReadOnlyMemory<byte> LineOf(string? prefix, ReadOnlyMemory<byte> message)
    {
        _line.ResetWrittenCount();
        Encoding.UTF8.GetBytes(prefix ?? "", _line);
        _line.Write(message.Span);
        if (asLines || message.Span is not [.., (byte)'\n'])
        {
            _line.Write("\n"u8);
        }

        return _line.WrittenMemory;
    }
}
