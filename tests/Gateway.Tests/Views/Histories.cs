using System.Globalization;
using Alliance.Type.V1;
using CsCheck;
using Google.Protobuf;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>
/// Random histories of the track `tracks/t`: a few resources that change again and again, on days of early 2024, recorded
/// minute by minute in three registers.
/// </summary>
internal static class Histories
{
    public const int Days = 40;

    private static readonly DateOnly FirstDay = new(2024, 1, 1);
    private static readonly DateTimeOffset FirstMinute = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<int> Offset = Gen.Int[0, Days];
    // Two years before, so that a word of those days ceases to divide a country on one of these.
    private static readonly Gen<int> LongAgo = Offset.Select(day => day - 731);
    private static readonly Gen<string> Id = Gen.Int[0, 3].Select(i => $"{(char)('a' + i)}");
    private static readonly Gen<string> Country = Gen.Int[0, 3].Select(i => $"{(char)('A' + i)}{(char)('A' + i)}");
    private static readonly Gen<string> Record = Gen.Select(Gen.Bool, Id, (said, id) => $"{(said ? "statements" : "agreements")}/{id}");
    private static readonly Gen<Stance> Position = Gen.Int[1, 6].Select(number => (Stance)number);

    private static readonly Gen<IMessage> StatementChange = Gen.Select(Id, Id.Array[0, 2], Gen.Int[0, 3], Offset, (id, criteria, state, day) =>
    {
        var statement = Resources.Statement(id, criteria);
        statement.State = state == 0 ? Statements.Statement.Types.State.Draft : statement.State;
        statement.Date = Iso(day);
        statement.Sources.Add($"sources/{id}");
        return (IMessage)statement;
    });

    private static readonly Gen<IMessage> AgreementChange = Gen.Select(
        Id, Country, Id.Array[0, 2], Gen.Select(Gen.Int[1, 10], Offset).Array[1, 3], (id, party, criteria, events) =>
        {
            var agreement = Resources.Agreement(id, party);
            agreement.Events.Clear();
            agreement.Events.Add(events.OrderBy(e => e.Item2).Select(e => new Agreements.LifecycleEvent
            {
                State = (Agreements.LifecycleState)e.Item1,
                EffectiveDate = Iso(e.Item2),
            }));
            agreement.SignedOn =
                agreement.Events.FirstOrDefault(e => e.State == Agreements.LifecycleState.Signed)?.EffectiveDate ?? "";
            agreement.Criteria.Add(criteria.Select(c => $"tracks/t/criteria/{c}"));
            return (IMessage)agreement;
        });

    private static readonly Gen<IMessage> CriterionChange = Gen.Select(Id, Gen.Int[0, 100], Gen.Bool, (id, weight, gate) =>
    {
        var criterion = Resources.Criterion(id, weight);
        criterion.Gate = gate;
        return (IMessage)criterion;
    });

    private static readonly Gen<IMessage> AssessmentChange = Gen.Select(
        Id, Id, Gen.Int[1, 9], Record.Array[0, 2], Offset, (criterion, id, status, evidence, day) =>
        {
            var assessment = Resources.Assessment(criterion, (Criteria.Status)status, evidence);
            assessment.Name = $"tracks/t/criteria/{criterion}/assessments/{id}";
            assessment.Assessor = $"Assessor {id}";
            assessment.Date = Iso(day);
            return (IMessage)assessment;
        });

    // Of a few words each revision holds some, so that one survives while another comes or goes.
    private static readonly Gen<Word[]> Words = Gen.Select(Gen.OneOf(Offset, LongAgo), Record, Position, Gen.Bool,
        (day, record, stance, head) => new Word(day, record, stance, head)).Array[6];

    private static Gen<IMessage> PositionChange(Word[] words, Gen<string> countries) => Gen.Select(
        countries, Gen.Bool.Array[words.Length], (country, said) =>
        {
            var held = words.Where((_, i) => said[i]).ToList();
            return (IMessage)Word.PositionOf(country, held.Count > 0 ? held : words);
        });

    private static readonly Gen<IMessage> OrganizationChange = Gen.Select(Country, Offset, Offset).Array[0, 4].Select(members =>
    {
        var organization = Resources.Organization();
        organization.Members.Add(members.DistinctBy(m => m.Item1).Select(m =>
        {
            var membership = new Criteria.Membership { Country = m.Item1, DisplayName = m.Item1, AccessionDate = Iso(Math.Min(m.Item2, m.Item3)) };
            if (m.Item2 != m.Item3)
            {
                membership.LeftOn = Iso(Math.Max(m.Item2, m.Item3));
            }
            return membership;
        }));
        return (IMessage)organization;
    });

    /// <summary>The logs of the three registers. In the first minute there is the track and nothing else.</summary>
    public static Gen<IReadOnlyList<Change>[]> All { get; } = WithStatements(StatementChange.Select(One));

    /// <summary>The same where at times so many statements on the first criterion come at once that no list has room for them.</summary>
    public static Gen<IReadOnlyList<Change>[]> Crowded { get; } = WithStatements(
        Gen.OneOf(StatementChange.Select(One), StatementChange.Select(One), StatementChange.Select(One), Gen.Int[15, 50].Select(Crowd)));

    /// <summary>Histories of nothing but the position of one member.</summary>
    public static Gen<IReadOnlyList<Change>[]> OfPosition { get; } =
        from words in Words
        from criteria in Log("criteria", PositionChange(words, Gen.Const("AA")).Select(One), Resources.Track(), Resources.Organization("AA"))
        select new[] { criteria };

    private static Gen<IReadOnlyList<Change>[]> WithStatements(Gen<IMessage[]> change) =>
        from statements in Log("statements", change)
        from agreements in Log("agreements", AgreementChange.Select(One))
        from words in Words
        from criteria in Log(
            "criteria",
            Gen.OneOf(CriterionChange, CriterionChange, AssessmentChange, AssessmentChange, PositionChange(words, Country), OrganizationChange).Select(One),
            Resources.Track())
        select new[] { statements, agreements, criteria };

    private static IMessage[] One(IMessage resource) => [resource];

    // Those that other changes touch too are among them, the oldest.
    private static IMessage[] Crowd(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var statement = Resources.Statement(i < 4 ? $"{(char)('a' + i)}" : $"s{i}", "a");
        statement.Date = Iso(i % Days);
        return statement;
    })];

    public static DateOnly Day(int offset) => FirstDay.AddDays(offset);

    public static DateTimeOffset Minute(int minute) => FirstMinute.AddMinutes(minute);

    public static string Iso(int offset) => Day(offset).ToString("O", CultureInfo.InvariantCulture);

    // Minutes between changes vary, so that the logs interleave and some changes share an instant. Some are edits of nothing
    // that a view shows.
    private static Gen<IReadOnlyList<Change>> Log(string register, Gen<IMessage[]> change, params IMessage[] first) =>
        Gen.Select(change, Gen.Int[0, 3], Gen.Int[0, 40]).Array[0, 15].Select(changes =>
        {
            var log = new Log(register);
            var latest = new Dictionary<string, IMessage>();
            var minute = 0;
            foreach (var (resources, pause, edited) in changes.Prepend((first, 0, int.MaxValue)))
            {
                minute += pause;
                foreach (var resource in edited < latest.Count ? One(latest.Values.ElementAt(edited)) : resources)
                {
                    log.Add(resource, Minute(minute).ToString("O", CultureInfo.InvariantCulture));
                    latest[log.Changes[^1].Name] = resource;
                }
            }
            return log.Changes;
        });
}
