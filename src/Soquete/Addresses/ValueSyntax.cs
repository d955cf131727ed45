namespace Soquete.Addresses;

/// <summary>How one kind of option value is read and written.</summary>
internal sealed class ValueSyntax<T>(
    string name, string expected, Func<string, (bool Ok, T Value)> read, Func<T, string> write)
{
    /// <summary>The name that stands for the value in help texts, such as <c>DURATION</c>.</summary>
    public string Name => name;

    public T Read(string option, string? text)
    {
        if (text is null or "")
        {
            throw new AddressProblemException($"option '{option}' needs a value: {option}={name}");
        }

        var (ok, value) = read(text);
        return ok
            ? value
            : throw new AddressProblemException($"option '{option}' takes {expected}, not '{Printable.Shorten(text)}'");
    }

    public string Write(T value) => write(value);
}
