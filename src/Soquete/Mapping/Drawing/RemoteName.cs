namespace Soquete.Mapping.Drawing;

/// <summary>The name of an end on another machine, in two parts.</summary>
internal readonly record struct RemoteName(string Host, string Port)
{
    /// <summary>Parts <c>192.0.2.1:443</c> and <c>[2001:db8::1]:443</c>; what has no port is a host alone.</summary>
    public static RemoteName Of(MapEnd end)
    {
        var name = MapLabel.NameOf(end);
        var colon = name.LastIndexOf(':');
        var isPort = colon > 0 && colon + 1 < name.Length
            && name.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        return isPort ? new RemoteName(name[..colon], name[(colon + 1)..]) : new RemoteName(name, "");
    }
}
