using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using V1 = Alliance.Statements.V1;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>What the read model keeps of the Statements register's resources: what views show, not the texts.</summary>
internal static class StatementFacts
{
    public static Statement ToFacts(this V1.Statement statement, Change change, Statement? earlier)
    {
        var published = statement.State == V1.Statement.Types.State.Published;
        var corrected = earlier is { Published: true } && (!published || change.Kind == Change.Types.Kind.Updated);
        var claims = statement.Claims.Count > 0 ? statement.Claims.Select(ToFacts).ToArray() : [];
        return new()
        {
            Name = statement.Name,
            Date = IsoDate.Parse(statement.Date),
            MonthOnly = statement.DatePrecision == DatePrecision.Month,
            Published = published,
            CorrectedAt = corrected ? change.RecordTime.ToDateTimeOffset() : earlier?.CorrectedAt,
            Speaker = statement.Speaker.ToShared(),
            Criteria = statement.Criteria.ToShared(),
            Sources = statement.Sources.ToShared(),
            Claims = claims,
            AboutOrganizations = claims.Length > 0 ? statement.AboutOrganizations.ToShared() : [],
            AboutAgreements = claims.Length > 0 ? statement.Agreements.ToShared() : [],
            SpokenFor = claims.Length > 0 ? statement.Countries.ToShared() : [],
        };
    }

    public static Source ToFacts(this V1.Source source) => new(source.Name.ToShared(), source.Publisher.ToShared(), source.Url);

    private static Claim ToFacts(V1.Claim claim) => new(
        (ClaimMetric)claim.Metric, claim.Low, claim.High, [.. claim.Excluding], claim.IncludesOrganizations);
}
