using System.Net;
using Soquete.Filters.Programs;
using Soquete.Filters.Syntax;
using Soquete.Wire;

namespace Soquete.Filters.Compilation;

/// <summary>From an expression to the program that asks for it.</summary>
internal static class FilterCompiler
{
    /// <exception cref="PacketFilterException">
    /// The link has not what is asked for, or the program would be too long.
    /// </exception>
    public static BpfProgram Compile(
        string expression,
        FilterNode node,
        IReadOnlyDictionary<string, IPAddress[]> addresses,
        LinkType linkType,
        uint accepted)
    {
        var tests = new TestMaker(new ValueTable());
        var link = LinkLayer.For(linkType, tests);
        var graph = new BlockGraph();
        var plain = new ConditionBuilder(expression, addresses, link, tests, hasOuterTag: false);
        var root = graph.Build(plain.Build(node), graph.Accept, graph.Reject);
        if (plain.HasVlan)
        {
            var tagged = new ConditionBuilder(expression, addresses, link, tests, hasOuterTag: true);
            var isTagged = (Test)tests.Equal(tests.Values.Byte(Programs.Ancillary.VlanTagPresent), 1);
            root = graph.Block(isTagged, graph.Build(tagged.Build(node), graph.Accept, graph.Reject), root);
        }

        if (graph.IsTooLarge)
        {
            throw new PacketFilterException(
                expression, 1, $"the program would have more than the {BpfProgram.MaxInstructions} instructions "
                    + "that the kernel takes");
        }

        var program = ProgramLayout.Lay(graph, Optimiser.Run(graph, root), accepted)
            ?? throw new PacketFilterException(
                expression, 1, $"a relation has more results to keep than the {BpfCode.ScratchWords} words of scratch "
                    + "memory");
        return program.Count <= BpfProgram.MaxInstructions
            ? new BpfProgram([.. program])
            : throw new PacketFilterException(
                expression, 1, $"the program would have {program.Count} instructions; the kernel takes "
                    + $"{BpfProgram.MaxInstructions}");
    }
}
