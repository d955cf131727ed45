namespace Soquete.SocketTables;

/// <summary>Something that could not be read, and why: a table without it is not whole.</summary>
/// <param name="What">What it is, such as <c>network namespace 4026532281</c> or <c>descriptors of 12
/// processes</c>.</param>
/// <param name="Reason">Why, and what would help where that is known.</param>
public sealed record TableGap(string What, string Reason);
