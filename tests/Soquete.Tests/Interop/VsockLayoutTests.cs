using System.Globalization;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

/// <summary>The name and the numbers of vsock(7), against what the C compiler makes of the headers.</summary>
public class VsockLayoutTests
{
    private const string Program = """
        #include <stddef.h>
        #include <stdio.h>
        #include <string.h>
        #include <sys/socket.h>
        #include <sys/time.h>
        #include <linux/vm_sockets.h>
        static void print(const void *bytes, size_t length) {
          for (size_t i = 0; i < length; i++) printf("%02X", ((const unsigned char *)bytes)[i]);
          printf("\n");
        }
        int main(void) {
          struct sockaddr_vm name = {
            .svm_family = AF_VSOCK, .svm_cid = 0x01020304, .svm_port = 0xA1B2C3D4, .svm_flags = VMADDR_FLAG_TO_HOST };
          struct timeval limit = { .tv_sec = 5000000000, .tv_usec = 123456 };
          unsigned long long size = 0x1122334455;
          print(&name, sizeof name); print(&limit, sizeof limit); print(&size, sizeof size);
          printf("%u %u %u %u %u\n", VMADDR_CID_HYPERVISOR, VMADDR_CID_LOCAL, VMADDR_CID_HOST, VMADDR_CID_ANY,
            VMADDR_PORT_ANY);
          printf("%d %d %d %d\n", AF_VSOCK, SO_VM_SOCKETS_BUFFER_SIZE, SO_VM_SOCKETS_BUFFER_MAX_SIZE,
            SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD);
          return 0;
        }
        """;

    [Fact]
    public async Task Vsock_WhenTheCompilerIsAsked_ThenBytesAndNumbersAreTheSystems()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.File("facts.c"), Program);
        var (status, _, error) = await Peer.RunAsync("cc", "-o", folder.File("facts"), folder.File("facts.c"));
        Assert.True(status == 0, error);
        var (_, output, _) = await Peer.RunAsync(folder.File("facts"));
        var found = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var name = SocketName.FromBytes(Convert.FromHexString(found[0]));
        Assert.True(name.TryGetVsock(out var cid, out var port));
        Assert.Equal((0x01020304u, 0xA1B2C3D4u, (byte)1), (cid, port, name.VsockFlags));
        Assert.Equal(SocketName.VsockBytes, name.Length);
        Assert.Equal(
            found[0].Replace("D4C3B2A10403020101", "D4C3B2A10403020100", StringComparison.Ordinal),
            Convert.ToHexString(SocketName.FromVsock(cid, port).Bytes));
        var limit = TimeSpan.FromSeconds(5_000_000_000) + TimeSpan.FromMicroseconds(123_456);
        Assert.Equal([found[1], found[2]], [Written(new TimeOption(limit)), Written(new LongOption(0x1122334455))]);
        uint[] ids = [ContextId.Hypervisor, ContextId.Local, ContextId.Host, ContextId.Any, ContextId.AnyPort];
        Assert.Equal(found[3], string.Join(' ', ids.Select(id => id.ToString(CultureInfo.InvariantCulture))));
        var (size, most, time) =
            (SocketOption.VsockBufferSize, SocketOption.VsockBufferMaxSize, SocketOption.VsockConnectTimeout);
        Assert.Equal(found[4], $"{Domain.Vsock} {size.Name} {most.Name} {time.Name}");
        Assert.All(new[] { size, most, time }, option => Assert.Equal(Domain.Vsock, option.Level));
    }

    private static string Written(IOptionStructure structure)
    {
        var value = new byte[IOptionStructure.MaxBytes];
        structure.WriteTo(value);
        return Convert.ToHexString(value.AsSpan(0, structure.Length));
    }
}
