namespace Soquete.Filters.Compilation;

/// <summary>A condition as blocks that lead from one to the next. Two that do the same are one.</summary>
internal sealed class BlockGraph
{
    /// <summary>More than any program has room for, even where two thirds of them turn out not to be needed.</summary>
    private const int MaxBlocks = 20_000;

    private readonly Dictionary<(Value, ushort, Value, Block, Block), Block> _blocks = [];
    private int _made = 2;

    public Block Accept { get; } = new(0, null, null, null);

    public Block Reject { get; } = new(1, null, null, null);

    /// <summary>One more than any block's index.</summary>
    public int Count => _made;

    /// <summary>Whether there are more than could become a program.</summary>
    public bool IsTooLarge => _made > MaxBlocks;

    /// <summary>The block that goes on to one or the other, as a condition holds or not.</summary>
    public Block Build(Condition condition, Block whenTrue, Block whenFalse)
    {
        while (!IsTooLarge)
        {
            switch (condition)
            {
                case Known known:
                    return known.Holds ? whenTrue : whenFalse;
                case Opposite opposite:
                    (condition, whenTrue, whenFalse) = (opposite.Operand, whenFalse, whenTrue);
                    break;
                case Both both:
                    whenTrue = Build(both.Second, whenTrue, whenFalse);
                    condition = both.First;
                    break;
                case Either either:
                    whenFalse = Build(either.Second, whenTrue, whenFalse);
                    condition = either.First;
                    break;
                default:
                    return Block((Test)condition, whenTrue, whenFalse);
            }
        }

        return Reject;
    }

    /// <summary>The block of a test; where both ways lead to the same place, that is it.</summary>
    public Block Block(Test test, Block whenTrue, Block whenFalse)
    {
        if (whenTrue == whenFalse)
        {
            return whenTrue;
        }

        var key = (test.Value, test.Code, test.Other, whenTrue, whenFalse);
        if (!_blocks.TryGetValue(key, out var block))
        {
            block = new Block(_made++, test, whenTrue, whenFalse);
            _blocks.Add(key, block);
        }

        return block;
    }

    /// <summary>The blocks that one leads to and itself, each before where it goes on.</summary>
    public static List<Block> Reachable(Block root)
    {
        var seen = new HashSet<Block> { root };
        var open = new Stack<Block>([root]);
        while (open.TryPop(out var block))
        {
            if (!block.IsEnd)
            {
                Add(block.WhenTrue!);
                Add(block.WhenFalse!);
            }
        }

        return [.. seen.OrderByDescending(block => block.Index)];

        void Add(Block block)
        {
            if (seen.Add(block))
            {
                open.Push(block);
            }
        }
    }
}
