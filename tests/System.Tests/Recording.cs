using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.SystemTests;

/// <summary>Sends requests to the register that takes them.</summary>
internal static class Recording
{
    /// <summary>Sends writes one after the other.</summary>
    public static async Task RecordAsync(this TestSystem system, params IEnumerable<IMessage> writes)
    {
        foreach (var write in writes)
        {
            await system.SendAsync(write);
        }
    }

    /// <summary>Sends writes as a careful client does: again while the service is away, under a request id that makes this safe.</summary>
    public static async Task RecordPatientlyAsync(this TestSystem system, params IEnumerable<IMessage> writes)
    {
        foreach (var write in writes)
        {
            var request = write.Descriptor.Parser.ParseFrom(write.ToByteArray());
            request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(request, Guid.NewGuid().ToString());
            await Eventually.BecomesAsync(
                () => system.IsTakenAsync(request), taken => taken, $"{request.Descriptor.Name} is taken");
        }
    }

    /// <summary>Whether a register must be up for a write, to take it or to be asked about what it refers to.</summary>
    public static bool Needs(this IMessage write, string register) => write switch
    {
        CreateStatementRequest or PublishStatementRequest or RetractStatementRequest or CreateSourceRequest => register == "statements",
        CreateAgreementRequest => register == "agreements",
        _ => register is "statements" or "agreements" or "criteria",
    };

    private static async Task<bool> IsTakenAsync(this TestSystem system, IMessage request)
    {
        try
        {
            await system.SendAsync(request);
            return true;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }

    private static async Task<IMessage> SendAsync(this TestSystem system, IMessage write) => write switch
    {
        CreateSourceRequest request => await system.Statements.CreateSourceAsync(request),
        CreateStatementRequest request => await system.Statements.CreateStatementAsync(request),
        PublishStatementRequest request => await system.Statements.PublishStatementAsync(request),
        RetractStatementRequest request => await system.Statements.RetractStatementAsync(request),
        CreateAgreementRequest request => await system.Agreements.CreateAgreementAsync(request),
        CreateOrganizationRequest request => await system.Criteria.CreateOrganizationAsync(request),
        CreateTrackRequest request => await system.Criteria.CreateTrackAsync(request),
        CreateCriterionRequest request => await system.Criteria.CreateCriterionAsync(request),
        CreateAssessmentRequest request => await system.Criteria.CreateAssessmentAsync(request),
        _ => throw new ArgumentException($"No register takes a {write.Descriptor.Name}.", nameof(write)),
    };
}
