using Microsoft.Extensions.Logging;
using Soquete.Addresses;
using Soquete.Engines;

namespace Soquete.Kestrel.Diagnostics;

/// <summary>What the transport writes to its log. The numbers are a promise (docs/kestrel.md).</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Engine {Engine}, execution {Execution}.")]
    public static partial void EngineStarted(ILogger log, string engine, Execution execution);

    [LoggerMessage(2, LogLevel.Information, "Engine {Engine}, because io_uring cannot be had: {Reason}")]
    public static partial void EngineFellBack(ILogger log, string engine, string reason);

    [LoggerMessage(3, LogLevel.Debug, "Listening on {Address}.")]
    public static partial void Listening(ILogger log, Address address);

    [LoggerMessage(4, LogLevel.Information, "Refused {Association}: {Reason}.")]
    public static partial void PeerRefused(ILogger log, Association association, string reason);

    [LoggerMessage(5, LogLevel.Warning, "{Address}: no more connections can be accepted for {Pause} ({Error}).")]
    public static partial void AcceptPaused(ILogger log, Address address, string error, TimeSpan pause);

    [LoggerMessage(10, LogLevel.Debug, "Connection {Id} accepted: {Association}.")]
    public static partial void Accepted(ILogger log, string id, Association association);

    [LoggerMessage(11, LogLevel.Debug, "Connection {Id}: the peer's output ended.")]
    public static partial void PeerEnded(ILogger log, string id);

    [LoggerMessage(12, LogLevel.Debug, "Connection {Id} closed after {Received} bytes received and {Sent} sent.")]
    public static partial void Closed(ILogger log, string id, long received, long sent);

    [LoggerMessage(13, LogLevel.Debug, "Connection {Id} aborted: {Reason}")]
    public static partial void Aborted(ILogger log, string id, string reason);

    [LoggerMessage(14, LogLevel.Debug, "Connection {Id}: the peer broke off.")]
    public static partial void PeerBrokeOff(ILogger log, string id, Exception failure);

    [LoggerMessage(15, LogLevel.Debug, "Connection {Id} failed.")]
    public static partial void Failed(ILogger log, string id, Exception failure);

    [LoggerMessage(16, LogLevel.Error, "Connection {Id}: what was to run at its end failed.")]
    public static partial void CallbackFailed(ILogger log, string id, Exception failure);
}
