namespace Soquete.House.Tests.Source;

/// <summary>A place where a rule of the house is not kept.</summary>
internal sealed record Breach(string Path, int Line, string What)
{
    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {What}" : $"{Path}: {What}";
}
