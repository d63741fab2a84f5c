using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using Grpc.Core;
using Claims = Alliance.Statements.V1;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    private const int MostClaims = 1000;

    /// <inheritdoc/>
    public override Task<CheckClaimsResponse> CheckClaims(CheckClaimsRequest request, ServerCallContext context)
    {
        var views = Views;
        var cut = CutAt(request.KnownAt);
        var facts = ViewOf(views, request.Parent, cut).Facts;
        var asOf = DayOrToday(request.AsOf);
        var statements = views.Model.ClaimingStatements(facts.Organization, cut).Where(statement => statement.Date <= asOf).ToList();
        return Task.FromResult(new CheckClaimsResponse
        {
            Checks = { ClaimChecks.Newest(facts, statements, MostClaims).Select(check => ToMessage(check, facts)) },
            Total = statements.Sum(statement => statement.Claims.Count),
            FreshAsOf = { FreshAsOf(views) },
            AsOf = IsoDate.Format(asOf),
            KnownAt = KnownAtOrNow(request.KnownAt),
            Method = ReadinessMethodV1.Name,
        });
    }

    private static V1.ClaimCheck ToMessage(Domain.ClaimCheck check, TrackFacts facts)
    {
        var message = new V1.ClaimCheck
        {
            Statement = check.Statement.Name,
            Date = IsoDate.Format(check.Statement.Date),
            Speaker = check.Statement.Speaker,
            Claim = new Claims.Claim
            {
                Metric = (Claims.Claim.Types.Metric)check.Claim.Metric,
                Low = check.Claim.Low,
                High = check.Claim.High,
                Excluding = { check.Claim.Excluding },
                IncludesOrganizations = check.Claim.IncludesOrganizations,
            },
            Agreements = { check.Counted ?? [] },
            Outcome = check.Counted is null ? V1.ClaimCheck.Types.Outcome.CannotBeChecked
                : check.Difference == 0 ? V1.ClaimCheck.Types.Outcome.Agrees : V1.ClaimCheck.Types.Outcome.Differs,
            Difference = check.Difference,
            Obstacle = check.Obstacle,
            Sources = { facts.Records.Sources(check.Statement.Sources).Select(ReadinessMapper.ToMessage) },
        };
        if (check.Counted is { } counted)
        {
            message.Counted = counted.Count;
        }
        return message;
    }
}
