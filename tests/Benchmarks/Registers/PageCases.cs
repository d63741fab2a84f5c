using Alliance.Statements.V1;
using AllianceServices.Benchmarks.Common;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>One question, asked through the API and by bare SQL. Each call draws its own values, both the same ones.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Ask">Asks the register and returns how many resources came.</param>
/// <param name="Sql">The bare query, which returns as many snapshots.</param>
/// <param name="Bind">The query's parameters.</param>
internal sealed record PageCase(
    string Name, Func<int, CancellationToken, Task<int>> Ask, string Sql, Func<int, (string Name, object Value)[]> Bind);

/// <summary>What is asked of a register with a number of statements.</summary>
internal sealed class PageCases(StatementsService.StatementsServiceClient client, Database database, int statements)
{
    private const int PageSize = 50;

    // A page and whether there is another.
    private const int Read = PageSize + 1;

    private static readonly string[] Common = ["ukraine", "membership", "reforms", "security", "accession", "summit"];

    public async Task<IReadOnlyList<PageCase>> CreateAsync(CancellationToken cancellationToken)
    {
        var (token, last) = await WalkAsync(statements / 2, cancellationToken);
        return
        [
            new("get by name", GetAsync, """SELECT "Snapshot" FROM statements WHERE "Name" = @name""", i => [("@name", NameOf(i))]),
            ListCase("first page by name", new(), _ => "", i => [], """WHERE "ParentName" = '' ORDER BY "Name" """),
            ListCase("page in the middle by name", new() { PageToken = token }, _ => "", _ => [("@last", last)],
                """WHERE "ParentName" = '' AND "Name" > @last ORDER BY "Name" """),
            ListCase("newest of a month", new() { OrderBy = "date desc" }, i => $"date >= {Month(i)}-01 AND date <= {Month(i)}-28",
                i => [("@first", Month(i) + "-01"), ("@until", Month(i) + "-28")],
                """WHERE "ParentName" = '' AND "Date" >= @first AND "Date" <= @until ORDER BY "Date" DESC, "Name" """),
            SearchCase("search of a rare word", i => [StatementMaker.RareWord(Draw(i))]),
            SearchCase("search of a rare and a common word", i => [StatementMaker.RareWord(Draw(i)), Common[i % Common.Length]]),
            SearchCase("search of a common word", i => [Common[i % Common.Length]]),
        ];
    }

    // Well spread, and the same for both sides.
    private int Draw(int i) => (int)((uint)i * 2654435761 % statements);

    private string NameOf(int i) => Rebuild.Vocabulary.Statement(Draw(i));

    private static string Month(int i) => FormattableString.Invariant($"{2014 + i % 12}-{1 + i / 12 % 12:D2}");

    private async Task<int> GetAsync(int i, CancellationToken cancellationToken)
    {
        await client.GetStatementAsync(new() { Name = NameOf(i) }, cancellationToken: cancellationToken);
        return 1;
    }

    private PageCase ListCase(
        string name, ListStatementsRequest request, Func<int, string> filter, Func<int, (string, object)[]> bind, string sql) =>
        new(name,
            async (i, cancellationToken) =>
            {
                var call = request.Clone();
                (call.PageSize, call.Filter) = (PageSize, filter(i));
                return (await client.ListStatementsAsync(call, cancellationToken: cancellationToken)).Statements.Count;
            },
            $"""SELECT "Snapshot" FROM statements {sql} LIMIT @count""", i => [("@count", Read), .. bind(i)]);

    private PageCase SearchCase(string name, Func<int, string[]> words) =>
        new(name,
            async (i, cancellationToken) => (await client.SearchStatementsAsync(
                new() { Query = string.Join(' ', words(i)), PageSize = PageSize }, cancellationToken: cancellationToken)).Results.Count,
            database.SearchSql, i => [("@count", Read), ("@match", database.Match(words(i)))]);

    // The token of the page after so many statements, and the statement before it.
    private async Task<(string Token, string Last)> WalkAsync(int count, CancellationToken cancellationToken)
    {
        var request = new ListStatementsRequest();
        var last = "";
        for (var seen = 0; seen < count; seen += request.PageSize)
        {
            request.PageSize = Math.Min(1000, count - seen);
            var page = await client.ListStatementsAsync(request, cancellationToken: cancellationToken);
            (request.PageToken, last) = (page.NextPageToken, page.Statements[^1].Name);
        }
        return (request.PageToken, last);
    }
}
