namespace Soquete.Cli.Capture;

/// <summary>Bytes as tcpdump -X has them: the offset, eight words, and what is printable.</summary>
internal sealed class HexDump
{
    private const int Width = 16;
    private const int HexStart = 10;
    private const int TextStart = 51;
    private const string Digits = "0123456789abcdef";

    private readonly char[] _line = new char[TextStart + Width];

    public void Write(PacketOutput output, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += Width)
        {
            var row = bytes[at..Math.Min(at + Width, bytes.Length)];
            _line.AsSpan().Fill(' ');
            _line[0] = '\t';
            WriteOffset(at);
            WriteRow(row);
            output.WriteLine(_line.AsSpan(0, TextStart + row.Length));
        }
    }

    private void WriteOffset(int offset)
    {
        (_line[1], _line[2], _line[7]) = ('0', 'x', ':');
        for (var i = 0; i < 4; i++)
        {
            _line[6 - i] = Digits[(offset >> (4 * i)) & 0xF];
        }
    }

    private void WriteRow(ReadOnlySpan<byte> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var column = HexStart + (2 * i) + (i / 2);
            _line[column] = Digits[row[i] >> 4];
            _line[column + 1] = Digits[row[i] & 0xF];
            _line[TextStart + i] = row[i] is >= 0x21 and < 0x7F ? (char)row[i] : '.';
        }
    }
}
