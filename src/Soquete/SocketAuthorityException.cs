namespace Soquete;

/// <summary>
/// This process lacks the authority for a socket below the transport protocols (raw(7), packet(7)).
/// </summary>
public sealed class SocketAuthorityException : SoqueteException
{
    private const string NeededCapability = "CAP_NET_RAW";

    internal SocketAuthorityException(string? address, string errorName)
        : this(address, $"this process lacks {NeededCapability}", errorName, GrantRemedy())
    {
    }

    internal SocketAuthorityException(string? address, string problem, string errorName, string remedy)
        : base(FailureKind.NotPermitted, address, problem, "socket", errorName, remedy)
    {
    }

    /// <summary>The capability that it lacks (capabilities(7)).</summary>
    public string Capability { get; } = NeededCapability;

    /// <summary>A program that others interpret cannot be granted anything by itself.</summary>
    private static string GrantRemedy()
    {
        var program = Environment.ProcessPath;
        return program is null || Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? "run it as root"
            : $"run it as root, or grant it once: sudo setcap cap_net_raw+ep {program}";
    }
}
