namespace Soquete.Addresses;

/// <summary>Which part an address plays in an association.</summary>
public enum AddressRole
{
    /// <summary>A peer is connected to: <c>,connect</c>.</summary>
    Connect,

    /// <summary>Peers are waited for: <c>,listen</c>.</summary>
    Listen,
}
