using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Streams.Planning;

/// <summary>One setsockopt(2) that an option becomes.</summary>
internal readonly record struct SocketSetting(SocketOption Option, int Value, string? Text = null)
{
    public Errno Apply(SafeSocketHandle socket) => Text is null
        ? NativeSocket.SetOption(socket, Option, Value)
        : NativeSocket.SetOption(socket, Option, Text);

    public string Notation(string descriptor) => Text is null
        ? CallNotation.OptionArguments(descriptor, Option, Value)
        : CallNotation.OptionArguments(descriptor, Option, Text);
}
