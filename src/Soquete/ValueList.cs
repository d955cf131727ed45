using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Soquete;

/// <summary>
/// Items in order, such as the networks of an address or the bytes of a message. It equals another list of equal items,
/// as arrays do not: so the records that hold one are compared by what is in it.
/// </summary>
/// <remarks>
/// Items that come from an array are not copied: the array is not to be changed afterwards. What is read from a view is
/// always a copy. Safe for several threads.
/// </remarks>
/// <typeparam name="T">The items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    /// <summary>A list over items, which are not copied.</summary>
    /// <param name="items">The items.</param>
    public ValueList(ReadOnlyMemory<T> items) => Memory = items;

    /// <summary>How many items there are.</summary>
    public int Count => Memory.Length;

    /// <summary>The items in memory.</summary>
    public ReadOnlyMemory<T> Memory { get; }

    /// <summary>The items.</summary>
    public ReadOnlySpan<T> Span => Memory.Span;

    /// <summary>One item.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such item.</exception>
    public T this[int index] => Memory.Span[index];

    /// <summary>A list over an array, which is not copied.</summary>
    /// <param name="items">The items; null is none.</param>
    public static implicit operator ValueList<T>(T[]? items) => new(items);

    /// <summary>A list over items, which are not copied.</summary>
    /// <param name="items">The items.</param>
    public static implicit operator ValueList<T>(ReadOnlyMemory<T> items) => new(items);

    /// <summary>Whether two lists have equal items in the same order.</summary>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);

    /// <summary>Goes through the items.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => Span.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in Span)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>The items between brackets; bytes in hexadecimal digits.</summary>
    public override string ToString() => (object)Memory is ReadOnlyMemory<byte> bytes
        ? Convert.ToHexStringLower(bytes.Span)
        : $"[{string.Join(", ", MemoryMarshal.ToEnumerable(Memory))}]";

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => MemoryMarshal.ToEnumerable(Memory).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => MemoryMarshal.ToEnumerable(Memory).GetEnumerator();
}

/// <summary>Makes lists that are compared by value.</summary>
public static class ValueList
{
    /// <summary>A list of copied items; what <c>[…]</c> calls.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items.</param>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
