using Alliance.Statements.V1;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Search;
using AllianceServices.Statements.Storage;
using Grpc.Core;

namespace AllianceServices.Statements;

public sealed partial class StatementsService
{
    private const int DefaultResults = 20;

    /// <inheritdoc/>
    public override async Task<SearchStatementsResponse> SearchStatements(
        SearchStatementsRequest request, ServerCallContext context)
    {
        var query = SearchQuery.Parse(request.Query);
        var list = new ListQuery("statements:search", $"{request.Query}\0{request.Filter}");
        var after = list.After(request.PageToken) is { } place ? StatementSearch.Place.Parse(place) ?? throw ListQuery.Invalid() : null;
        var size = request.PageSize == 0 ? DefaultResults : request.PageSize;
        await using var db = await register.OpenAsync(context.CancellationToken);
        // Snippets count too: they can be as long as what they are of.
        var found = StatementSearch.Find(db, query, request.Filter, after, size + 1).Select(one => (one.Place, Result: ResultOf(one, query)));
        var (page, hasMore) = await PageBytes.TakeAsync(found, size, one => one.Result.CalculateSize(), context.CancellationToken);
        return new()
        {
            Results = { page.Select(one => one.Result) },
            NextPageToken = hasMore ? list.TokenAfter(page[^1].Place.ToString()) : "",
        };
    }

    private static SearchResult ResultOf(StatementSearch.Found found, SearchQuery query)
    {
        var statement = Statement.Parser.ParseFrom(found.Snapshot);
        return new() { Statement = statement, Snippets = { Snippets.Of(statement, query) }, Score = found.Score };
    }
}
