using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Resources;

namespace AllianceServices.MembershipCriteria.Storage;

/// <summary>The register's resources, with what their lists can filter by.</summary>
internal static class Tables
{
    public static readonly ResourceTable<OrganizationRow, Organization> Organizations = new(
        (row, organization) =>
        {
            row.ShortName = organization.ShortName;
            row.Members = [.. organization.Members.Select(member => member.Country)];
        },
        new FilterFields<OrganizationRow>()
            .Text("short_name", row => row.ShortName)
            .List("members", row => row.Members));

    public static readonly ResourceTable<TrackRow, Track> Tracks = new(
        (row, track) =>
        {
            row.Organization = track.Organization;
            row.Candidate = track.Candidate;
        },
        new FilterFields<TrackRow>()
            .Text("organization", row => row.Organization)
            .Text("candidate", row => row.Candidate));

    public static readonly ResourceTable<CriterionRow, Criterion> Criteria = new(
        (row, criterion) =>
        {
            row.Kind = ProtoEnums.NameOf(criterion.Kind);
            row.Scale = ProtoEnums.NameOf(criterion.Scale);
            row.Gate = criterion.Gate;
            row.DetailedCriterion = criterion.Parent;
            row.Confidence = ProtoEnums.NameOf(criterion.Confidence);
        },
        new FilterFields<CriterionRow>()
            .Enum<Criterion.Types.Kind>("kind", row => row.Kind)
            .Enum<Criterion.Types.Scale>("scale", row => row.Scale)
            .Flag("gate", row => row.Gate)
            .Text("parent", row => row.DetailedCriterion)
            .Enum<Confidence>("confidence", row => row.Confidence));

    public static readonly ResourceTable<AssessmentRow, Assessment> Assessments = new(
        (row, assessment) =>
        {
            row.Date = assessment.Date;
            row.Status = ProtoEnums.NameOf(assessment.Status);
            row.Assessor = assessment.Assessor;
            row.Confidence = ProtoEnums.NameOf(assessment.Confidence);
            row.Evidence = [.. assessment.Evidence];
            row.Sources = [.. assessment.Sources];
        },
        new FilterFields<AssessmentRow>()
            .Date("date", row => row.Date)
            .Enum<Status>("status", row => row.Status)
            .Text("assessor", row => row.Assessor)
            .Enum<Confidence>("confidence", row => row.Confidence)
            .List("evidence", row => row.Evidence)
            .List("sources", row => row.Sources),
        dated: "date");

    public static readonly ResourceTable<PositionRow, Position> Positions = new(
        (row, position) => row.Party = position.Party,
        new FilterFields<PositionRow>().Text("party", row => row.Party));
}
