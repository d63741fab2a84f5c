using Alliance.Type.V1;
using AllianceServices.Agreements.Storage;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements.Storage;
using Google.Protobuf;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>Writes the files of the three registers. The same mix and seed make the same logs.</summary>
internal static class GeneratedLogs
{
    public static async Task CreateAsync(string folder, LogMix mix, int seed, CancellationToken cancellationToken)
    {
        var words = new Vocabulary(seed);
        var records = new Records(mix, words);
        var statements = await WriteStatementsAsync(folder, mix, records, cancellationToken);
        var agreements = await WriteAgreementsAsync(folder, mix, records, cancellationToken);
        await WriteCriteriaAsync(folder, mix, new Judgements(mix, words), [statements, agreements], cancellationToken);
    }

    private static async Task<LogPosition> WriteStatementsAsync(
        string folder, LogMix mix, Records records, CancellationToken cancellationToken)
    {
        await using var log = await LogWriter.CreateAsync<StatementsContext>(folder, ServiceInfo.Statements, o => new(o), cancellationToken);
        var (statements, sources) = (0, 0);
        while (statements + sources < mix.Statements + mix.Sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A source comes before the statements that are taken from it.
            var isSource = statements == mix.Statements || (sources < mix.Sources && (long)sources * mix.Statements <= (long)statements * mix.Sources);
            log.Append(isSource ? records.Source(sources++) : records.Statement(statements++, sources), []);
        }
        await log.CompleteAsync([], cancellationToken);
        return new() { Register = ServiceInfo.Statements.Name, Sequence = log.Sequence };
    }

    private static async Task<LogPosition> WriteAgreementsAsync(
        string folder, LogMix mix, Records records, CancellationToken cancellationToken)
    {
        await using var log = await LogWriter.CreateAsync<AgreementsContext>(folder, ServiceInfo.Agreements, o => new(o), cancellationToken);
        for (var i = 0; i < mix.Agreements; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            log.Append(records.Agreement(i), []);
        }
        await log.CompleteAsync([], cancellationToken);
        return new() { Register = ServiceInfo.Agreements.Name, Sequence = log.Sequence };
    }

    private static async Task WriteCriteriaAsync(
        string folder, LogMix mix, Judgements judgements, LogPosition[] ends, CancellationToken cancellationToken)
    {
        await using var log = await LogWriter.CreateAsync<CriteriaContext>(folder, ServiceInfo.Criteria, o => new(o), cancellationToken);
        var unread = Upstream(ends, 0, 1);
        foreach (var track in Enumerable.Range(0, LogMix.Tracks))
        {
            log.Append(Judgements.Organization(track), unread);
            log.Append(Judgements.Track(track), unread);
        }
        foreach (var criterion in Enumerable.Range(0, LogMix.Tracks * LogMix.CriteriaPerTrack))
        {
            log.Append(judgements.Criterion(criterion), unread);
        }
        var (assessments, positions) = (0, 0);
        while (assessments + positions < mix.Assessments + mix.Positions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isPosition = assessments == mix.Assessments
                || (positions < mix.Positions && (long)positions * mix.Assessments <= (long)assessments * mix.Positions);
            log.Append(
                isPosition ? judgements.Position(positions++) : judgements.Assessment(assessments++),
                Upstream(ends, positions, mix.Positions));
        }
        await log.CompleteAsync(ends, cancellationToken);
    }

    // The deriving register reads on as positions change; at the last of them it has read all.
    private static byte[] Upstream(LogPosition[] ends, int positions, int of) => new Bookmark
    {
        Upstream =
        {
            ends.Where(end => end.Sequence > 0)
                .Select(end => new LogPosition { Register = end.Register, Sequence = of == 0 ? end.Sequence : end.Sequence * positions / of }),
        },
    }.ToByteArray();
}
