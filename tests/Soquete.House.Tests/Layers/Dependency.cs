namespace Soquete.House.Tests.Layers;

/// <summary>One type of the library that names another in a different part of it.</summary>
internal sealed record Dependency(string User, string UserPart, string Used, string UsedPart)
{
    public override string ToString() => $"{User} uses {Used}";
}
