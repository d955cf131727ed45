using Soquete.Mapping;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>What a drawing writes, as text.</summary>
internal static class Written
{
    public static string By(Action<ProcessMap, TextWriter> write, ProcessMap map)
    {
        using var writer = new StringWriter();
        write(map, writer);
        return writer.ToString();
    }
}
