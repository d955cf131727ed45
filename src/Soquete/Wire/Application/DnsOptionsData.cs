using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>What a sender can do beyond RFC 1035: the data of OPT (RFC 6891 section 6.1.2).</summary>
/// <param name="Options">The options.</param>
public sealed record DnsOptionsData(ValueList<DnsOption> Options) : DnsRecordData
{
    private const int HeadLength = 4;

    /// <inheritdoc/>
    public override string ToString()
    {
        var texts = new List<string>();
        foreach (var option in Options)
        {
            texts.Add($"{option.Code}={option.Data}");
        }

        return string.Join(' ', texts);
    }

    internal static DnsOptionsData? TryOf(in DnsRecordView view)
    {
        var options = new List<DnsOption>();
        var rest = view.Data;
        while (rest.Length >= HeadLength)
        {
            var code = BinaryPrimitives.ReadUInt16BigEndian(rest);
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            rest = rest[HeadLength..];
            if (length > rest.Length)
            {
                return null;
            }

            options.Add(new DnsOption(code, rest[..length].ToArray()));
            rest = rest[length..];
        }

        return rest.IsEmpty ? new DnsOptionsData(options.ToArray()) : null;
    }

    internal override void Write(ref DnsWriter writer)
    {
        foreach (var option in Options)
        {
            if (option.Data.Count > ushort.MaxValue)
            {
                throw new InvalidOperationException($"An option has at most {ushort.MaxValue} bytes.");
            }

            writer.Write(option.Code);
            writer.Write((ushort)option.Data.Count);
            writer.Write(option.Data.Span);
        }
    }
}
