using Soquete.Addresses;
using Soquete.Impairments;

namespace Soquete.Relaying;

/// <summary>The delay and the rate of a reliable end, which are all that can be done wrong to one.</summary>
internal static class Pace
{
    /// <summary>Null where the end is sent to as fast as it goes.</summary>
    public static PacedDelay? For(
        Impairment impairment, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> deliver) =>
        IsAskedFor(impairment) ? new PacedDelay(impairment.Delay, impairment.Rate, deliver) : null;

    public static bool IsAskedFor(Impairment impairment) =>
        impairment.Delay > TimeSpan.Zero || impairment.Rate is not null;

    public static Impairment Of(Address address) => (address as SocketEndAddress)?.Impairment ?? Impairment.None;
}
