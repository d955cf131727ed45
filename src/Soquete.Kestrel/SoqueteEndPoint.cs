using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;

namespace Soquete.Kestrel;

/// <summary>An endpoint that any stream address of Soquete names, with its options.</summary>
/// <remarks>
/// <c>options.Listen(new SoqueteEndPoint("unix:/run/app.sock,mode=660,group=app"))</c>. Endpoints are immutable, and
/// equal when their addresses are.
/// </remarks>
public sealed class SoqueteEndPoint : EndPoint
{
    private readonly string _text;

    /// <summary>An endpoint by address.</summary>
    /// <param name="address">
    /// An address that streams listen on: <c>tcp</c>, <c>unix</c>, <c>vsock</c> or <c>fd</c>.
    /// </param>
    /// <exception cref="ArgumentException">Streams do not listen on such an address.</exception>
    public SoqueteEndPoint(Address address)
        : this(address, text: null)
    {
    }

    /// <summary>An endpoint by an address as text.</summary>
    /// <param name="address">An address that streams listen on, such as <c>tcp:*:80</c>.</param>
    /// <exception cref="AddressFormatException">The text is no address.</exception>
    /// <exception cref="ArgumentException">Streams do not listen on such an address.</exception>
    public SoqueteEndPoint(string address)
        : this(Address.Parse(address), text: null)
    {
    }

    internal SoqueteEndPoint(Address address, string? text)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address is not (TcpAddress or UnixAddress or VsockAddress or DescriptorAddress))
        {
            throw new ArgumentException($"{address.Scheme} is no stream that can be listened on", nameof(address));
        }

        Address = address;
        _text = text ?? address.ToString();
    }

    /// <summary>The address; of an endpoint that was bound, with the port that was taken.</summary>
    public Address Address { get; }

    /// <inheritdoc/>
    public override AddressFamily AddressFamily =>
        Address is UnixAddress ? AddressFamily.Unix : AddressFamily.Unspecified;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SoqueteEndPoint other && Address.Equals(other.Address);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode();

    /// <summary>
    /// The address; of an endpoint that was bound, what stands after <c>http://</c> where the server tells its
    /// addresses: <c>localhost:5000</c>, <c>unix:/run/app.sock</c>.
    /// </summary>
    public override string ToString() => _text;
}
