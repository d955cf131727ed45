namespace Soquete.Impairments;

/// <summary>What is under way on a link.</summary>
/// <param name="Item">The datagram.</param>
/// <param name="SizeBytes">Its length, which the line's rate and the queue's limits count.</param>
/// <param name="Number">Its place in the order in which things were submitted; a copy has the next.</param>
/// <param name="Kind">Whether it is one of two.</param>
/// <param name="Ready">When it is ready for the line.</param>
internal readonly record struct QueuedItem<T>(T Item, int SizeBytes, long Number, CopyKind Kind, TimeSpan Ready);
