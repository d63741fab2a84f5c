using System.Collections.Frozen;
using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using Google.Protobuf;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>What the views keep of a change.</summary>
internal static class Facts
{
    private static readonly FrozenDictionary<string, Func<ByteString, Change, object?, object>> Readers =
        new Dictionary<string, Func<ByteString, Change, object?, object>>
        {
            [Statements.Statement.Descriptor.FullName] = (bytes, change, earlier) =>
                Statements.Statement.Parser.ParseFrom(bytes).ToFacts(change, earlier as Statement),
            [Statements.Source.Descriptor.FullName] = (bytes, _, _) => Statements.Source.Parser.ParseFrom(bytes).ToFacts(),
            [Agreements.Agreement.Descriptor.FullName] = (bytes, change, earlier) =>
                Agreements.Agreement.Parser.ParseFrom(bytes).ToFacts(change, earlier as Agreement),
            [Criteria.Organization.Descriptor.FullName] = (bytes, _, _) => Criteria.Organization.Parser.ParseFrom(bytes).ToFacts(),
            [Criteria.Track.Descriptor.FullName] = (bytes, _, _) => Criteria.Track.Parser.ParseFrom(bytes).ToFacts(),
            [Criteria.Criterion.Descriptor.FullName] = (bytes, _, _) => Criteria.Criterion.Parser.ParseFrom(bytes).ToFacts(),
            [Criteria.Assessment.Descriptor.FullName] = (bytes, change, _) =>
                Criteria.Assessment.Parser.ParseFrom(bytes).ToFacts(change),
            [Criteria.Position.Descriptor.FullName] = (bytes, _, earlier) =>
                Criteria.Position.Parser.ParseFrom(bytes).ToFacts(earlier as Position),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The facts of a change; null for a type that no view here needs, which a newer register may send.</summary>
    /// <param name="change">The change.</param>
    /// <param name="earlier">The facts of the same resource before the change, or null.</param>
    public static object? Of(Change change, object? earlier) =>
        change.Resource is { } resource
        && Readers.TryGetValue(resource.TypeUrl[(resource.TypeUrl.LastIndexOf('/') + 1)..], out var read)
            ? read(resource.Value, change, earlier)
            : null;
}
