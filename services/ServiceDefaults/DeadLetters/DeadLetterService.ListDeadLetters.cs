using Alliance.Operations.V1;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.DeadLetters;

public sealed partial class DeadLetterService
{
    /// <inheritdoc/>
    public override async Task<ListDeadLettersResponse> ListDeadLetters(ListDeadLettersRequest request, ServerCallContext context)
    {
        var page = await box.ListAsync(request, context.CancellationToken);
        return new() { DeadLetters = { page.Items.Select(ToMessage) }, NextPageToken = page.NextPageToken };
    }
}
