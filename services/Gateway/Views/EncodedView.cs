using Google.Protobuf;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// A view, encoded in parts that are messages of their own with some of its fields each: encodings that follow one another are
/// the encoding of the merged message. After a change the parts that it left as they were are neither encoded again nor held
/// twice, and none is so large that the garbage collector treats it as a large object.
/// </summary>
public sealed class EncodedView
{
    // One for what is not listed below, one for each criterion, one for the consensus, one for the agreements.
    private readonly byte[][] _parts;

    private EncodedView(byte[][] parts) => (_parts, Length) = (parts, parts.Sum(part => part.Length));

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<byte[]> Parts => _parts;

    /// <summary>Bytes of all parts.</summary>
    public int Length { get; }

    /// <summary>Encodes a view.</summary>
    public static EncodedView Of(V1.Readiness view) => new(
    [
        EncodeHead(view),
        .. view.Criteria.Select(Encode),
        Encode(view.Consensus),
        Encode(view.Agreements),
    ]);

    /// <summary>Encodes a view that has some messages in common with one before, and the same number of criteria.</summary>
    /// <param name="view">The view.</param>
    /// <param name="before">The one before.</param>
    /// <param name="encoded">What that was encoded to.</param>
    public static EncodedView Of(V1.Readiness view, V1.Readiness before, EncodedView encoded) => new(
    [
        EncodeHead(view),
        .. view.Criteria.Select((criterion, i) =>
            ReferenceEquals(criterion, before.Criteria[i]) ? encoded._parts[i + 1] : Encode(criterion)),
        ReferenceEquals(view.Consensus, before.Consensus) ? encoded._parts[^2] : Encode(view.Consensus),
        ReferenceEquals(view.Agreements, before.Agreements) ? encoded._parts[^1] : Encode(view.Agreements),
    ]);

    /// <summary>Whether another encoded view says the same.</summary>
    public bool SaysTheSameAs(EncodedView other) =>
        Length == other.Length && _parts.Length == other._parts.Length
        && _parts.Zip(other._parts).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static byte[] EncodeHead(V1.Readiness view) => new V1.Readiness
    {
        Name = view.Name,
        Method = view.Method,
        Verdict = view.Verdict,
        OpenGates = { view.OpenGates },
        Score = view.Score,
    }.ToByteArray();

    private static byte[] Encode(V1.CriterionView criterion) => new V1.Readiness { Criteria = { criterion } }.ToByteArray();

    private static byte[] Encode(V1.Consensus consensus) => new V1.Readiness { Consensus = consensus }.ToByteArray();

    private static byte[] Encode(V1.AgreementsView agreements) => new V1.Readiness { Agreements = agreements }.ToByteArray();
}
