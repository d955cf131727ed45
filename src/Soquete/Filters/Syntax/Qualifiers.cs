namespace Soquete.Filters.Syntax;

internal enum Direction
{
    SourceOrDestination,
    Source,
    Destination,
    SourceAndDestination,
}

internal enum ValueType
{
    Host,
    Net,
    Port,
    PortRange,
    Protocol,
}

/// <summary>
/// What stands before a value; values behind <c>and</c> and <c>or</c> take over those before them. The default is what
/// nothing can be taken over from.
/// </summary>
internal readonly record struct Qualifiers(bool Are, ProtocolWord? Protocol, Direction Direction, ValueType Type);
