using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Search;

namespace AllianceServices.Statements.Storage;

/// <summary>The register's resources, with what their lists can filter by.</summary>
internal static class Tables
{
    public static readonly ResourceTable<StatementRow, Statement> Statements = new(
        (row, statement) =>
        {
            row.Date = statement.Date;
            row.State = ProtoEnums.NameOf(statement.State);
            row.Kind = statement.Kind;
            row.Speaker = statement.Speaker;
            row.SpeakerLevel = ProtoEnums.NameOf(statement.SpeakerLevel);
            row.SpeakerOrganization = statement.SpeakerOrganization;
            row.Stance = ProtoEnums.NameOf(statement.Stance);
            row.Confidence = ProtoEnums.NameOf(statement.Confidence);
            row.Countries = [.. statement.Countries];
            row.Topics = [.. statement.Topics];
            row.Sources = [.. statement.Sources];
            row.Criteria = [.. statement.Criteria];
            row.Agreements = [.. statement.Agreements];
            row.AboutOrganizations = [.. statement.AboutOrganizations];
            IndexWords(row, statement);
        },
        new FilterFields<StatementRow>()
            .Date("date", row => row.Date)
            .Enum<Statement.Types.State>("state", row => row.State)
            .Text("kind", row => row.Kind)
            .Text("speaker", row => row.Speaker)
            .Enum<AuthorityLevel>("speaker_level", row => row.SpeakerLevel)
            .Text("speaker_organization", row => row.SpeakerOrganization)
            .Enum<Stance>("stance", row => row.Stance)
            .Enum<Confidence>("confidence", row => row.Confidence)
            .List("countries", row => row.Countries)
            .List("topics", row => row.Topics)
            .List("sources", row => row.Sources)
            .List("criteria", row => row.Criteria)
            .List("agreements", row => row.Agreements)
            .List("about_organizations", row => row.AboutOrganizations),
        dated: "date");

    public static readonly ResourceTable<SourceRow, Source> Sources = new(
        (row, source) =>
        {
            row.Publisher = source.Publisher;
            row.Language = source.Language;
            row.PublishedOn = source.PublishedOn;
            row.Confidence = ProtoEnums.NameOf(source.Confidence);
        },
        new FilterFields<SourceRow>()
            .Text("publisher", row => row.Publisher)
            .Text("language", row => row.Language)
            .Date("published_on", row => row.PublishedOn)
            .Enum<Confidence>("confidence", row => row.Confidence));

    /// <summary>Fills what the search looks into; the database brings it into its index.</summary>
    public static void IndexWords(StatementRow row, Statement statement)
    {
        row.SearchSpeaker = Words.Fold(statement.Speaker);
        row.SearchTopics = Words.Fold(statement.Topics);
        row.SearchSummary = Words.Fold(statement.Summary);
        row.SearchQuote = Words.Fold(statement.Quote);
    }
}
