using System.Security.Cryptography;
using Soquete.Streams;

namespace Soquete.Tests.Support;

/// <summary>Bytes that have no repetition to hide behind, and the hash of what arrived.</summary>
internal static class RandomPayload
{
    private const int BufferSize = 128 * 1024;

    public static byte[] Of(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Sends so many bytes and ends the output.</summary>
    /// <returns>The hash of what was sent.</returns>
    public static async Task<string> SendAsync(StreamConnection connection, long length, int seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        new Random(seed).NextBytes(buffer);
        for (long sent = 0; sent < length;)
        {
            // Each buffer differs from the one before by its first bytes.
            BitConverter.TryWriteBytes(buffer, sent);
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - sent));
            hash.AppendData(piece.Span);
            await connection.SendAsync(piece);
            sent += piece.Length;
        }

        await connection.CompleteOutputAsync();
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Receives to the end.</summary>
    public static async Task<(string Hash, long Length)> ReceiveAsync(StreamConnection connection)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long length = 0;
        while (await connection.ReceiveAsync(buffer) is var count && count > 0)
        {
            hash.AppendData(buffer.AsSpan(0, count));
            length += count;
        }

        return (Convert.ToHexString(hash.GetHashAndReset()), length);
    }
}
