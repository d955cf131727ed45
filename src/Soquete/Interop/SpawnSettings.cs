namespace Soquete.Interop;

/// <summary>What happens in a child before its program runs (posix_spawn(3)).</summary>
/// <remarks>
/// Every signal gets its default disposition back, SIGPIPE above all, which the runtime ignores and exec would keep so;
/// and none is blocked.
/// </remarks>
internal sealed class SpawnSettings : IDisposable
{
    /// <summary>
    /// glibc has 80 bytes for the actions, 336 for the attributes, 128 for a set of signals; musl no more.
    /// </summary>
    internal const int BlockBytes = 1024;

    private const short SetDefaultSignals = 0x04;
    private const short SetSignalMask = 0x08;

    private readonly NativeBuffer _actions = new(BlockBytes);
    private readonly NativeBuffer _attributes = new(BlockBytes);

    public SpawnSettings()
    {
        Check(LibC.InitialiseActions(Actions));
        Check(LibC.InitialiseAttributes(Attributes));
        Check(LibC.SetAttributeFlags(Attributes, SetDefaultSignals | SetSignalMask));
        using var signals = new NativeBuffer(BlockBytes);
        _ = LibC.FillSignals(signals.Address);
        Check(LibC.SetDefaultSignals(Attributes, signals.Address));
        _ = LibC.EmptySignals(signals.Address);
        Check(LibC.SetSignalMask(Attributes, signals.Address));
    }

    public nint Actions => _actions.Address;

    public nint Attributes => _attributes.Address;

    /// <summary>The child gets the descriptor under another number; there it is no longer close-on-exec.</summary>
    public void Duplicate(int descriptor, int target) => Check(LibC.AddDuplicate(Actions, descriptor, target));

    public void Dispose()
    {
        _ = LibC.DestroyActions(Actions);
        _ = LibC.DestroyAttributes(Attributes);
        _actions.Dispose();
        _attributes.Dispose();
    }

    // None of these can fail but for want of memory.
    private static void Check(int error) => Failure.ThrowIf((Errno)error, "posix_spawn", address: null);
}
