using System.Text;

namespace Soquete.Interop;

/// <summary>Network interfaces by name and by index (if_nametoindex(3)).</summary>
internal static class Interfaces
{
    // IFNAMSIZ, with the NUL.
    private const int MaxNameBytes = 16;

    public static bool TryFindIndex(string name, out uint index)
    {
        index = name.Contains('\0') ? 0 : LibC.InterfaceIndex(name);
        return index != 0;
    }

    public static string? NameOf(uint index)
    {
        Span<byte> name = stackalloc byte[MaxNameBytes];
        if (LibC.InterfaceName(index, name) == 0)
        {
            return null;
        }

        var end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }
}
