using System.Globalization;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire;

/// <summary>Packets as hexadecimal digits in the constants of a class.</summary>
internal static class Literal
{
    /// <summary>The bytes; <c>+7</c> at the end are seven more, each one more than the one before it.</summary>
    public static byte[] Bytes(string text)
    {
        var parts = text.Split(" +");
        var bytes = Convert.FromHexString(parts[0]).ToList();
        for (var left = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture); left > 0; left--)
        {
            bytes.Add((byte)(bytes[^1] + 1));
        }

        return [.. bytes];
    }

    /// <summary>What an IP packet carries, behind extension headers.</summary>
    public static byte[] Payload(byte[] packet)
    {
        Assert.True(IpView.TryRead(packet, out var view));
        return view.Payload.ToArray();
    }

    public static byte[] Payload(string text) => Payload(Bytes(text));

    /// <summary>The names of the packets of a class.</summary>
    public static TheoryData<string> Names(Type packets) => [.. packets.GetFields().Select(field => field.Name)];

    public static string Named(Type packets, string name) => (string)packets.GetField(name)!.GetValue(null)!;

    public static IEnumerable<byte[]> All(params Type[] packets) =>
        packets.SelectMany(type => type.GetFields()).Select(field => Bytes((string)field.GetValue(null)!));
}
