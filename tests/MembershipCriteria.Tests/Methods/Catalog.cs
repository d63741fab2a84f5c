using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Criterion = Alliance.Criteria.V1.Criterion;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.MembershipCriteria.Tests.Methods;

/// <summary>A register that is only read: two of each kind at least, which differ in every field that a filter may name.</summary>
public abstract class Catalog(StoreKind store) : StoreFixture<CriteriaApp>(store)
{
    /// <inheritdoc/>
    protected override Task<CriteriaApp> StartAsync(StoreKind store) => CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);

    /// <inheritdoc/>
    protected override async Task FillAsync()
    {
        App.Registers.Statements.Append(Given.Source("briefing"));
        App.Registers.Statements.Append(Given.Statement("kirby", "2024-06-17", Given.Position(Stance.Supports, "US", "SE")));
        App.Registers.Agreements.Append(Given.Agreement("ua-us"));
        await App.AddOrganizationAsync("eu", organization =>
        {
            organization.ShortName = "EU";
            organization.Members.RemoveAt(0);
        });
        await App.AddTrackAsync("eu-moldova", "organizations/eu", "MD");
        await App.AddCriterionAsync("gate", criterion => (criterion.Gate, criterion.Kind) = (true, Criterion.Types.Kind.PoliticalDecision));
        await App.AddCriterionAsync("map", criterion => criterion.Weight = new() { Value = 7, Rationale = "A step." });
        await App.AddCriterionAsync("map-part", criterion =>
        {
            criterion.Parent = Given.Track("criteria/map");
            criterion.Scale = Criterion.Types.Scale.FiveStep;
            criterion.Confidence = Confidence.Recalled;
        });
        await App.AddAssessmentAsync("map", "2023", assessment => assessment.Evidence.Add("agreements/ua-us"));
        await App.AddAssessmentAsync("map", "2024", assessment =>
        {
            assessment.Date = "2024-07-10";
            assessment.Status = Status.Met;
            assessment.Assessor = "Secretary General";
            assessment.Confidence = Confidence.Recalled;
            assessment.Evidence.Add("statements/kirby");
            assessment.Sources.Add("sources/briefing");
        });
        await App.CatchUpAsync();
    }

    public sealed class OnSqlite() : Catalog(StoreKind.Sqlite);

    public sealed class OnPostgreSql() : Catalog(StoreKind.PostgreSql);
}
