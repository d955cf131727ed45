using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>Where a service is: the data of SRV (RFC 2782).</summary>
/// <param name="Priority">Which is tried first: the lowest.</param>
/// <param name="Weight">How often, among those of one priority.</param>
/// <param name="Port">The port.</param>
/// <param name="Target">The host; the root where there is no such service.</param>
public sealed record DnsServiceData(ushort Priority, ushort Weight, ushort Port, DnsName Target) : DnsRecordData
{
    private const int NumbersLength = 3 * sizeof(ushort);

    /// <inheritdoc/>
    public override string ToString() => $"{Priority} {Weight} {Port} {Target}";

    internal static DnsServiceData? TryOf(in DnsRecordView view)
    {
        if (!view.TryGetName(NumbersLength, out var name, out var end) || end != view.Data.Length)
        {
            return null;
        }

        var data = view.Data;
        return new DnsServiceData(
            BinaryPrimitives.ReadUInt16BigEndian(data),
            BinaryPrimitives.ReadUInt16BigEndian(data[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(data[4..]),
            name.ToName());
    }

    internal override void Write(ref DnsWriter writer)
    {
        writer.Write(Priority);
        writer.Write(Weight);
        writer.Write(Port);
        writer.WriteWhole(Target);
    }
}
