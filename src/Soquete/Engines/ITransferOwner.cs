namespace Soquete.Engines;

/// <summary>Whose transfers they are: it counts them, and knows what an error means.</summary>
internal interface ITransferOwner
{
    /// <summary>What was received.</summary>
    /// <returns>How many bytes.</returns>
    /// <exception cref="SoqueteException">The result is an error.</exception>
    int Received(in TransferResult result);
}
