using System.Collections;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>The settings of a plan as they are put together; what an address leaves open is left out.</summary>
internal sealed class SettingList : IReadOnlyList<SocketSetting>
{
    private readonly List<SocketSetting> _settings = [];

    public int Count => _settings.Count;

    public SocketSetting this[int index] => _settings[index];

    public void Add(SocketSetting setting) => _settings.Add(setting);

    public void Add(SocketOption option, bool? on) => Add(option, on is { } set ? (set ? 1 : 0) : null);

    public void Add(SocketOption option, int? value)
    {
        if (value is { } number)
        {
            Add(new SocketSetting(option, number));
        }
    }

    public void Add(SocketOption option, string? text)
    {
        if (text is not null)
        {
            Add(new SocketSetting(option, 0, text));
        }
    }

    public IEnumerator<SocketSetting> GetEnumerator() => _settings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
