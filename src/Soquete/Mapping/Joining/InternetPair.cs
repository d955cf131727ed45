namespace Soquete.Mapping.Joining;

/// <summary>
/// The two names of a connection, the same from either end. In no namespace, it is looked for in all.
/// </summary>
internal readonly struct InternetPair : IEquatable<InternetPair>
{
    private readonly UInt128 _low;
    private readonly UInt128 _high;
    private readonly uint _ports;
    private readonly ulong _space;

    /// <summary>Sorts them.</summary>
    /// <param name="space">The network namespace; 0 for none.</param>
    /// <param name="local">This end.</param>
    /// <param name="remote">The other end.</param>
    /// <param name="isLow">Whether this end is the first of the two.</param>
    public InternetPair(ulong space, in InternetEnd local, in InternetEnd remote, out bool isLow)
    {
        isLow = local.Port < remote.Port || (local.Port == remote.Port && local.Address <= remote.Address);
        (_low, _high) = isLow ? (local.Address, remote.Address) : (remote.Address, local.Address);
        _ports = isLow ? Ports(local.Port, remote.Port) : Ports(remote.Port, local.Port);
        _space = space;
    }

    public bool Equals(InternetPair other) =>
        _ports == other._ports && _low == other._low && _high == other._high && _space == other._space;

    public override bool Equals(object? obj) => obj is InternetPair other && Equals(other);

    public override int GetHashCode() =>
        HashCode.Combine(_ports, (ulong)_low, (ulong)_high, (ulong)(_low >> 64), (ulong)(_high >> 64), _space);

    private static uint Ports(int low, int high) => (uint)((low << 16) | high);
}
