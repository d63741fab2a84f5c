using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Resources;

namespace AllianceServices.Agreements.Storage;

/// <summary>The register's resources, with what their lists can filter by.</summary>
internal static class Tables
{
    public static readonly ResourceTable<AgreementRow, Agreement> Agreements = new(
        (row, agreement) =>
        {
            row.Type = ProtoEnums.NameOf(agreement.Type);
            row.Confidence = ProtoEnums.NameOf(agreement.Confidence);
            row.SignedOn = agreement.SignedOn;
            row.Parties = [.. agreement.Parties.Select(party => party.Country.Length > 0 ? party.Country : party.Organization)];
            row.Topics = [.. agreement.Topics];
            row.Criteria = [.. agreement.Criteria];
            row.Sources = [.. agreement.Sources];
        },
        new FilterFields<AgreementRow>()
            .Enum<AgreementType>("type", row => row.Type)
            .Enum<Confidence>("confidence", row => row.Confidence)
            .Date("signed_on", row => row.SignedOn)
            .List("parties", row => row.Parties)
            .List("topics", row => row.Topics)
            .List("criteria", row => row.Criteria)
            .List("sources", row => row.Sources));
}
