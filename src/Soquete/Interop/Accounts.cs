using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>Users and groups by name and by number (getpwnam(3), getgrnam(3)). An unknown one is no error.</summary>
internal static class Accounts
{
    public static bool TryFindUser(string name, out uint userId, out uint groupId)
    {
        var isFound = DatabaseLookup.TryFind(
            (nint buffer, nuint length, out UserEntry entry, out nint found) =>
                LibC.FindUser(name, out entry, buffer, length, out found),
            entry => (entry.UserId, entry.GroupId),
            out (uint UserId, uint GroupId) ids);
        (userId, groupId) = ids;
        return isFound;
    }

    public static bool TryFindGroup(string name, out uint groupId) => DatabaseLookup.TryFind(
        (nint buffer, nuint length, out GroupEntry entry, out nint found) =>
            LibC.FindGroup(name, out entry, buffer, length, out found),
        entry => entry.GroupId,
        out groupId);

    public static string? UserName(uint id)
    {
        DatabaseLookup.TryFind(
            (nint buffer, nuint length, out UserEntry entry, out nint found) =>
                LibC.FindUser(id, out entry, buffer, length, out found),
            entry => Marshal.PtrToStringUTF8(entry.Name),
            out var name);
        return name;
    }

    public static string? GroupName(uint id)
    {
        DatabaseLookup.TryFind(
            (nint buffer, nuint length, out GroupEntry entry, out nint found) =>
                LibC.FindGroup(id, out entry, buffer, length, out found),
            entry => Marshal.PtrToStringUTF8(entry.Name),
            out var name);
        return name;
    }
}
