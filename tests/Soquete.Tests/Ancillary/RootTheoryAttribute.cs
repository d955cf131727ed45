using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>A <see cref="RootFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = new RootFactAttribute().Skip;
}
