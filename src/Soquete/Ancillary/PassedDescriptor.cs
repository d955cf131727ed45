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
    private int _number;

    internal PassedDescriptor(int number) => _number = number;

    /// <summary>What stands behind it.</summary>
    /// <exception cref="InvalidOperationException">It was taken, or closed.</exception>
    public DescriptorKind Kind
    {
        get
        {
            RequireHere();
            using var look = new SafeFileHandle(_number, ownsHandle: false);
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

    internal void Close()
    {
        if (_number >= 0)
        {
            LibC.Close(Take());
        }
    }

    private int Take()
    {
        RequireHere();
        var number = _number;
        _number = -1;
        return number;
    }

    private void RequireHere()
    {
        if (_number < 0)
        {
            throw new InvalidOperationException("the descriptor was taken or closed");
        }
    }
}
