using Alliance.Type.V1;
using AllianceServices.Cli.Imports;
using AllianceServices.Cli.Rows;

namespace AllianceServices.Cli.Tests;

/// <summary>Rows go out in segments, and what comes back is told as it comes.</summary>
public class RowImportTests
{
    private static readonly string[] Reasons = ["a", "b", "c"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_segment_has_2000_rows_at_most()
    {
        var register = new FakeRegister(_ => Created);
        var told = new List<ImportProgress>();

        await new RowImport(register, _ => Assert.Fail(), told.Add).RunAsync(Rows(4500), Ct);

        Assert.Equal([(1, 2000), (2001, 4000), (4001, 4500)], register.Calls.Select(call => (call[0].Line, call[^1].Line)));
        Assert.Equal([(2000, 2001, 20000), (4000, 4001, 40000), (4500, 4501, 45000)],
            told.Select(progress => (progress.Created, progress.NextLine!.Value, progress.Bytes)));
    }

    [Fact]
    public async Task A_segment_has_8_MiB_at_most()
    {
        var register = new FakeRegister(_ => Created);

        await new RowImport(register, _ => Assert.Fail(), _ => { }).RunAsync(Rows(7, size: 3 * 1024 * 1024), Ct);

        Assert.Equal([2, 2, 2, 1], register.Calls.Select(call => call.Count));
    }

    [Fact]
    public async Task Errors_come_in_the_order_of_the_rows_whoever_found_them()
    {
        var register = new FakeRegister(line => line % 2 == 0 ? Refused(line, "of the register") : Created);
        var errors = new List<string>();
        var import = new RowImport(register, error => errors.Add($"{error.Line} {error.Description}"), _ => { });

        await import.RunAsync(new[] { Good(2), Bad(3), Good(4), Good(5), Bad(6) }.ToAsyncEnumerable(), Ct);

        Assert.Equal(["2 of the register", "3 of the file", "4 of the register", "6 of the file"], errors);
        Assert.Equal((1, 0, 4), (import.Progress.Created, import.Progress.Unchanged, import.Progress.Refused));
        Assert.Equal([2, 4, 5], Assert.Single(register.Calls).Select(row => row.Line));
    }

    [Fact]
    public async Task Nothing_is_sent_of_a_file_without_a_good_row()
    {
        var register = new FakeRegister(_ => Created);
        var import = new RowImport(register, _ => { }, _ => { });

        await import.RunAsync(new[] { Bad(1), Bad(2) }.ToAsyncEnumerable(), Ct);

        Assert.Empty(register.Calls);
        Assert.Equal((2, 3), (import.Progress.Refused, import.Progress.NextLine));
    }

    // A register names the first 1,000 violations of a call.
    [Fact]
    public async Task Every_refused_row_is_named_however_many_there_are()
    {
        var register = new FakeRegister(line => line % 10 == 0 ? Created : Refused(line, Reasons));
        var errors = new List<(long, string)>();
        var import = new RowImport(register, error => errors.Add((error.Line, error.Description)), _ => { });

        await import.RunAsync(Rows(1900), Ct);

        Assert.Equal(
            from line in Enumerable.Range(1, 1900) where line % 10 != 0 from what in Reasons select ((long)line, what),
            errors);
        Assert.Equal((190, 0, 1710), (import.Progress.Created, import.Progress.Unchanged, import.Progress.Refused));
    }

    [Fact]
    public async Task A_row_that_is_taken_when_it_is_sent_again_counts_as_created()
    {
        // 1500 refers to 1501, which is there only from the second time on.
        var register = new FakeRegister(line => line == 1501 ? Created : Refused(line, "no"));
        register.After(1, line => line == 1500 ? Created : null);
        var errors = new List<long>();
        var import = new RowImport(register, error => errors.Add(error.Line), _ => { });

        await import.RunAsync(Rows(1600), Ct);

        Assert.Equal(Enumerable.Range(1, 1600).Except([1500, 1501]).Select(line => (long)line), errors);
        Assert.Equal((2, 0, 1598), (import.Progress.Created, import.Progress.Unchanged, import.Progress.Refused));
    }

    [Fact]
    public async Task A_segment_that_fails_leaves_what_was_done_before()
    {
        var register = new FakeRegister(line => line > 2000 ? throw new IOException("gone") : Created);
        var import = new RowImport(register, _ => { }, _ => { });

        await Assert.ThrowsAsync<IOException>(() => import.RunAsync(Rows(3000), Ct));

        Assert.Equal((2000, 2001), (import.Progress.Created, import.Progress.NextLine));
    }

    private static ImportResponse Created { get; } = new() { Created = 1 };

    private static ImportResponse Refused(long line, params IEnumerable<string> why) => new()
    {
        Refused = 1,
        Errors = { why.Select(what => new ImportError { Line = line, Description = what }) },
    };

    private static IAsyncEnumerable<FileRow> Rows(int count, int size = 1) =>
        Enumerable.Range(1, count).Select(line => Good(line, size)).ToAsyncEnumerable();

    private static FileRow Good(long line, int size = 1) => new(line, line + 1, line * 10, new byte[size], []);

    private static FileRow Bad(long line) =>
        new(line, line + 1, line * 10, null, [new ImportError { Line = line, Description = "of the file" }]);

    // Answers row by row; a row that was created once is unchanged from then on.
    private sealed class FakeRegister(Func<long, ImportResponse> answer) : IImportTarget
    {
        private readonly HashSet<long> _created = [];
        private Func<long, ImportResponse?>? _later;
        private int _from;

        public List<IReadOnlyList<FileRow>> Calls { get; } = [];

        public void After(int calls, Func<long, ImportResponse?> later) => (_from, _later) = (calls, later);

        public Task<ImportResponse> SendAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
        {
            var total = new ImportResponse();
            foreach (var row in rows)
            {
                var one = _created.Contains(row.Line) ? new() { Unchanged = 1 }
                    : (Calls.Count >= _from ? _later?.Invoke(row.Line) : null) ?? answer(row.Line);
                if (one.Created > 0)
                {
                    _created.Add(row.Line);
                }
                total.Created += one.Created;
                total.Unchanged += one.Unchanged;
                total.Refused += one.Refused;
                total.Errors.Add(one.Errors.Take(1000 - total.Errors.Count));
            }
            Calls.Add(rows);
            return Task.FromResult(total);
        }
    }
}
