namespace Soquete.Wire.Application;

/// <summary>A name: the data of CNAME, NS and PTR (RFC 1035 section 3.3).</summary>
/// <param name="Name">The name.</param>
public sealed record DnsNameData(DnsName Name) : DnsRecordData
{
    /// <inheritdoc/>
    public override string ToString() => Name.ToString();

    internal static DnsNameData? TryOf(in DnsRecordView view) =>
        view.TryGetName(0, out var name, out var end) && end == view.Data.Length
            ? new DnsNameData(name.ToName())
            : null;

    internal override void Write(ref DnsWriter writer) => writer.Write(Name);
}
