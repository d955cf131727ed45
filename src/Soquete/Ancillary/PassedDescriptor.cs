using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Ancillary;

/// <summary>
/// A descriptor that came with a message, open in this process with close-on-exec set. It is closed with its
/// <see cref="PassedDescriptors"/> unless it was taken.
/// </summary>
/// <remarks>Not thread-safe. What it is taken as is not checked: <see cref="Kind"/> says what it is.</remarks>
public sealed class PassedDescriptor
{
    private const int Gone = -1;

    private readonly PassedDescriptors _message;
    private int _number;

    /// <summary>It holds on to its message, so that none is finalized under one that is still to be taken.</summary>
    internal PassedDescriptor(PassedDescriptors message, int number) => (_message, _number) = (message, number);

    /// <summary>What stands behind it.</summary>
    /// <exception cref="InvalidOperationException">It was taken, or closed.</exception>
    public DescriptorKind Kind
    {
        get
        {
            using var look = new SafeFileHandle(Require(_number), ownsHandle: false);
            return NativeFile.KindOf(look) switch
            {
                FileKind.Regular => DescriptorKind.File,
                FileKind.Directory => DescriptorKind.Directory,
                FileKind.Pipe => DescriptorKind.Pipe,
                FileKind.Socket => DescriptorKind.Socket,
                FileKind.Terminal => DescriptorKind.Terminal,
                FileKind.CharacterDevice => DescriptorKind.CharacterDevice,
                FileKind.BlockDevice => DescriptorKind.BlockDevice,
                _ => DescriptorKind.Other,
            };
        }
    }

    /// <summary>Takes it over as a file's, a device's or any other's, for <see cref="FileStream"/>.</summary>
    /// <exception cref="InvalidOperationException">It was taken, or closed.</exception>
    public SafeFileHandle TakeFile() => new(Take(), ownsHandle: true);

    /// <summary>
    /// Takes it over as a socket's, for <c>StreamConnection.Adopt</c> or <see cref="Socket"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was taken, or closed.</exception>
    public SafeSocketHandle TakeSocket() => new(Take(), ownsHandle: true);

    /// <summary>Takes it over as a pipe's end, for System.IO.Pipes.</summary>
    /// <exception cref="InvalidOperationException">It was taken, or closed.</exception>
    public SafePipeHandle TakePipe() => new(Take(), ownsHandle: true);

    /// <summary>Its number, or <c>taken</c>.</summary>
    public override string ToString() => _number < 0 ? "taken" : $"fd {_number}";

    /// <summary>Its number, which is still owned here.</summary>
    /// <exception cref="InvalidOperationException">It was taken, or closed.</exception>
    internal int Number => Require(_number);

    /// <summary>Its number, which is the caller's from now on; negative where it was taken or closed.</summary>
    internal int Release() => Interlocked.Exchange(ref _number, Gone);

    internal void Close()
    {
        if (Release() is var number and >= 0)
        {
            LibC.Close(number);
        }
    }

    internal int Take()
    {
        var number = Require(Release());
        GC.KeepAlive(_message);
        return number;
    }

    private static int Require(int number) =>
        number >= 0 ? number : throw new InvalidOperationException("the descriptor was taken or closed");
}
