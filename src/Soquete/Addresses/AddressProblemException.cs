namespace Soquete.Addresses;

/// <summary>
/// A part of an address is wrong; the parser, which knows the whole text, makes it an <see
/// cref="AddressFormatException"/>.
/// </summary>
internal sealed class AddressProblemException(string message, string? suggestion = null) : Exception(message)
{
    public string? Suggestion { get; } = suggestion;
}
