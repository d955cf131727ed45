using System.Globalization;
using Soquete.Interop;

namespace Soquete.Streams;

/// <summary>A descriptor that a service manager handed over.</summary>
/// <param name="Number">The descriptor.</param>
/// <param name="Name">Its name in LISTEN_FDNAMES; <c>unknown</c> where none was given, as systemd calls it.</param>
public sealed record InheritedDescriptor(int Number, string Name);

/// <summary>Socket activation: descriptors from a service manager (sd_listen_fds(3)).</summary>
public static class InheritedDescriptors
{
    private const int First = 3;
    private const int Most = 4096;

    /// <summary>
    /// The descriptors of LISTEN_FDS that are meant for this process (LISTEN_PID), with
    /// close-on-exec set on each; empty without any.
    /// </summary>
    /// <remarks>The environment stays as it is. Thread-safe.</remarks>
    public static IReadOnlyList<InheritedDescriptor> Read()
    {
        var count = ReadNumber("LISTEN_FDS");
        if (!IsForThisProcess() || count is not (> 0 and <= Most))
        {
            return [];
        }

        var names = Environment.GetEnvironmentVariable("LISTEN_FDNAMES")?.Split(':') ?? [];
        var descriptors = new InheritedDescriptor[count];
        for (var i = 0; i < count; i++)
        {
            NativeFile.SetCloseOnExec(First + i, on: true);
            var name = i < names.Length && names[i].Length > 0 ? names[i] : "unknown";
            descriptors[i] = new InheritedDescriptor(First + i, name);
        }

        return descriptors;
    }

    private static bool IsForThisProcess() => ReadNumber("LISTEN_PID") == ThisProcess.Id;

    private static int ReadNumber(string variable)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
