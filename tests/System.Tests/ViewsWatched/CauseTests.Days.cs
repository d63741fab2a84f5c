using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Google.Protobuf;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsWatched;

// Between two days the same holds as between two states of the record.
public partial class CauseTests
{
    [Fact]
    public async Task What_is_said_after_the_assessment_that_cites_it_is_the_cause_on_its_day()
    {
        var world = await RecordedAsync(world =>
        [
            world.NewStatement(Id(world, "later"), "2020-03-01", Stance.Supports, "XA"), World.Publish(Id(world, "later")),
            world.NewAssessment("peace", "2020-02-01", Status.Met, Name(world, "later")),
        ]);

        Assert.Equal([Name(world, "later")], await CausesAsync(world, "2020-02-29", "2020-03-01", world.Criterion("peace")));
    }

    [Fact]
    public async Task Where_the_designated_assessor_judges_at_last_the_others_older_judgement_is_no_cause()
    {
        var world = await RecordedAsync(world =>
        {
            var other = world.NewAssessment("law", "2018-01-01", Status.NotMet);
            other.Assessment.Assessor = "Somebody else";
            return [other, world.NewAssessment("law", "2019-01-01", Status.Met)];
        });

        Assert.Equal(
            [world.Criterion("law") + "/assessments/2019-01-01"], await CausesAsync(world, "2018-12-31", "2019-01-01", world.Criterion("law")));
    }

    [Theory]
    [InlineData("2020-01-31", "2020-02-01", "divides")]
    [InlineData("2020-02-29", "2020-03-01", "agrees")]
    [InlineData("2021-03-31", "2021-04-01", "divides-again")]
    [InlineData("2023-04-01", "2023-04-02", "divides-again")]
    [InlineData("2020-01-31", "2020-03-31", "")]
    [InlineData("2020-01-31", "2023-04-01", "divides-again")]
    [InlineData("2020-02-15", "2023-04-02", "divides-again")]
    public async Task What_divides_a_country_is_the_head_of_states_word_and_what_ends_it_the_next_or_the_same_grown_old(
        string from, string to, string cause)
    {
        var world = await RecordedAsync(world =>
        [
            .. Said(world, "governs", "2020-01-01", Stance.Supports, AuthorityLevel.Government),
            .. Said(world, "divides", "2020-02-01", Stance.Opposes, AuthorityLevel.HeadOfState),
            .. Said(world, "agrees", "2020-03-01", Stance.Supports, AuthorityLevel.HeadOfState),
            .. Said(world, "divides-again", "2021-04-01", Stance.Opposes, AuthorityLevel.HeadOfState),
        ]);

        Assert.Equal(cause.Length == 0 ? [] : [Name(world, cause)], await CausesAsync(world, from, to, "XA"));
    }

    [Fact]
    public async Task A_member_that_comes_back_under_another_name_and_mind_is_due_to_the_organization_and_to_what_it_said()
    {
        var world = await RecordedAsync(world => Said(world, "said", "2016-01-01", Stance.Opposes, AuthorityLevel.Government));
        var organization = await watched.System.Criteria.GetOrganizationAsync(new() { Name = world.Organization }, cancellationToken: Ct);
        organization.Members[0].LeftOn = "2010-01-01";
        organization.Members.Add(new Membership { Country = "XA", DisplayName = "Alandia", AccessionDate = "2015-01-01" });
        await watched.System.Criteria.UpdateOrganizationAsync(new() { Organization = organization }, cancellationToken: Ct);
        await watched.System.SettleAsync(world.Track);

        Assert.Equal([Name(world, "said"), world.Organization], await CausesAsync(world, "2005-01-01", "2020-01-01", "XA"));
        Assert.Equal([world.Organization], await CausesAsync(world, "2005-01-01", "2015-01-01", "XA"));
    }

    [Fact]
    public async Task Who_is_told_of_another_name_and_another_mind_at_once_is_told_both_causes()
    {
        var (world, watcher) = await WatchAsync(_ => []);
        watcher.Dispose();
        var organization = await watched.System.Criteria.GetOrganizationAsync(new() { Name = world.Organization }, cancellationToken: Ct);
        organization.Members[0].DisplayName = "Alandia";

        await watched.System.Criteria.UpdateOrganizationAsync(new() { Organization = organization }, cancellationToken: Ct);
        await watched.System.RecordAsync(Said(world, "said", "2016-01-01", Stance.Opposes, AuthorityLevel.Government));
        await watched.System.SettleAsync(world.Track);
        using var resumed = new Watcher(watched.System, world.Track, watcher.Token);

        Assert.Equal([Name(world, "said"), world.Organization], await CausesAsync(resumed, "XA"));
    }

    private static IEnumerable<IMessage> Said(World world, string id, string date, Stance stance, AuthorityLevel level)
    {
        var said = world.NewStatement(Id(world, id), date, stance);
        said.Statement.Positions.Add(world.Entries(stance, level, "XA"));
        return [said, World.Publish(Id(world, id))];
    }

    private async Task<World> RecordedAsync(Func<World, IEnumerable<IMessage>> writes)
    {
        var world = await watched.NewWorldAsync();
        await watched.System.RecordAsync(writes(world));
        await watched.System.SettleAsync(world.Track);
        return world;
    }

    // The causes of the difference of a criterion or a party's position between two days; none where it does not differ. A day
    // and the next are a step, which says the same.
    private async Task<IEnumerable<string>> CausesAsync(World world, string from, string to, string subject)
    {
        var differences = (await watched.System.Readiness.CompareReadinessAsync(
            new() { Name = world.Track + "/readiness", From = from, To = to }, cancellationToken: Ct)).Differences;
        if (Views.Day(from).AddDays(1) == Views.Day(to))
        {
            var steps = await watched.System.Readiness.ListReadinessChangesAsync(
                new() { Name = world.Track + "/readiness", From = from, To = to }, cancellationToken: Ct);
            Assert.Equal(differences, steps.Changes.SelectMany(step => step.Differences));
        }
        return differences.Where(difference => difference.Criterion?.Criterion == subject || difference.Position?.Party == subject)
            .SelectMany(difference => difference.Causes).Select(cause => cause.Record);
    }
}
