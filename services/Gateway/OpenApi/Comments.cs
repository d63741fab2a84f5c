using System.Collections.Frozen;
using Alliance.Type.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.Gateway.OpenApi;

/// <summary>
/// What the contract says in words of its services, methods, messages, fields and enums. Generated descriptors know no
/// comments, so they are read from the descriptor set that the contract's assembly carries.
/// </summary>
internal sealed class Comments
{
    private const string Resource = "contract.binpb";

    private readonly FrozenDictionary<string, string> _texts;

    private Comments(IEnumerable<FileDescriptor> files) => _texts = files
        .SelectMany(file => file.Services.SelectMany(service => service.Methods.Prepend<DescriptorBase>(service))
            .Concat(file.MessageTypes.SelectMany(Everything))
            .Concat(file.EnumTypes.SelectMany(Everything)))
        .ToFrozenDictionary(element => element.FullName, TextOf, StringComparer.Ordinal);

    /// <summary>Reads the comments.</summary>
    public static Comments Read()
    {
        using var stream = typeof(Change).Assembly.GetManifestResourceStream(Resource)!;
        var set = FileDescriptorSet.Parser.ParseFrom(stream);
        return new(FileDescriptor.BuildFromByteStrings(set.File.Select(file => file.ToByteString())));
    }

    /// <summary>The comment on an element of the contract, in Markdown; empty without one.</summary>
    public string On(IDescriptor element) => _texts.GetValueOrDefault(element.FullName, "");

    private static IEnumerable<DescriptorBase> Everything(MessageDescriptor message) =>
    [
        message,
        .. message.Fields.InDeclarationOrder(),
        .. message.NestedTypes.SelectMany(Everything),
        .. message.EnumTypes.SelectMany(Everything),
    ];

    private static IEnumerable<DescriptorBase> Everything(EnumDescriptor type) => [type, .. type.Values];

    // Each line of a comment still has the space that follows the slashes.
    private static string TextOf(DescriptorBase element) =>
        string.Join('\n', (element.Declaration?.LeadingComments ?? "").Split('\n').Select(line => line.Trim())).Trim();
}
