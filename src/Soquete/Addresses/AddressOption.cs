namespace Soquete.Addresses;

/// <summary>Whose option it is: of a listener, of a connector, of both, or of a relay.</summary>
public enum OptionUse
{
    /// <summary>It means something on either side.</summary>
    Both,

    /// <summary>Only where peers are waited for.</summary>
    Listener,

    /// <summary>Only where a peer is connected to.</summary>
    Connector,

    /// <summary>Only in a relay, on either side of it.</summary>
    Relay,
}

/// <summary>An option of a scheme, described. Immutable and thread-safe.</summary>
public abstract class AddressOption
{
    private protected AddressOption(string name, string valueSyntax, OptionUse use, string summary)
    {
        Name = name;
        ValueSyntax = valueSyntax;
        Use = use;
        Summary = summary;
    }

    /// <summary>The option's name, in kebab case.</summary>
    public string Name { get; }

    /// <summary>
    /// How its value is written, such as <c>DURATION</c>; empty for one that is present or <c>=off</c>.
    /// </summary>
    public string ValueSyntax { get; }

    /// <summary>Who can use it.</summary>
    public OptionUse Use { get; }

    /// <summary>What it does, in one line, with its default.</summary>
    public string Summary { get; }

    /// <summary>Whether it can be given more than once.</summary>
    internal virtual bool Repeats => false;

    /// <summary>The address with this option set from its text.</summary>
    internal abstract Address Apply(Address address, string? value);

    /// <summary>The texts that set this option as it is set on the address; an empty text is a bare name.</summary>
    internal abstract IEnumerable<string> ValuesOf(Address address);
}

/// <summary>An option that is present, <c>=on</c> or <c>=off</c>.</summary>
internal sealed class FlagOption<TAddress>(
    string name, OptionUse use, string summary, Func<TAddress, bool?> get, Func<TAddress, bool?, Address> set)
    : AddressOption(name, "", use, summary)
    where TAddress : Address
{
    internal override Address Apply(Address address, string? value) => set((TAddress)address, value switch
    {
        null or "on" => true,
        "off" => false,
        _ => throw new AddressProblemException($"option '{Name}' is on or off, not '{Printable.Shorten(value)}'"),
    });

    internal override IEnumerable<string> ValuesOf(Address address) =>
        get((TAddress)address) is { } on ? [on ? "" : "off"] : [];
}

/// <summary>An option with one value.</summary>
internal sealed class ValueOption<TAddress, T>(
    string name, OptionUse use, string summary, ValueSyntax<T> syntax, Func<TAddress, T> get, Func<TAddress, T,
        Address> set)
    : AddressOption(name, syntax.Name, use, summary)
    where TAddress : Address
{
    internal override Address Apply(Address address, string? value) => set((TAddress)address, syntax.Read(Name, value));

    internal override IEnumerable<string> ValuesOf(Address address) =>
        get((TAddress)address) is { } value ? [syntax.Write(value)] : [];
}

/// <summary>An option that can be given several times, each time adding a value.</summary>
internal sealed class ListOption<TAddress, T>(
    string name, OptionUse use, string summary, ValueSyntax<T> syntax,
    Func<TAddress, ValueList<T>> get, Func<TAddress, ValueList<T>, Address> set)
    : AddressOption(name, syntax.Name, use, summary)
    where TAddress : Address
{
    internal override bool Repeats => true;

    internal override Address Apply(Address address, string? value) =>
        set((TAddress)address, [.. get((TAddress)address), syntax.Read(Name, value)]);

    internal override IEnumerable<string> ValuesOf(Address address) => get((TAddress)address).Select(syntax.Write);
}
