using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>A terminal for one program (pty(7)), whose screen nobody looks at.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const ushort Rows = 50;
    private const ushort Columns = 160;
    private const int NameBytes = 64;

    private readonly SafeFileHandle _master;
    private int _drawings;

    public PseudoTerminal()
    {
        var number = LibC.OpenTerminal(LibC.ReadWrite | LibC.NoControllingTerminal | LibC.CloseOnExec);
        _master = new SafeFileHandle(number, ownsHandle: true);
        Span<byte> name = stackalloc byte[NameBytes];
        ReadOnlySpan<ushort> size = [Rows, Columns, 0, 0];
        if (number < 0 || LibC.GrantTerminal(_master) != 0 || LibC.UnlockTerminal(_master) != 0
            || LibC.NameOfTerminal(_master, name, NameBytes) != 0
            || LibC.SetWindow(_master, LibC.SetWindowSize, size) != 0)
        {
            throw new MeasurementException($"no terminal: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        Path = Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]);
    }

    /// <summary>The side that the program has.</summary>
    public string Path { get; }

    /// <summary>How often something was drawn.</summary>
    public int Drawings => Volatile.Read(ref _drawings);

    /// <summary>Takes what is drawn, on a thread of its own, until the program is gone.</summary>
    public Task DrainAsync() => Threads.RunAsync(() =>
    {
        var buffer = new byte[1 << 16];
        using var drawn = new FileStream(_master, FileAccess.Read, bufferSize: 0);
        try
        {
            while (drawn.Read(buffer) > 0)
            {
                Interlocked.Increment(ref _drawings);
            }
        }
        catch (IOException)
        {
            // EIO: nobody has the other side any more.
        }
    });

    public void Dispose() => _master.Dispose();
}
