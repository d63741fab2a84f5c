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

    private static readonly Gen<IMessage> PositionChange = Gen.Select(
        Country, Gen.Select(Offset, Record, Position, Gen.Bool, (day, record, stance, head) => new Word(day, record, stance, head)).Array[1, 4],
        (country, words) => (IMessage)Word.PositionOf(country, words));

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
    public static Gen<IReadOnlyList<Change>[]> All { get; } =
        from statements in Log("statements", StatementChange)
        from agreements in Log("agreements", AgreementChange)
        from criteria in Log(
            "criteria", Gen.OneOf(CriterionChange, CriterionChange, AssessmentChange, AssessmentChange, PositionChange, OrganizationChange),
            Resources.Track())
        select new[] { statements, agreements, criteria };

    public static DateOnly Day(int offset) => FirstDay.AddDays(offset);

    public static DateTimeOffset Minute(int minute) => FirstMinute.AddMinutes(minute);

    public static string Iso(int offset) => Day(offset).ToString("O", CultureInfo.InvariantCulture);

    // Minutes between changes vary, so that the logs interleave and some changes share an instant.
    private static Gen<IReadOnlyList<Change>> Log(string register, Gen<IMessage> change, params IMessage[] first) =>
        Gen.Select(change, Gen.Int[0, 3]).Array[0, 15].Select(changes =>
        {
            var log = new Log(register);
            var minute = 0;
            foreach (var (resource, pause) in first.Select(f => (f, 0)).Concat(changes))
            {
                minute += pause;
                log.Add(resource, Minute(minute).ToString("O", CultureInfo.InvariantCulture));
            }
            return log.Changes;
        });
}
