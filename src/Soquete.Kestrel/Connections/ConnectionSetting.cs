using System.Buffers;
using Microsoft.Extensions.Logging;
using Soquete.Kestrel.Diagnostics;

namespace Soquete.Kestrel.Connections;

/// <summary>What the connections of an endpoint have in common.</summary>
internal sealed record ConnectionSetting(
    bool KeepsHalfClosed, TimeSpan CloseLimit, MemoryPool<byte> Pool, ILogger Log, TransportMetrics Metrics);
