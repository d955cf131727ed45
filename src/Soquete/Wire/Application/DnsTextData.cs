using System.Text;

namespace Soquete.Wire.Application;

/// <summary>Texts: the data of TXT (RFC 1035 section 3.3.14).</summary>
/// <param name="Strings">One or more strings of at most 255 bytes each, in no encoding that is said.</param>
public sealed record DnsTextData(ValueList<ValueList<byte>> Strings) : DnsRecordData
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in Strings)
        {
            _ = text.Length == 0 ? text : text.Append(' ');
            DnsEscapes.AppendString(text, part.Span);
        }

        return text.ToString();
    }

    internal static DnsTextData? TryOf(in DnsRecordView view)
    {
        var strings = new List<ValueList<byte>>();
        var rest = view.Data;
        while (!rest.IsEmpty && rest[0] < rest.Length)
        {
            strings.Add(rest.Slice(1, rest[0]).ToArray());
            rest = rest[(1 + rest[0])..];
        }

        return rest.IsEmpty && strings.Count > 0 ? new DnsTextData(strings.ToArray()) : null;
    }

    internal override void Write(ref DnsWriter writer)
    {
        foreach (var part in Strings)
        {
            if (part.Count > byte.MaxValue)
            {
                throw new InvalidOperationException($"A string has at most {byte.MaxValue} bytes.");
            }

            writer.Write((byte)part.Count);
            writer.Write(part.Span);
        }
    }
}
