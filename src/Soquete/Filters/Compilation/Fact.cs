using Soquete.Filters.Programs;

namespace Soquete.Filters.Compilation;

/// <summary>What is known where a block begins: between which numbers a value is, and what was known before.</summary>
internal sealed class Fact
{
    private readonly Value _value;
    private readonly uint _lowest;
    private readonly uint _highest;
    private readonly Test? _test;
    private readonly bool _outcome;
    private readonly Fact? _before;
    private readonly int _depth;

    private Fact(Value value, (uint Lowest, uint Highest) bounds, Test? test, bool outcome, Fact? before)
    {
        (_value, (_lowest, _highest), _test, _outcome, _before) = (value, bounds, test, outcome, before);
        _depth = before is null ? 1 : before._depth + 1;
    }

    /// <summary>That a test had an outcome.</summary>
    public static Fact Of(Test test, bool outcome, Fact? before) =>
        new(test.Value, Bounds(test, outcome), test, outcome, before);

    /// <summary>How a test turns out, given what is known; null where that is not known.</summary>
    public static bool? Decide(Fact? known, Test test)
    {
        for (var fact = known; fact is not null; fact = fact._before)
        {
            if (fact._value == test.Value && fact.Decide(test) is { } decided)
            {
                return decided;
            }
        }

        return null;
    }

    /// <summary>What is known on both of two ways.</summary>
    public static Fact? Common(Fact? one, Fact? other)
    {
        var shared = Shared(one, other);
        if (one == other || one is null || other is null || one._value != other._value)
        {
            return shared;
        }

        var bounds = (Math.Min(one._lowest, other._lowest), Math.Max(one._highest, other._highest));
        return bounds is (0, uint.MaxValue) ? shared : new Fact(one._value, bounds, null, false, shared);
    }

    private static Fact? Shared(Fact? one, Fact? other)
    {
        while (one != other && one is not null && other is not null)
        {
            if (one._depth >= other._depth)
            {
                one = one._before;
            }
            else
            {
                other = other._before;
            }
        }

        return one == other ? one : null;
    }

    private bool? Decide(Test test)
    {
        if (_test is not null && _test.Code == test.Code && _test.Other == test.Other)
        {
            return _outcome;
        }

        var number = test.Other.Number;
        return test.Code switch
        {
            _ when !test.Other.IsConstant => null,
            _ when _lowest == _highest => TestMaker.Holds(_lowest, test.Code, number),
            BpfCode.JumpEqual when number < _lowest || number > _highest => false,
            BpfCode.JumpGreater when _lowest > number => true,
            BpfCode.JumpGreater when _highest <= number => false,
            BpfCode.JumpGreaterOrEqual when _lowest >= number => true,
            BpfCode.JumpGreaterOrEqual when _highest < number => false,
            _ => null,
        };
    }

    private static (uint Lowest, uint Highest) Bounds(Test test, bool outcome)
    {
        var number = test.Other.Number;
        return (test.Code, outcome) switch
        {
            _ when !test.Other.IsConstant => (0, uint.MaxValue),
            (BpfCode.JumpEqual, true) => (number, number),
            (BpfCode.JumpGreater, true) when number < uint.MaxValue => (number + 1, uint.MaxValue),
            (BpfCode.JumpGreater, false) => (0, number),
            (BpfCode.JumpGreaterOrEqual, true) => (number, uint.MaxValue),
            (BpfCode.JumpGreaterOrEqual, false) when number > 0 => (0, number - 1),
            _ => (0, uint.MaxValue),
        };
    }
}
