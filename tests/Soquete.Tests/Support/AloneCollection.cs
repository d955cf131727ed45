namespace Soquete.Tests.Support;

/// <summary>Tests that count what the whole process has or does: none of another class runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone in the process";
}
