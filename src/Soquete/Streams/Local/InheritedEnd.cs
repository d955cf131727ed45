using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;

namespace Soquete.Streams.Local;

/// <summary>An inherited descriptor as an end: a listening socket, a connected one, or any other file.</summary>
internal static class InheritedEnd
{
    public static bool IsListening(DescriptorAddress address)
    {
        using var peek = Peek(address);
        return NativeSocket.IsSocket(peek) && IsListening(peek);
    }

    public static BoundSocket Listen(DescriptorAddress address)
    {
        RequireStreamSocket(address);
        if (!IsListening(address))
        {
            throw Wrong(address, "its socket is connected, or does not listen");
        }

        var socket = NativeSocket.Adopt(NumberOf(address));
        Failure.ThrowIf(NativeSocket.LocalName(socket, out var name), "getsockname", address.ToString());
        return new BoundSocket(socket, name);
    }

    public static StreamConnection Connect(DescriptorAddress address, Engine engine)
    {
        using (var peek = Peek(address))
        {
            if (!NativeSocket.IsSocket(peek))
            {
                return OpenFile(address);
            }
        }

        RequireStreamSocket(address);
        return IsListening(address) ? throw Wrong(address, "its socket listens") : Adopt(address, engine);
    }

    private static StreamConnection Adopt(DescriptorAddress address, Engine engine)
    {
        var socket = NativeSocket.Adopt(NumberOf(address));
        if (NativeSocket.PeerName(socket, out var peer) is var error && error != Errno.None)
        {
            socket.Dispose();
            throw Failure.Of(error, "getpeername", address.ToString(), "its socket is not connected");
        }

        NativeSocket.LocalName(socket, out var local);
        var isUnix = local.Domain == Domain.Unix;
        var association = ConnectedSocket.Of(local, peer, SocketKind.Stream);
        return new StreamConnection(engine.Adopt(socket), association, isUnix ? PeerCredentials.Of(socket) : null);
    }

    private static StreamConnection OpenFile(DescriptorAddress address)
    {
        var number = NumberOf(address);
        NativeFile.SetCloseOnExec(number, on: true);
        NativeFile.TryOpenInherited(number, owns: true, out var file);
        var (canRead, canWrite) = NativeFile.AccessOf(file);
        var transport = new DescriptorTransport(
            canRead ? file : null, canWrite ? file : null, canRead ? static () => { } : file.Dispose);
        var thisProcess = SocketEnd.Local($"pid {ThisProcess.Id}");
        return new StreamConnection(transport, new Association("fd", thisProcess, SocketEnd.Local(address.ToString())));
    }

    /// <summary>A look at the descriptor that leaves it open.</summary>
    private static SafeFileHandle Peek(DescriptorAddress address) =>
        NativeFile.TryOpenInherited(NumberOf(address), owns: false, out var handle)
            ? handle
            : throw new SoqueteException(
                FailureKind.Other, address.ToString(), "no such descriptor is open", "fcntl", "EBADF");

    private static int NumberOf(DescriptorAddress address) => address.Number
        ?? InheritedDescriptors.Read().FirstOrDefault(descriptor => descriptor.Name == address.Name)?.Number
        ?? throw new SoqueteException(
            FailureKind.NameNotFound, address.ToString(), $"LISTEN_FDNAMES has no '{address.Name}'");

    private static void RequireStreamSocket(DescriptorAddress address)
    {
        using var peek = Peek(address);
        using var socket = new SafeSocketHandle(peek.DangerousGetHandle(), ownsHandle: false);
        if (!NativeSocket.IsSocket(peek)
            || NativeSocket.GetOption(socket, SocketOption.SoType, out var type) != Errno.None
            || type != SocketKind.Stream
            || NativeSocket.GetOption(socket, SocketOption.SoDomain, out var domain) != Errno.None
            || !ConnectedSocket.HasStreams(domain))
        {
            throw Wrong(address, "it is no stream socket");
        }
    }

    private static bool IsListening(SafeFileHandle peek)
    {
        using var socket = new SafeSocketHandle(peek.DangerousGetHandle(), ownsHandle: false);
        return NativeSocket.GetOption(socket, SocketOption.SoAcceptConn, out var listening) == Errno.None
            && listening != 0;
    }

    private static AddressFormatException Wrong(DescriptorAddress address, string problem) =>
        new(address.ToString(), problem);
}
