namespace Soquete.Dissection;

/// <summary>One field of a packet, or a layer that has fields. Immutable.</summary>
/// <param name="Depth">How many fields it lies within: 0 is a layer.</param>
/// <param name="Layer">The layer that it belongs to, such as <c>tcp</c>.</param>
/// <param name="Name">What it is called, such as <c>source port</c>; the layer's own where it is one.</param>
/// <param name="Value">What it says, in printable ASCII.</param>
/// <param name="Offset">Where in the packet its bytes begin.</param>
/// <param name="Length">How many bytes it has there; 0 where it has none of its own.</param>
public sealed record DissectedField(int Depth, string Layer, string Name, string Value, int Offset, int Length);
