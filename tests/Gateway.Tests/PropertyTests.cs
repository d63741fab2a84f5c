using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using CsCheck;
using Google.Protobuf;
using Criteria = Alliance.Criteria.V1;
using Stance = Alliance.Type.V1.Stance;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway.Tests;

public class PropertyTests
{
    private static readonly Gen<string> Id = Gen.Int[0, 4].Select(i => $"{(char)('a' + i)}");
    private static readonly Gen<string> Country = Gen.Int[0, 4].Select(i => $"{(char)('A' + i)}{(char)('A' + i)}");
    private static readonly Gen<string> Record =
        Gen.Select(Gen.Bool, Id, (said, id) => $"{(said ? "statements" : "agreements")}/{id}");

    private static readonly Gen<IReadOnlyList<Change>> Statements = LogOf("statements", Gen.OneOf<IMessage>(
        Gen.Select(Id, Id.Array[0, 2], Gen.Bool, (id, criteria, draft) =>
        {
            var statement = Resources.Statement(id, criteria);
            statement.State = draft ? Alliance.Statements.V1.Statement.Types.State.Draft : statement.State;
            statement.Sources.Add($"sources/{id}");
            return (IMessage)statement;
        }),
        Id.Select(id => (IMessage)new Alliance.Statements.V1.Source { Name = $"sources/{id}", Publisher = "Publisher" })));

    private static readonly Gen<IReadOnlyList<Change>> Agreements = LogOf("agreements", Gen.Select(
        Id, Country, Id.Array[0, 2], Gen.Enum<Alliance.Agreements.V1.LifecycleState>(), (id, party, criteria, state) =>
        {
            var agreement = Resources.Agreement(id, party);
            agreement.Events.Add(new Alliance.Agreements.V1.LifecycleEvent { State = state, EffectiveDate = "2024-02-01" });
            agreement.Criteria.Add(criteria.Select(c => $"tracks/t/criteria/{c}"));
            return (IMessage)agreement;
        }));

    private static readonly Gen<IReadOnlyList<Change>> CriteriaChanges = LogOf("criteria", Gen.OneOf<IMessage>(
        Gen.Select(Id, Gen.Int[0, 100], Gen.Bool, Id.Null(), (id, weight, gate, parent) =>
        {
            var criterion = Resources.Criterion(id, weight);
            criterion.Gate = gate;
            criterion.Parent = parent is null ? "" : $"tracks/t/criteria/{parent}";
            return (IMessage)criterion;
        }),
        Gen.Select(Id, Gen.Enum<Criteria.Status>(), Record.Array[0, 3], (criterion, status, evidence) =>
            (IMessage)Resources.Assessment(criterion, status, evidence)),
        Gen.Select(Country, Gen.Enum<Stance>(), Record, (party, stance, record) =>
            (IMessage)Resources.Position(party, stance, record)),
        Country.Array[0, 5].Select(members => (IMessage)Resources.Organization([.. members.Distinct()]))), Resources.Track());

    private static readonly Gen<IReadOnlyList<Change>[]> Logs =
        Gen.Select(Statements, Agreements, CriteriaChanges, (s, a, c) => new[] { s, a, c });

    [Fact]
    public void The_score_lies_within_its_bounds() => Logs.Sample(logs =>
    {
        var score = Compose(Read(logs)).Score;

        Assert.InRange(score.Low, 0, score.High);
        Assert.InRange(score.High, score.Low, 1);
        Assert.InRange(score.Value ?? score.Low, score.Low, score.High);
        Assert.InRange(score.Coverage, 0, 1);
    });

    [Fact]
    public void Other_weights_leave_the_value_between_the_known_values() => Logs.Sample(logs =>
    {
        var readiness = Compose(Read(logs));
        var known = readiness.Criteria.Where(c => c.Weight > 0).Select(c => c.Value).OfType<double>().ToList();

        Assert.Equal(known.Count == 0, readiness.Score.RobustLow is null);
        Assert.Equal(known.Count == 0, readiness.Score.RobustHigh is null);
        if (readiness.Score is { RobustLow: { } low, RobustHigh: { } high })
        {
            Assert.InRange(low, known.Min(), high);
            Assert.InRange(high, low, known.Max());
        }
    });

    [Fact]
    public void The_value_less_the_effect_is_the_value_without_the_criterion() => Logs.Sample(logs =>
    {
        var facts = Read(logs).FactsOf("tracks/t", Cut.Latest)!;
        var score = facts.Composed().Score;

        Assert.All(score.Drivers, driver =>
        {
            var without = (facts with { Criteria = [.. facts.Criteria.Where(c => c.Name != driver.Criterion)] }).Composed().Score;
            // One that is unknown is no part of the value, which may then be absent.
            Assert.Equal(driver.Effect is null, driver.Uncertainty > 0);
            Assert.Equal(score.Value is null, without.Value is null);
            Assert.Equal((score.Value ?? 0) - (driver.Effect ?? 0), without.Value ?? 0, 1e-9);
        });
    });

    [Fact]
    public void Counts_sum_to_the_members_required() => Logs.Sample(logs =>
    {
        var consensus = MessageOf(Read(logs)).Consensus;
        var counts = consensus.Counts;

        Assert.Equal(consensus.Required, consensus.Members.Count);
        Assert.Equal(
            consensus.Required,
            counts.Supports + counts.SupportsWithConditions + counts.Neutral + counts.Sceptical + counts.Opposes
                + counts.Unknown);
    });

    [Fact]
    public void The_order_in_which_registers_are_read_does_not_matter() =>
        Logs.SelectMany(logs => Gen.Shuffle(logs.ToArray()).Select(shuffled => (logs, shuffled))).Sample((logs, shuffled) =>
            Assert.Equal(MessageOf(Read(logs)), MessageOf(Read(shuffled))));

    [Fact]
    public void The_size_of_batches_does_not_matter() =>
        Gen.Select(Logs, Gen.Int[1, 5]).Sample((logs, size) =>
        {
            var batches = logs.SelectMany(log => log.Chunk(size)).OrderBy(batch => batch[0].Sequence);
            Assert.Equal(MessageOf(Read(logs)), MessageOf(Read(batches)));
        });

    private static Gen<IReadOnlyList<Change>> LogOf(string register, Gen<IMessage> resource, params IMessage[] first) =>
        resource.Array[0, 20].Select(resources =>
            first.Concat(resources).Aggregate(new Log(register), (log, next) => log.Add(next)).Changes);

    private static ReadModel Read(IEnumerable<IReadOnlyList<Change>> batches) =>
        batches.Aggregate(ReadModel.Empty, (model, batch) => model.Apply(batch));

    private static Readiness Compose(ReadModel model) => model.FactsOf("tracks/t", Cut.Latest)!.Composed();

    private static V1.Readiness MessageOf(ReadModel model) =>
        Compose(model).ToMessage();
}
