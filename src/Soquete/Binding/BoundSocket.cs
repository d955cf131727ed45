using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Binding;

/// <summary>A listening socket, its name, and what is to be undone when it closes.</summary>
internal sealed record BoundSocket(SafeSocketHandle Socket, SocketName Name, IDisposable? Path = null);
