using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf;
using AgreementRow = Alliance.Agreements.V1.ImportRequest;
using CriteriaRow = Alliance.Criteria.V1.ImportRequest;
using StatementRow = Alliance.Statements.V1.ImportRequest;

namespace AllianceServices.SystemTests.Workload;

/// <summary>What the rules say after a script: its public records, as rows for the oracle.</summary>
internal static class ScriptOracle
{
    public static ReadinessOracle After(IReadOnlyList<IMessage> writes)
    {
        var published = writes.OfType<PublishStatementRequest>().Select(request => request.Name).ToHashSet();
        return new(new ReferenceRows(
            writes.Select(write => Row(write, published)).OfType<IMessage>().Select(row => JsonFormatter.Default.Format(row))));
    }

    private static IMessage? Row(IMessage write, HashSet<string> published)
    {
        switch (write)
        {
            case CreateStatementRequest request when published.Contains($"statements/{request.StatementId}"):
                return new StatementRow { Statement = new(request.Statement) { Name = $"statements/{request.StatementId}" } };
            case CreateAgreementRequest request:
                return new AgreementRow { Agreement = new(request.Agreement) { Name = $"agreements/{request.AgreementId}" } };
            case CreateOrganizationRequest request:
                return new CriteriaRow { Organization = new(request.Organization) { Name = $"organizations/{request.OrganizationId}" } };
            case CreateTrackRequest request:
                return new CriteriaRow { Track = new(request.Track) { Name = $"tracks/{request.TrackId}" } };
            case CreateCriterionRequest request:
                return new CriteriaRow { Criterion = new(request.Criterion) { Name = $"{request.Parent}/criteria/{request.CriterionId}" } };
            case CreateAssessmentRequest request:
                return new CriteriaRow { Assessment = new(request.Assessment) { Name = $"{request.Parent}/assessments/{request.AssessmentId}" } };
            default:
                return null;
        }
    }
}
