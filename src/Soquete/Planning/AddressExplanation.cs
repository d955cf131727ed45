using Soquete.Addresses;

namespace Soquete.Planning;

/// <summary>What an address means and which calls it would make, found out without making them.</summary>
/// <param name="Address">The address.</param>
/// <param name="Role">The part that was explained.</param>
/// <param name="Meaning">What it means, a line each.</param>
/// <param name="Calls">
/// The calls in the order in which they would be made, in the notation of
/// strace(1); <c>FD</c> stands for the descriptor.
/// </param>
/// <param name="Options">What each option that is set becomes.</param>
public sealed record AddressExplanation(
    Address Address,
    AddressRole Role,
    IReadOnlyList<string> Meaning,
    IReadOnlyList<string> Calls,
    IReadOnlyList<ExplainedOption> Options)
{
    /// <summary>
    /// Explains an address in one part. Names are resolved, which may ask the
    /// system's resolver; nothing else leaves the process.
    /// </summary>
    /// <exception cref="AddressFormatException">The address cannot play that part.</exception>
    /// <exception cref="SoqueteException">A name was not found.</exception>
    public static async ValueTask<AddressExplanation> ForAsync(
        Address address, AddressRole role, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        RoleCheck.Require(address, role);
        var (meaning, calls) = address switch
        {
            InternetAddress ip => await InternetExplanation.OfAsync(ip, role, cancellationToken).ConfigureAwait(false),
            UnixSocketAddress unix => UnixExplanation.Of(unix, role),
            VsockAddress vsock => VsockExplanation.Of(vsock, role),
            PacketAddress packet => PacketExplanation.Of(packet),
            _ => LocalExplanation.Of(address, role),
        };
        return new AddressExplanation(address, role, meaning, calls, ExplainedOption.AllOf(address));
    }
}
