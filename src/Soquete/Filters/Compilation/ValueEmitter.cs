using Soquete.Filters.Programs;

namespace Soquete.Filters.Compilation;

/// <summary>Writes the instructions that compute values, and remembers what A and X have.</summary>
internal sealed class ValueEmitter(List<BpfInstruction> instructions)
{
    private int _usedScratch;
    private int _mostScratch;

    /// <summary>What A has; null where that is not known.</summary>
    public Value? Accumulator { get; set; }

    /// <summary>What X has; null where that is not known.</summary>
    public Value? Index { get; set; }

    /// <summary>Whether more results had to be kept than there is scratch memory.</summary>
    public bool IsOutOfScratch => _mostScratch > BpfCode.ScratchWords;

    /// <summary>Puts a test's value in A, and what it is compared with in X where that is computed too.</summary>
    public void Prepare(Test test) => LoadBoth(test.Value, test.Other);

    private void Load(Value value)
    {
        if (Accumulator == value)
        {
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.BytesAtIndex:
                LoadIndex(value.First!);
                Emit(value.Code, value.Number);
                break;
            case ValueKind.HeaderLength:
                LoadIndex(value);
                Emit(BpfCode.CopyFromIndex);
                break;
            case ValueKind.Negative:
                Load(value.First!);
                Emit(BpfCode.Negate);
                break;
            case ValueKind.Operation:
                LoadBoth(value.First!, value.Second!);
                Emit(value.Second!, value.Code);
                break;
            default:
                Emit(value.Code, value.Number);
                break;
        }

        Accumulator = value;
    }

    private void Emit(Value second, ushort operation) => Emit(
        second.IsConstant ? operation : (ushort)(operation | BpfCode.WithIndex), second.IsConstant ? second.Number : 0);

    /// <summary>Puts the first value in A, and the second in X where it is not a constant.</summary>
    private void LoadBoth(Value first, Value second)
    {
        if (second.IsConstant)
        {
            Load(first);
        }
        else if (first.NeedsIndex)
        {
            LoadAroundScratch(first, second);
        }
        else
        {
            LoadIndex(second);
            Load(first);
        }
    }

    /// <summary>Keeps the second value in scratch memory, while the first is computed with X.</summary>
    private void LoadAroundScratch(Value first, Value second)
    {
        if (second.GoesToIndex)
        {
            Load(first);
            LoadIndex(second);
            return;
        }

        var word = (uint)_usedScratch++;
        _mostScratch = Math.Max(_mostScratch, _usedScratch);
        Load(second);
        Emit(BpfCode.Store, word);
        Load(first);
        Emit(BpfCode.LoadIndexScratch, word);
        Index = second;
        _usedScratch--;
    }

    private void LoadIndex(Value value)
    {
        if (Index == value)
        {
            return;
        }

        if (value.GoesToIndex)
        {
            Emit(value.Kind switch
            {
                ValueKind.Constant => BpfCode.LoadIndexConstant,
                ValueKind.Length => BpfCode.LoadIndexLength,
                _ => BpfCode.LoadIndexHeaderLength,
            }, value.Number);
        }
        else
        {
            Load(value);
            Emit(BpfCode.CopyToIndex);
        }

        Index = value;
    }

    private void Emit(ushort code, uint operand = 0) => instructions.Add(new BpfInstruction(code, 0, 0, operand));
}
