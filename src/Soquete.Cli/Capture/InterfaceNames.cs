using System.Net.NetworkInformation;

namespace Soquete.Cli.Capture;

/// <summary>The names of interfaces by their numbers, looked up again when a new number appears.</summary>
internal sealed class InterfaceNames
{
    private readonly Dictionary<int, string> _names = [];

    public string Find(int index)
    {
        if (!_names.TryGetValue(index, out var name))
        {
            foreach (var (each, its) in All())
            {
                _names[each] = its.Name;
            }

            name = _names.TryGetValue(index, out var found) ? found : NameOfUnknown(index);
            _names[index] = name;
        }

        return name;
    }

    /// <summary>Interfaces with their numbers, in the order of these.</summary>
    public static IEnumerable<(int Index, NetworkInterface Interface)> All() =>
        NetworkInterface.GetAllNetworkInterfaces().Select(each => (IndexOf(each), each)).OrderBy(each => each.Item1);

    public static bool IsLoopback(string name) => NetworkInterface.GetAllNetworkInterfaces().Any(
        each => each.Name == name && each.NetworkInterfaceType == NetworkInterfaceType.Loopback);

    /// <summary>The name of one that is not there, as in captures of other machines.</summary>
    public static string NameOfUnknown(int index) => $"if{index}";

    private static int IndexOf(NetworkInterface each) => each.GetIPProperties().GetIPv4Properties()?.Index ?? 0;
}
