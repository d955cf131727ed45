using System.Globalization;

namespace Soquete.Mapping.Joining;

/// <summary>
/// The ports that the kernel gives to who connects (ip(7), ip_local_port_range): where a listener is gone, they tell
/// who connected.
/// </summary>
internal readonly record struct FreePorts(int First, int Last)
{
    private const string Setting = "/proc/sys/net/ipv4/ip_local_port_range";

    /// <summary>Linux's own, where the setting cannot be read.</summary>
    private static readonly FreePorts Usual = new(32768, 60999);

    public static FreePorts Read()
    {
        try
        {
            var words = File.ReadAllText(Setting).Split(
                (char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new FreePorts(
                int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Usual;
        }
    }

    /// <summary>Whether a connection between these ports was made from the first.</summary>
    public bool IsFrom(int first, int second) => Has(first) && !Has(second);

    private bool Has(int port) => port >= First && port <= Last;
}
