using Soquete.Addresses;
using Soquete.Addresses.Resolution;

namespace Soquete.Binding;

/// <summary>The owner that a listening path is to have; null leaves what bind(2) gave it.</summary>
internal readonly record struct PathOwner(uint? UserId, uint? GroupId)
{
    public bool Changes => UserId is not null || GroupId is not null;

    public static PathOwner Of(UnixSocketAddress address) => new(
        address.User is { } user ? AccountNumbers.OfUser(user, address) : null,
        address.Group is { } group ? AccountNumbers.OfGroup(group, address) : null);
}
