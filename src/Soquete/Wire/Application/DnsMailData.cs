using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>Where mail goes: the data of MX (RFC 1035 section 3.3.9).</summary>
/// <param name="Preference">Which is tried first: the lowest.</param>
/// <param name="Exchange">The host that takes mail.</param>
public sealed record DnsMailData(ushort Preference, DnsName Exchange) : DnsRecordData
{
    /// <inheritdoc/>
    public override string ToString() => $"{Preference} {Exchange}";

    internal static DnsMailData? TryOf(in DnsRecordView view) =>
        view.TryGetName(sizeof(ushort), out var name, out var end) && end == view.Data.Length
            ? new DnsMailData(BinaryPrimitives.ReadUInt16BigEndian(view.Data), name.ToName())
            : null;

    internal override void Write(ref DnsWriter writer)
    {
        writer.Write(Preference);
        writer.Write(Exchange);
    }
}
