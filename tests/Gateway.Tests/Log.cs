using System.Globalization;
using Alliance.Type.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.Gateway.Tests;

/// <summary>The change log of one register, as the register would send it.</summary>
internal sealed class Log(string register)
{
    private readonly List<Change> _changes = [];

    public IReadOnlyList<Change> Changes => _changes;

    public static DateTimeOffset Instant(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    public Log Add(IMessage resource, string recordTime = "2024-01-01T00:00:00Z")
    {
        _changes.Add(new Change
        {
            Register = register,
            Sequence = _changes.Count + 1,
            Name = (string)resource.Descriptor.FindFieldByName("name").Accessor.GetValue(resource),
            Kind = Change.Types.Kind.Updated,
            RecordTime = Timestamp.FromDateTimeOffset(Instant(recordTime)),
            Resource = Any.Pack(resource),
        });
        return this;
    }
}
