namespace Soquete.Wire.Application;

/// <summary>A question of a DNS message (RFC 1035 section 4.1.2).</summary>
/// <param name="Name">Whose records are asked for.</param>
/// <param name="Type">Which records are asked for (<see cref="DnsType"/>).</param>
/// <param name="Class">Of which class (<see cref="DnsClass"/>).</param>
public sealed record DnsQuestion(DnsName Name, ushort Type, ushort Class = DnsClass.Internet)
{
    /// <summary>The question as dig(1) prints it, such as <c>example.org. IN AAAA</c>.</summary>
    public override string ToString() => $"{Name} {DnsClass.Describe(Class)} {DnsType.Describe(Type)}";

    internal static DnsQuestion Read(in DnsQuestionView view) => new(view.Name.ToName(), view.Type, view.Class);

    internal void Write(ref DnsWriter writer)
    {
        writer.Write(Name);
        writer.Write(Type);
        writer.Write(Class);
    }
}
