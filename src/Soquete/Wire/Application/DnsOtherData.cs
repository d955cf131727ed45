namespace Soquete.Wire.Application;

/// <summary>Data of a type that has no record of its own, as bytes.</summary>
/// <param name="Bytes">The data; at most 65,535 bytes.</param>
public sealed record DnsOtherData(ValueList<byte> Bytes) : DnsRecordData
{
    /// <summary>The data as RFC 3597 section 5 has it, such as <c>\# 4 0a000001</c>.</summary>
    public override string ToString() => Bytes.Count == 0 ? @"\# 0" : $@"\# {Bytes.Count} {Bytes}";

    internal override void Write(ref DnsWriter writer) => writer.Write(Bytes.Span);
}
