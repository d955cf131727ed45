using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>
/// The system's databases: accounts, groups, services, protocols, interfaces. The <c>_r</c> calls return their error
/// number.
/// </content>
internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FindUser(string name, out UserEntry entry, nint buffer, nuint length, out nint found);

    [LibraryImport(Library, EntryPoint = "getpwuid_r")]
    public static partial int FindUser(uint id, out UserEntry entry, nint buffer, nuint length, out nint found);

    [LibraryImport(Library, EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FindGroup(string name, out GroupEntry entry, nint buffer, nuint length, out nint found);

    [LibraryImport(Library, EntryPoint = "getgrgid_r")]
    public static partial int FindGroup(uint id, out GroupEntry entry, nint buffer, nuint length, out nint found);

    [LibraryImport(Library, EntryPoint = "getservbyname_r", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FindService(
        string name, string protocol, out ServiceEntry entry, nint buffer, nuint length, out nint found);

    [LibraryImport(Library, EntryPoint = "getprotobyname_r", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FindProtocol(
        string name, out ProtocolEntry entry, nint buffer, nuint length, out nint found);

    [LibraryImport(Library, EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint InterfaceIndex(string name);

    [LibraryImport(Library, EntryPoint = "if_indextoname")]
    public static partial nint InterfaceName(uint index, Span<byte> name);
}
