namespace Soquete.Wire.Application;

/// <summary>A record of a DNS message (RFC 1035 section 4.1.3).</summary>
/// <param name="Name">Whose record it is.</param>
/// <param name="Type">What it is (<see cref="DnsType"/>).</param>
/// <param name="TimeToLive">For how many seconds it may be kept.</param>
/// <param name="Data">What it says, in the form of its type.</param>
/// <param name="Class">Of which class (<see cref="DnsClass"/>).</param>
public sealed record DnsRecord(
    DnsName Name, ushort Type, uint TimeToLive, DnsRecordData Data, ushort Class = DnsClass.Internet)
{
    /// <summary>What a record means. Never throws.</summary>
    /// <param name="view">The record.</param>
    public static DnsRecord Read(in DnsRecordView view) =>
        new(view.Name.ToName(), view.Type, view.TimeToLive, DnsRecordData.Read(view), view.Class);

    /// <summary>The record as master files have it, such as <c>example.org. 300 IN A 192.0.2.1</c>.</summary>
    public override string ToString() =>
        $"{Name} {TimeToLive} {DnsClass.Describe(Class)} {DnsType.Describe(Type)} {Data}";

    internal void Write(ref DnsWriter writer)
    {
        writer.Write(Name);
        writer.Write(Type);
        writer.Write(Class);
        writer.Write(TimeToLive);
        writer.Write(Data);
    }
}
