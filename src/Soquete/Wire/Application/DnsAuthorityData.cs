using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>The start of a zone of authority: the data of SOA (RFC 1035 section 3.3.13).</summary>
public sealed record DnsAuthorityData : DnsRecordData
{
    private const int NumbersLength = 5 * sizeof(uint);

    /// <summary>The server that the zone comes from (MNAME).</summary>
    public required DnsName Server { get; init; }

    /// <summary>The mailbox of who answers for the zone; its first label is the part before the @ (RNAME).</summary>
    public required DnsName Mailbox { get; init; }

    /// <summary>The version of the zone; compared as RFC 1982 says (SERIAL).</summary>
    public uint Serial { get; init; }

    /// <summary>After how many seconds a copy looks for a new version (REFRESH).</summary>
    public uint Refresh { get; init; }

    /// <summary>After how many seconds it tries again when that failed (RETRY).</summary>
    public uint Retry { get; init; }

    /// <summary>After how many seconds it is no authority any more (EXPIRE).</summary>
    public uint Expire { get; init; }

    /// <summary>For how many seconds, at most, it may be kept that a name does not exist (MINIMUM; RFC 2308).</summary>
    public uint Minimum { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Server} {Mailbox} {Serial} {Refresh} {Retry} {Expire} {Minimum}";

    internal static DnsAuthorityData? TryOf(in DnsRecordView view)
    {
        if (!view.TryGetName(0, out var server, out var at) || !view.TryGetName(at, out var mailbox, out at)
            || view.Data.Length - at != NumbersLength)
        {
            return null;
        }

        var numbers = view.Data[at..];
        return new DnsAuthorityData
        {
            Server = server.ToName(),
            Mailbox = mailbox.ToName(),
            Serial = BinaryPrimitives.ReadUInt32BigEndian(numbers),
            Refresh = BinaryPrimitives.ReadUInt32BigEndian(numbers[4..]),
            Retry = BinaryPrimitives.ReadUInt32BigEndian(numbers[8..]),
            Expire = BinaryPrimitives.ReadUInt32BigEndian(numbers[12..]),
            Minimum = BinaryPrimitives.ReadUInt32BigEndian(numbers[16..]),
        };
    }

    internal override void Write(ref DnsWriter writer)
    {
        writer.Write(Server);
        writer.Write(Mailbox);
        writer.Write(Serial);
        writer.Write(Refresh);
        writer.Write(Retry);
        writer.Write(Expire);
        writer.Write(Minimum);
    }
}
