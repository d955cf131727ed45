namespace Soquete.Wire.Internet;

/// <summary>What is wrong with a header: the codes of ICMP type 12 (RFC 792; RFC 1122 section 3.2.2.5).</summary>
public static class IcmpParameterProblem
{
    /// <summary>The pointer says which byte is in error.</summary>
    public const byte Pointer = 0;

    /// <summary>An option that is required is missing.</summary>
    public const byte MissingOption = 1;

    /// <summary>A length is bad.</summary>
    public const byte BadLength = 2;

    /// <summary>A code in few words, such as <c>parameter problem</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(byte code) => code switch
    {
        Pointer => "parameter problem",
        MissingOption => "parameter problem: missing option",
        BadLength => "parameter problem: bad length",
        _ => $"parameter problem code {code}",
    };
}
