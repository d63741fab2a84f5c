using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using AllianceServices.TestKit;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf;
using Grpc.Core;
using CriteriaRow = Alliance.Criteria.V1.ImportRequest;
using StatementRow = Alliance.Statements.V1.ImportRequest;

namespace AllianceServices.Faults;

/// <summary>What must hold of the logs and the views while nobody writes, whatever went wrong before.</summary>
internal static class Checks
{
    private static readonly string[] Days = ["2012-06-01", "2014-03-01", "2016-09-15", "2019-12-31", "2020-01-01", "2022-05-05", "2024-12-31"];

    /// <summary>The log of a register.</summary>
    public static async Task<List<Change>> LogAsync(Stage stage, string register)
    {
        using var call = stage.OpenLog(register, after: 0, TimeSpan.FromSeconds(30));
        return await call.ResponseStream.ReadAllAsync().Where(message => message.Change is not null).Select(message => message.Change).ToListAsync();
    }

    /// <summary>Writes that were acknowledged and are not in the log under their name, and those that are there more than once.</summary>
    public static (int Lost, int Doubled) Count(IReadOnlyList<Change> log, IEnumerable<Acknowledged> acknowledged)
    {
        var rows = log.Where(change => change.RequestId.Length > 0).ToLookup(change => change.RequestId, change => change.Name);
        return (acknowledged.Count(write => !rows[write.RequestId].Contains(write.Name)), rows.Count(ofOne => ofOne.Count() > 1));
    }

    /// <summary>
    /// Positions that were recorded anew and say what they said before: an event that had its effect again. Writes of clients are
    /// told by their request ids.
    /// </summary>
    public static int CountRepeated(IReadOnlyList<Change> log)
    {
        var (latest, repeated) = (new Dictionary<string, Position>(), 0);
        foreach (var change in log)
        {
            if (change.Resource.TryUnpack<Position>(out var position))
            {
                (position.Revision, position.Etag, position.CreateTime, position.UpdateTime) = (0, "", null, null);
                repeated += position.Equals(latest.GetValueOrDefault(position.Name)) ? 1 : 0;
                latest[position.Name] = position;
            }
        }
        return repeated;
    }

    /// <summary>What is wrong with a log: gaps, times that go back, revisions that do not follow.</summary>
    public static IEnumerable<string> Faults(string register, IReadOnlyList<Change> log)
    {
        var latest = new Dictionary<string, long>();
        foreach (var (i, change) in log.Index())
        {
            if (change.Sequence != i + 1)
            {
                yield return $"{register}/{change.Sequence} stands in place {i + 1}";
            }
            if (i > 0 && change.RecordTime.ToDateTimeOffset() < log[i - 1].RecordTime.ToDateTimeOffset())
            {
                yield return $"{register}/{change.Sequence} is older than the one before";
            }
            if (change.Revision != latest.GetValueOrDefault(change.Name) + 1)
            {
                yield return $"{register}/{change.Sequence} is revision {change.Revision} of {change.Name} after {latest.GetValueOrDefault(change.Name)}";
            }
            latest[change.Name] = change.Revision;
        }
    }

    /// <summary>The days on which the Gateway shows something else than what follows from the logs: by the same code, and by a plain walk.</summary>
    public static async Task<IReadOnlyList<string>> WrongViewsAsync(Stage stage, IReadOnlyList<IReadOnlyList<Change>> logs)
    {
        var readiness = new ReadinessService.ReadinessServiceClient(stage.Channel("gateway"));
        var composed = new ModelViews(logs.Aggregate(ReadModel.Empty, (model, log) => log.Count == 0 ? model : model.Apply(log))).Of(World.Club.Track)!;
        var oracle = new ReadinessOracle(new(logs.SelectMany(log => log).GroupBy(change => change.Name).SelectMany(versions => Rows(versions.Last()))
            .Select(row => JsonFormatter.Default.Format(row))));
        var wrong = new List<string>();
        foreach (var day in Days)
        {
            var shown = await readiness.GetReadinessAsync(new() { Name = World.Club.Track + "/readiness", AsOf = day }, deadline: DateTime.UtcNow + TimeSpan.FromSeconds(30));
            var expected = oracle.At(World.Club.Track, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
            var actual = ReadinessReading.Read(JsonFormatter.Default.Format(shown));
            shown.KnownAt = null;
            shown.FreshAsOf.Clear();
            var view = composed.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
            if (!shown.Equals(new Readiness(view) { AsOf = day }))
            {
                wrong.Add($"{day}: the view is not that of the logs");
            }
            wrong.AddRange(ViewDifferences.Between(expected, actual).Select(difference => $"{day}: by the rules {difference}"));
        }
        return wrong;
    }

    // What the record holds, as rows of an import.
    private static IEnumerable<IMessage> Rows(Change change)
    {
        var any = change.Resource;
        if (any.TryUnpack<Statement>(out var statement))
        {
            return statement.State == Statement.Types.State.Published ? [new StatementRow { Statement = statement }] : [];
        }
        return any.TryUnpack<Source>(out var source) ? [new StatementRow { Source = source }]
            : any.TryUnpack<Agreement>(out var agreement) ? [new Alliance.Agreements.V1.ImportRequest { Agreement = agreement }]
            : any.TryUnpack<Organization>(out var organization) ? [new CriteriaRow { Organization = organization }]
            : any.TryUnpack<Track>(out var track) ? [new CriteriaRow { Track = track }]
            : any.TryUnpack<Criterion>(out var criterion) ? [new CriteriaRow { Criterion = criterion }]
            : any.TryUnpack<Assessment>(out var assessment) ? [new CriteriaRow { Assessment = assessment }]
            : [];
    }
}
