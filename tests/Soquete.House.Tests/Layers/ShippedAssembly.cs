using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Soquete.House.Tests.Layers;

/// <summary>An assembly as it ships, read as metadata: nothing of it is loaded or run.</summary>
internal sealed class ShippedAssembly : IDisposable
{
    private readonly PEReader _file;

    private ShippedAssembly(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        Metadata = _file.GetMetadataReader();
    }

    public MetadataReader Metadata { get; }

    /// <summary>The assemblies that it names.</summary>
    public IEnumerable<string> References =>
        Metadata.AssemblyReferences.Select(handle => Metadata.GetString(Metadata.GetAssemblyReference(handle).Name));

    /// <summary>The types of other assemblies that it names, in full.</summary>
    public IEnumerable<string> ForeignTypes =>
        Metadata.TypeReferences.Select(handle => TypeNames.Full(Metadata, handle));

    /// <summary>The members of other assemblies that it names, as <c>Namespace.Type.Member</c>.</summary>
    public IEnumerable<string> ForeignMembers => Metadata.MemberReferences.Select(MemberName);

    public static ShippedAssembly Library() => new(Path.Combine(AppContext.BaseDirectory, "Soquete.dll"));

    public static ShippedAssembly Kestrel() => new(Path.Combine(AppContext.BaseDirectory, "Soquete.Kestrel.dll"));

    public static ShippedAssembly Command() => new(Path.Combine(AppContext.BaseDirectory, "Soquete.Cli.dll"));

    /// <summary>These tests themselves, for those that prove that a rule can be broken.</summary>
    public static ShippedAssembly Tests() => new(typeof(ShippedAssembly).Assembly.Location);

    public byte[]? Body(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? null : _file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes();

    public IEnumerable<EntityHandle> HeldTypes(MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0)
        {
            return [];
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        var caught = body.ExceptionRegions.Where(region => !region.CatchType.IsNil).Select(region => region.CatchType);
        return body.LocalSignature.IsNil ? caught : caught.Append(body.LocalSignature);
    }

    public void Dispose() => _file.Dispose();

    private string MemberName(MemberReferenceHandle handle)
    {
        var member = Metadata.GetMemberReference(handle);
        var types = new TypeCollector(Metadata);
        types.Add(member.Parent);
        return $"{types.Names.FirstOrDefault()}.{Metadata.GetString(member.Name)}";
    }
}
