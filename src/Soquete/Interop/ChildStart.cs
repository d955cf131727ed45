using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Interop;

/// <summary>What it takes to start a child: its descriptors, its texts, the spawn itself.</summary>
internal static class ChildStart
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int FirstFree = 3;

    public static Errno Run(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environmentChanges,
        SafeHandle? standardInput,
        SafeHandle? standardOutput,
        out ChildProcess? child)
    {
        child = null;
        var environment = ChildEnvironment.With(environmentChanges);
        if (command.Concat(environment).Any(text => text.Contains('\0')))
        {
            return Errno.EINVAL;
        }

        using var settings = new SpawnSettings();
        var error = Redirect(settings, standardInput, StandardInput, out var input);
        using var heldInput = input;
        if (error != Errno.None)
        {
            return error;
        }

        error = Redirect(settings, standardOutput, StandardOutput, out var output);
        using var heldOutput = output;
        return error == Errno.None ? Spawn(settings, command, environment, out child) : error;
    }

    private static Errno Spawn(
        SpawnSettings settings,
        IReadOnlyList<string> command,
        IReadOnlyList<string> environment,
        out ChildProcess? child)
    {
        using var arguments = new StringVector(command);
        using var variables = new StringVector(environment);
        return ChildReaper.Spawn(settings, arguments, variables, out child);
    }

    // By way of a duplicate above the standard ones: where the caller's input is 1 and its output 0, the first of two
    // plain duplications would overwrite what the second needs.
    private static Errno Redirect(
        SpawnSettings settings, SafeHandle? descriptor, int target, out SafeFileHandle? duplicate)
    {
        duplicate = null;
        if (descriptor is null)
        {
            return Errno.None;
        }

        var error = NativeFile.Duplicate(descriptor, FirstFree, out duplicate);
        if (error == Errno.None)
        {
            settings.Duplicate((int)duplicate.DangerousGetHandle(), target);
        }

        return error;
    }
}
