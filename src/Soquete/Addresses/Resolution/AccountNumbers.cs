using Soquete.Interop;

namespace Soquete.Addresses.Resolution;

/// <summary>Accounts by name to accounts by number.</summary>
internal static class AccountNumbers
{
    public static uint OfUser(Account account, Address address) => account.Name is not { } name ? account.Id
        : Accounts.TryFindUser(name, out var userId, out _) ? userId
        : throw NotFound(address, $"no user is called '{name}'");

    public static uint OfGroup(Account account, Address address) => account.Name is not { } name ? account.Id
        : Accounts.TryFindGroup(name, out var groupId) ? groupId
        : throw NotFound(address, $"no group is called '{name}'");

    private static SoqueteException NotFound(Address address, string problem) =>
        new(FailureKind.NameNotFound, address.ToString(), problem);
}
