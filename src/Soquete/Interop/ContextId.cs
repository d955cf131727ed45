using System.Globalization;

namespace Soquete.Interop;

/// <summary>Context identifiers of vsock(7): machines, as a hypervisor numbers them, and the words for some.</summary>
internal static class ContextId
{
    /// <summary>VMADDR_CID_HYPERVISOR.</summary>
    public const uint Hypervisor = 0;

    /// <summary>VMADDR_CID_LOCAL: the loopback (Linux 5.6).</summary>
    public const uint Local = 1;

    /// <summary>VMADDR_CID_HOST: the machine that this one is a guest of.</summary>
    public const uint Host = 2;

    /// <summary>VMADDR_CID_ANY: every CID of this machine.</summary>
    public const uint Any = uint.MaxValue;

    /// <summary>VMADDR_PORT_ANY: a free port.</summary>
    public const uint AnyPort = uint.MaxValue;

    private const string AnyText = "*";

    public static string Text(uint cid) => cid switch
    {
        Hypervisor => "hypervisor",
        Local => "local",
        Host => "host",
        Any => AnyText,
        _ => cid.ToString(CultureInfo.InvariantCulture),
    };

    public static string PortText(uint port) =>
        port == AnyPort ? AnyText : port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Both, as addresses and ends have them: <c>host:5000</c>.</summary>
    public static string Join(uint cid, uint port) => $"{Text(cid)}:{PortText(port)}";

    /// <summary>Reads a number, or one of the words of <see cref="Text"/>.</summary>
    public static bool TryParse(string text, out uint cid)
    {
        uint? word = text switch
        {
            "hypervisor" => Hypervisor,
            "local" => Local,
            "host" => Host,
            AnyText => Any,
            _ => null,
        };
        cid = word ?? 0;
        return word is not null || TryParseNumber(text, out cid);
    }

    /// <summary>Reads a number, <c>*</c> or <c>any</c>.</summary>
    public static bool TryParsePort(string text, out uint port)
    {
        port = AnyPort;
        return text is AnyText or "any" || TryParseNumber(text, out port);
    }

    private static bool TryParseNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
