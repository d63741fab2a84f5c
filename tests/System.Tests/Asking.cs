using Alliance.Readiness.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.SystemTests;

/// <summary>Asks the Gateway any of its questions.</summary>
internal static class Asking
{
    /// <summary>The answer. A watch is asked for its first message only.</summary>
    public static async Task<IMessage> AskAsync(this TestSystem system, IMessage question) => question switch
    {
        GetReadinessRequest request => await system.Readiness.GetReadinessAsync(request),
        ListReadinessChangesRequest request => await system.Readiness.ListReadinessChangesAsync(request),
        CompareReadinessRequest request => await system.Readiness.CompareReadinessAsync(request),
        SimulateReadinessRequest request => await system.Readiness.SimulateReadinessAsync(request),
        CheckClaimsRequest request => await system.Readiness.CheckClaimsAsync(request),
        GetPositionHistoryRequest request => await system.Readiness.GetPositionHistoryAsync(request),
        ListMemberPositionsRequest request => await system.Readiness.ListMemberPositionsAsync(request),
        WatchReadinessRequest request => await FirstAsync(system, request),
        _ => throw new ArgumentException($"The Gateway does not answer a {question.Descriptor.Name}.", nameof(question)),
    };

    /// <summary>The answer without when it was given and how far the logs had been read.</summary>
    public static IMessage Timeless(this IMessage answer)
    {
        var copy = answer.Descriptor.Parser.ParseFrom(answer.ToByteArray());
        Clear(copy);
        return copy;
    }

    /// <summary>All steps of a track, page by page.</summary>
    public static async Task<List<ReadinessChange>> StepsAsync(
        this TestSystem system, string track, int pageSize = 0, string orderBy = "", string to = "")
    {
        var steps = new List<ReadinessChange>();
        var request = new ListReadinessChangesRequest { Name = track + "/readiness", PageSize = pageSize, OrderBy = orderBy, To = to };
        do
        {
            var page = await system.Readiness.ListReadinessChangesAsync(request);
            Assert.InRange(page.Changes.Count, page.NextPageToken.Length > 0 ? 1 : 0, pageSize == 0 ? 50 : pageSize);
            steps.AddRange(page.Changes);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return steps;
    }

    private static void Clear(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.Name is "known_at" or "fresh_as_of")
            {
                field.Accessor.Clear(message);
            }
            else if (field is { FieldType: FieldType.Message, IsRepeated: false } && field.Accessor.GetValue(message) is IMessage nested)
            {
                Clear(nested);
            }
        }
    }

    private static async Task<IMessage> FirstAsync(TestSystem system, WatchReadinessRequest request)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var call = system.Readiness.WatchReadiness(request, cancellationToken: deadline.Token);
        await call.ResponseStream.MoveNext(deadline.Token);
        return call.ResponseStream.Current;
    }
}
