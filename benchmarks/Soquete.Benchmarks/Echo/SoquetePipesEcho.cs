using System.IO.Pipelines;
using Soquete.Engines;
using Soquete.Streams;

namespace Soquete.Benchmarks.Echo;

/// <summary>StreamServer with a handler of Input and Output.</summary>
internal sealed class SoquetePipesEcho(EchoSettings settings, Engine engine, Execution execution)
    : SoqueteEcho(settings, engine, execution)
{
    protected override async Task EchoAsync(StreamConnection connection)
    {
        ReadResult read;
        while (!(read = await connection.Input.ReadAsync()).Buffer.IsEmpty)
        {
            foreach (var part in read.Buffer)
            {
                await connection.Output.WriteAsync(part);
            }

            connection.Input.AdvanceTo(read.Buffer.End);
            if (Settings.Once)
            {
                break;
            }
        }
    }
}
