using Soquete.Engines;
using Xunit.Abstractions;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>What carries a server in a test: a domain, an engine, and where requests are worked on.</summary>
public sealed record Carrier : IXunitSerializable
{
    public bool IsUnix { get; set; }

    public EngineKind Engine { get; set; }

    public Execution Execution { get; set; }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(IsUnix), IsUnix);
        info.AddValue(nameof(Engine), Engine);
        info.AddValue(nameof(Execution), Execution);
    }

    public void Deserialize(IXunitSerializationInfo info)
    {
        IsUnix = info.GetValue<bool>(nameof(IsUnix));
        Engine = info.GetValue<EngineKind>(nameof(Engine));
        Execution = info.GetValue<Execution>(nameof(Execution));
    }

    public override string ToString() => $"{(IsUnix ? "unix" : "tcp")} {Engine} {Execution}";
}
