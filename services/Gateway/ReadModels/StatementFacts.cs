using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using V1 = Alliance.Statements.V1;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>What the read model keeps of the Statements register's resources.</summary>
internal static class StatementFacts
{
    public static Statement ToFacts(this V1.Statement statement) => new()
    {
        Name = statement.Name,
        Date = IsoDate.Parse(statement.Date),
        Published = statement.State == V1.Statement.Types.State.Published,
        Speaker = statement.Speaker,
        Criteria = [.. statement.Criteria],
        Sources = [.. statement.Sources],
    };

    public static Source ToFacts(this V1.Source source) => new(source.Name, source.Publisher, source.Url);
}
