namespace Soquete.Tests.Support;

/// <summary>A <see cref="RootFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = new RootFactAttribute().Skip;
}
