using Soquete.Addresses;

namespace Soquete.Planning;

/// <summary>What an address that is no socket means.</summary>
internal static class LocalExplanation
{
    private const string SocketPair = "socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [...])";

    public static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) Of(Address address, AddressRole role) =>
        (address, role) switch
        {
            (DescriptorAddress descriptor, AddressRole.Listen) => (
                ["a listening socket that this process inherited"],
                [$"accept4({descriptor.Target}, ...)"]),
            (_, AddressRole.Listen) =>
                throw new AddressFormatException(address.ToString(), $"{address.Scheme} cannot be listened on"),
            (StandardStreamsAddress, _) => (
                ["what this process reads from standard input and writes to standard output"],
                ["read(0, ...)", "write(1, ...)"]),
            (FileAddress file, _) => (
                [$"the file {file.Path}: read where bytes come from, written where they go"],
                [$"openat(AT_FDCWD, \"{file.Path}\", O_CLOEXEC|...) = FD"]),
            (DescriptorAddress descriptor, _) => (
                ["a descriptor that this process inherited: a connected socket, or any file"],
                [$"read({descriptor.Target}, ...)", $"write({descriptor.Target}, ...)"]),
            (ExecAddress exec, _) => (
                [
                    $"a child process: {string.Join(" ", exec.ToWords())}",
                    "a socket pair for its standard input and one for its standard output",
                ],
                [SocketPair, SocketPair, $"posix_spawnp(\"{exec.ToWords()[0]}\", ...)"]),
            _ => ([], []),
        };
}
