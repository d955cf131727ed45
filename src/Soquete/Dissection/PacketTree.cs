using Soquete.Dissection.Trees;
using Soquete.Wire.Captures;

namespace Soquete.Dissection;

/// <summary>
/// Tells every field of a packet, layer by layer, with the bytes that it stands in. Safe for threads.
/// </summary>
public static class PacketTree
{
    /// <summary>The most fields that a packet is told in: 512.</summary>
    public const int MaxFields = 512;

    /// <summary>
    /// The fields of a packet in their order: a layer, then what lies within it, one deeper. What is cut or damaged
    /// ends a layer, which says so in a field called <c>malformed</c>. Never throws for what a packet holds.
    /// </summary>
    /// <param name="packet">The packet, with its link type.</param>
    public static IReadOnlyList<DissectedField> Read(in CapturedPacket packet)
    {
        var tree = new TreeBuilder();
        LinkTree.Read(tree, packet);
        return tree.Fields;
    }
}
