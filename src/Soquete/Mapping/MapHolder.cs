namespace Soquete.Mapping;

/// <summary>A process that has an end open.</summary>
/// <param name="Process">The process.</param>
/// <param name="Descriptor">The number of its descriptor; of several for the same end the lowest.</param>
public readonly record struct MapHolder(MapProcess Process, int Descriptor);
