namespace Soquete.Wire;

/// <summary>
/// Bytes that are whole have no meaning that a record can hold: the one exception that <c>Read</c> of a meaning throws.
/// </summary>
public sealed class WireFormatException : FormatException
{
    /// <summary>Without words.</summary>
    public WireFormatException()
    {
    }

    /// <summary>With what is wrong.</summary>
    public WireFormatException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong, and why.</summary>
    public WireFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
