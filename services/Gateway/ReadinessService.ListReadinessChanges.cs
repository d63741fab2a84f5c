using System.Collections.Immutable;
using System.Globalization;
using Alliance.Errors.V1;
using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    private const int DefaultPageSize = 50;

    /// <inheritdoc/>
    public override Task<ListReadinessChangesResponse> ListReadinessChanges(
        ListReadinessChangesRequest request, ServerCallContext context)
    {
        var newestFirst = IsNewestFirst(request.OrderBy);
        var (from, to) = (IsoDate.ParseOptional(request.From) ?? DateOnly.MinValue, DayOrToday(request.To));
        RefuseReversed(from, to);
        var views = Views;
        var question = QuestionOf(request);
        var cut = CutAt(request.KnownAt);
        if (request.PageToken.Length > 0)
        {
            var (last, positions) = ReadPageToken(question, request.PageToken, from, to, views);
            cut = cut.Within(positions);
            (from, to) = newestFirst ? (from, last.AddDays(-1)) : (last, to);
        }
        var size = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        var track = ViewOf(views, TrackOf(request.Name), cut);
        // One more than the page holds shows whether there is a next one.
        var steps = Timeline.Steps(track, from, to, newestFirst, context.CancellationToken).Take(size + 1).ToList();
        return Task.FromResult(new ListReadinessChangesResponse
        {
            Changes = { steps.Take(size) },
            NextPageToken = steps.Count > size
                ? new Cursor(steps[size - 1].Date, cut.Positions ?? views.Model.LogPositions).Write(question)
                : "",
            Method = ReadinessMethodV1.Name,
            KnownAt = request.PageToken.Length > 0 ? request.KnownAt : KnownAtOrNow(request.KnownAt),
            FreshAsOf = { cut.Positions?.ToMessages() ?? FreshAsOf(views) },
        });
    }

    private static bool IsNewestFirst(string orderBy) => orderBy switch
    {
        "" or "date" => false,
        "date desc" => true,
        _ => throw RpcErrors.InvalidArgument(new FieldViolation("order_by", "must be date or date desc")),
    };

    private static string QuestionOf(ListReadinessChangesRequest request)
    {
        var question = request.Clone();
        question.PageToken = "";
        question.PageSize = 0;
        return question.ToString();
    }

    // The date of the last step of the page before, and what was known when the first was made.
    private static (DateOnly Last, ImmutableSortedDictionary<string, long> Positions) ReadPageToken(
        string question, string token, DateOnly from, DateOnly to, ModelViews views)
    {
        if (!Cursor.TryRead(question, token, out var cursor)
            || !DateOnly.TryParseExact(cursor.Mark, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            || last <= from || last > to)
        {
            throw RpcErrors.InvalidArgument(new FieldViolation(
                "page_token", "was not made for this track, these dates and this order", ErrorReason.PageTokenInvalid));
        }
        // The page before came from a replica that has read more than this one has so far.
        return Unread(cursor, views) is { } register
            ? throw RpcErrors.ViewNotReady(register)
            : (last, cursor.Positions);
    }

    private static string? Unread(Cursor cursor, ModelViews views) =>
        cursor.Positions.FirstOrDefault(p => p.Value > views.Model.LogPositions.GetValueOrDefault(p.Key)).Key;
}
