using Soquete.Mapping;

namespace Soquete.Cli.Map.Text;

/// <summary>What stands together under one heading.</summary>
/// <param name="Process">The process; null for ends that none has.</param>
/// <param name="Title">The heading.</param>
/// <param name="Ends">Its ends.</param>
internal sealed record MapBlock(MapProcess? Process, string Title, IReadOnlyList<MapEnd> Ends);
