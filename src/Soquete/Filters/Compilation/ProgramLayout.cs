using Soquete.Filters.Programs;

namespace Soquete.Filters.Compilation;

/// <summary>Puts blocks in a row, and jumps between them.</summary>
internal sealed class ProgramLayout
{
    private readonly List<PlacedBlock> _placed = [];
    private readonly Dictionary<Block, int> _starts = [];
    private readonly BlockGraph _graph;
    private readonly uint _accepted;

    private ProgramLayout(BlockGraph graph, uint accepted) => (_graph, _accepted) = (graph, accepted);

    /// <summary>The program of a graph that begins with a block.</summary>
    /// <returns>Null where a relation needs more scratch memory than there is.</returns>
    public static List<BpfInstruction>? Lay(BlockGraph graph, Block root, uint accepted)
    {
        var layout = new ProgramLayout(graph, accepted);
        if (!layout.Place(InOrder(root)))
        {
            return null;
        }

        while (layout.Measure())
        {
        }

        return layout.Write();
    }

    /// <summary>Each block before where it goes on, first where its test holds, and the ends last.</summary>
    private static List<Block> InOrder(Block root)
    {
        var finished = new List<Block>();
        var seen = new HashSet<Block>();
        var open = new Stack<(Block Block, bool IsFinished)>([(root, false)]);
        while (open.TryPop(out var next))
        {
            var (block, isFinished) = next;
            if (isFinished)
            {
                finished.Add(block);
            }
            else if (seen.Add(block) && !block.IsEnd)
            {
                open.Push((block, true));
                open.Push((block.WhenTrue!, false));
                open.Push((block.WhenFalse!, false));
            }
        }

        finished.Reverse();
        return [.. finished, .. seen.Where(block => block.IsEnd).OrderBy(block => block.Index)];
    }

    /// <summary>Writes each block's loads, but for what A and X have on every way there.</summary>
    private bool Place(List<Block> blocks)
    {
        var registers = new Dictionary<Block, (Value? Accumulator, Value? Index)> { [blocks[0]] = default };
        foreach (var block in blocks)
        {
            var placed = new PlacedBlock(block);
            _placed.Add(placed);
            if (block.IsEnd)
            {
                continue;
            }

            var (accumulator, index) = registers[block];
            var emitter = new ValueEmitter(placed.Loads) { Accumulator = accumulator, Index = index };
            emitter.Prepare(block.Test!);
            if (emitter.IsOutOfScratch)
            {
                return false;
            }

            Meet(registers, block.WhenTrue!, emitter);
            Meet(registers, block.WhenFalse!, emitter);
        }

        return true;
    }

    private static void Meet(
        Dictionary<Block, (Value? Accumulator, Value? Index)> registers, Block next, ValueEmitter emitter) =>
        registers[next] = registers.TryGetValue(next, out var before)
            ? (before.Accumulator == emitter.Accumulator ? before.Accumulator : null,
                before.Index == emitter.Index ? before.Index : null)
            : (emitter.Accumulator, emitter.Index);

    /// <summary>Finds where blocks begin, and which jumps do not reach.</summary>
    /// <returns>Whether more of them do not reach than before, so that blocks have moved.</returns>
    private bool Measure()
    {
        var at = 0;
        foreach (var placed in _placed)
        {
            _starts[placed.Block] = at;
            at += placed.Length;
        }

        var hasMoved = false;
        foreach (var placed in _placed.Where(placed => !placed.Block.IsEnd))
        {
            var jump = _starts[placed.Block] + placed.Loads.Count;
            hasMoved |= placed.Lengthen(
                _starts[placed.Block.WhenTrue!] - jump - 1, _starts[placed.Block.WhenFalse!] - jump - 1);
        }

        return hasMoved;
    }

    private List<BpfInstruction> Write()
    {
        var program = new List<BpfInstruction>();
        foreach (var placed in _placed)
        {
            if (placed.Block.IsEnd)
            {
                program.Add(End(placed.Block));
                continue;
            }

            program.AddRange(placed.Loads);
            var next = program.Count + 1;
            var test = placed.Block.Test!;
            program.Add(new BpfInstruction(
                test.Other.IsConstant ? test.Code : (ushort)(test.Code | BpfCode.WithIndex),
                (byte)(placed.IsTrueFar ? 0 : _starts[placed.Block.WhenTrue!] - next),
                (byte)(placed.IsFalseFar ? (placed.IsTrueFar ? 1 : 0) : _starts[placed.Block.WhenFalse!] - next),
                test.Other.IsConstant ? test.Other.Number : 0));
            AddFar(program, placed.IsTrueFar, placed.Block.WhenTrue!);
            AddFar(program, placed.IsFalseFar, placed.Block.WhenFalse!);
        }

        return program;
    }

    /// <summary>Jumps on to a block beyond the reach of a test; an end is written in place instead.</summary>
    private void AddFar(List<BpfInstruction> program, bool isFar, Block to)
    {
        if (isFar)
        {
            program.Add(to.IsEnd
                ? End(to)
                : new BpfInstruction(BpfCode.Jump, 0, 0, (uint)(_starts[to] - program.Count - 1)));
        }
    }

    private BpfInstruction End(Block end) => new(BpfCode.Return, 0, 0, end == _graph.Accept ? _accepted : 0);
}
