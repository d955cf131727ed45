using System.Globalization;
using System.Net;

namespace Soquete.Addresses;

/// <summary>The kinds of values that options take.</summary>
internal static class ValueSyntaxes
{
    public static ValueSyntax<TimeSpan?> Duration { get; } = new(
        "DURATION", "a duration such as 500ms, 10s, 2m or 1h",
        text => (DurationText.TryParse(text, out var d), d), d => DurationText.Format(d!.Value));

    public static ValueSyntax<int?> Size { get; } = new(
        "SIZE", "a size in bytes such as 4096, 64k or 1M, up to 1G",
        text => (SizeText.TryParse(text, out var s) && s is > 0 and <= 1 << 30, (int)s),
        s => SizeText.Format(s!.Value));

    public static ValueSyntax<UnixFileMode?> FileMode { get; } = new(
        "MODE", "an octal mode from 000 to 777",
        ReadMode, mode => Convert.ToString((int)mode!.Value, 8).PadLeft(3, '0'));

    public static ValueSyntax<int?> Dscp { get; } = new(
        "DSCP", "a codepoint from 0 to 63, or a name such as ef, af41, cs1",
        text => (DscpName.TryParse(text, out var d), d), d => DscpName.Format(d!.Value));

    public static ValueSyntax<TimeSpan?> Milliseconds { get; } = new(
        "DURATION", "whole milliseconds such as 500ms or 30s, up to 24d",
        text => (DurationText.TryParse(text, out var d) && IsWholeMilliseconds(d), d),
        d => DurationText.Format(d!.Value));

    public static ValueSyntax<Account> Account { get; } = new(
        "ACCOUNT", "a name or a number",
        text => (Addresses.Account.TryParse(text, out var a), a), a => a.ToString());

    public static ValueSyntax<Account?> OptionalAccount { get; } = new(
        "ACCOUNT", "a name or a number",
        text => (Addresses.Account.TryParse(text, out var a), a), a => a!.Value.ToString());

    public static ValueSyntax<IPNetwork> Network { get; } = new(
        "CIDR", "an address or a prefix such as 10.0.0.0/8 or 2001:db8::/32",
        text => (CidrText.TryParse(text, out var n), n), CidrText.Format);

    public static ValueSyntax<SourceEnd?> Source { get; } = new(
        "[HOST]:PORT", "an address of this machine with or without a port, such as 10.0.0.1:0, :5000 or [::1]",
        SourceEnd.Read, source => source!.ToString());

    public static ValueSyntax<IPAddress?> LocalAddress { get; } = new(
        "ADDRESS", "an address of this machine, such as 10.0.0.1 or 2001:db8::1",
        text => (HostText.TryReadLiteral(text, out var a), a), a => a!.ToString());

    public static ValueSyntax<double?> Percent { get; } = new(
        "PERCENT", "a share from 0% to 100%, such as 1% or 0.5%",
        text => (PercentText.TryParse(text, out var p), p), p => PercentText.Format(p!.Value));

    public static ValueSyntax<long?> Rate { get; } = new(
        "RATE", "a rate such as 500kbit, 10mbit or 1gbit (bits a second)",
        text => (RateText.TryParse(text, out var r), r), r => RateText.Format(r!.Value));

    public static ValueSyntax<FrameFormat?> Frame { get; } = new(
        "FORMAT", "u16, u32 or line",
        text => text switch
        {
            "u16" => (true, FrameFormat.U16),
            "u32" => (true, FrameFormat.U32),
            "line" => (true, FrameFormat.Line),
            _ => (false, null),
        },
        format => format!.Value.ToString().ToLowerInvariant());

    public static ValueSyntax<IPAddress> Sender { get; } = new(
        "ADDRESS", "the IP address of a sender, which is no group",
        text => ReadLiteral(text) is (true, { } sender) && IsOneHost(sender) ? (true, sender) : (false, null!),
        address => address.ToString());

    public static ValueSyntax<IPAddress> Group { get; } = new(
        "GROUP", "a multicast address such as 239.1.2.3 or ff15::1",
        text => ReadLiteral(text) is (true, { } group) && UdpAddress.IsGroup(group) ? (true, group) : (false, null!),
        address => address.ToString());

    /// <summary>The name of a unix socket, a path or <c>@NAME</c>.</summary>
    public static ValueSyntax<string?> SocketName(Func<string, string?> problem) => new(
        "NAME", $"a path or @NAME of at most {UnixSocketAddress.MaxNameBytes} bytes",
        text => (problem(text) is null, text), text => text!);

    /// <summary>An interface by name (IFNAMSIZ has room for 15 characters) or by one of its addresses.</summary>
    public static ValueSyntax<string?> Interface { get; } = new(
        "INTERFACE", "an interface's name of at most 15 characters, or one of its addresses",
        text => (IsWord(text, 15) || HostText.TryReadLiteral(text, out _), text), text => text!);

    /// <summary>A word without spaces or slashes, as the kernel names interfaces and algorithms.</summary>
    public static ValueSyntax<string?> Word(int longest) => new(
        "NAME", $"a name of at most {longest} characters",
        text => (IsWord(text, longest), text), text => text!);

    /// <summary>A whole number within bounds.</summary>
    public static ValueSyntax<int?> Number(int least, int most) => new(
        "N", most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}",
        text =>
        {
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n);
            return (isNumber && n >= least && n <= most, n);
        },
        n => n!.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A duration of whole seconds within bounds, as the kernel's keepalive options take it.</summary>
    public static ValueSyntax<TimeSpan?> Seconds(int least, int most) => new(
        "DURATION", $"whole seconds from {least}s to {most}s",
        text => (DurationText.TryParse(text, out var d) && IsWholeSeconds(d, least, most), d),
        d => DurationText.Format(d!.Value));

    private static bool IsWord(string text, int longest) =>
        text.Length <= longest && text.All(c => c is > ' ' and < (char)127 and not '/');

    private static bool IsOneHost(IPAddress address) =>
        !UdpAddress.IsGroup(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private static (bool Ok, IPAddress Value) ReadLiteral(string text) =>
        (HostText.TryReadLiteral(text, out var address), address!);

    private static bool IsWholeMilliseconds(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerMillisecond == 0 && time.TotalMilliseconds <= int.MaxValue;

    private static bool IsWholeSeconds(TimeSpan time, int least, int most) =>
        time.Ticks % TimeSpan.TicksPerSecond == 0 && time.TotalSeconds >= least && time.TotalSeconds <= most;

    private static (bool Ok, UnixFileMode? Value) ReadMode(string text)
    {
        var bits = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7' || text.Length > 4)
            {
                return (false, null);
            }

            bits = (bits * 8) + digit - '0';
        }

        return (bits <= 0x1FF, (UnixFileMode)(bits & 0x1FF));
    }
}
