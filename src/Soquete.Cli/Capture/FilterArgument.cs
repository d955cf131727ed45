using Soquete.Cli.Arguments;
using Soquete.Filters;
using Soquete.Wire;

namespace Soquete.Cli.Capture;

/// <summary>The filter as it was typed, and what is wrong with it.</summary>
internal static class FilterArgument
{
    /// <exception cref="UsageException">It is no filter.</exception>
    public static PacketFilter Read(string text, bool asJson)
    {
        try
        {
            return PacketFilter.Parse(text);
        }
        catch (PacketFilterException wrong)
        {
            throw Wrong(wrong, asJson);
        }
    }

    /// <summary>The program for packets of a link.</summary>
    /// <exception cref="UsageException">The link has not what the filter asks for.</exception>
    public static BpfProgram ProgramFor(this CaptureRequest request, PacketFilter filter, LinkType linkType)
    {
        try
        {
            return filter.Compile(linkType, request.SnapLength);
        }
        catch (PacketFilterException wrong)
        {
            throw Wrong(wrong, request.AsJson);
        }
    }

    /// <summary>One line for what is wrong, and for people the filter again, with the place marked.</summary>
    private static UsageException Wrong(PacketFilterException wrong, bool asJson)
    {
        var said = $"capture: the filter is wrong: {wrong.Message}";
        return new UsageException(asJson ? said : $"{said}\n  {wrong.Expression}\n  {Mark(wrong)}");
    }

    private static string Mark(PacketFilterException wrong) =>
        new string(' ', Math.Clamp(wrong.Column - 1, 0, wrong.Expression.Length)) + "^";
}
