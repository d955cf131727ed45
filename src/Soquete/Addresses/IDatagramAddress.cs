namespace Soquete.Addresses;

/// <summary>An address of datagrams: single messages, to and from any number of peers, without connections.</summary>
public interface IDatagramAddress
{
}
