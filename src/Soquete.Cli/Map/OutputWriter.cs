using System.Text;
using Soquete.Cli.Capture;

namespace Soquete.Cli.Map;

/// <summary>Standard output for what writes text: gathered, and written when there is much of it.</summary>
internal sealed class OutputWriter : TextWriter
{
    private readonly PacketOutput _output = new();

    public OutputWriter() => CoreNewLine = ['\n'];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => _output.Write([value]);

    public override void Write(char[] buffer, int index, int count) => _output.Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => _output.Write(buffer);

    public override void Write(string? value) => _output.Write(value);

    public override void Flush() => _output.Flush();
}
