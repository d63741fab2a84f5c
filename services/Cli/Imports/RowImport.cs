using Alliance.Type.V1;
using AllianceServices.Cli.Rows;

namespace AllianceServices.Cli.Imports;

/// <summary>How far an import has come.</summary>
internal sealed record ImportProgress
{
    /// <summary>Rows that made a new resource.</summary>
    public long Created { get; init; }

    /// <summary>Rows whose resource was there with the same content.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that were refused.</summary>
    public long Refused { get; init; }

    /// <summary>The line from which on nothing has been answered yet; none before the first answer.</summary>
    public long? NextLine { get; init; }

    /// <summary>How many bytes of the file lie before that line.</summary>
    public long Bytes { get; init; }

    /// <summary>All rows so far.</summary>
    public long Rows => Created + Unchanged + Refused;
}

/// <summary>
/// Imports rows segment by segment, so that its memory is bounded by a segment, and so that what a lost connection makes one
/// send again is bounded too.
/// </summary>
/// <param name="target">Takes the segments.</param>
/// <param name="onError">Told of each reason why a row is refused, in the order of the rows.</param>
/// <param name="onProgress">Told when a segment is done.</param>
internal sealed class RowImport(IImportTarget target, Action<ImportError> onError, Action<ImportProgress> onProgress)
{
    private const int MostRows = 2000;
    private const int MostBytes = 8 * 1024 * 1024;

    // As many errors as a register names in an answer; it counts them all.
    private const int MostErrors = 1000;

    private readonly List<FileRow> _segment = [];
    private long _bytes;

    /// <summary>How far it has come.</summary>
    public ImportProgress Progress { get; private set; } = new();

    /// <summary>Imports all rows.</summary>
    public async Task RunAsync(IAsyncEnumerable<FileRow> rows, CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var size = row.Message?.Length ?? 0;
            if (_segment.Count == MostRows || (_segment.Count > 0 && _bytes + size > MostBytes))
            {
                await SendAsync(cancellationToken);
            }
            _segment.Add(row);
            _bytes += size;
        }
        if (_segment.Count > 0)
        {
            await SendAsync(cancellationToken);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var good = _segment.Where(row => row.Message is not null).ToList();
        var answer = good.Count > 0 ? await AnswerAsync(good, cancellationToken) : new();
        foreach (var error in answer.Errors.Concat(_segment.SelectMany(row => row.Errors)).OrderBy(error => error.Line))
        {
            onError(error);
        }
        var last = _segment[^1];
        Progress = new()
        {
            Created = Progress.Created + answer.Created,
            Unchanged = Progress.Unchanged + answer.Unchanged,
            Refused = Progress.Refused + answer.Refused + _segment.Count - good.Count,
            NextLine = last.NextLine,
            Bytes = last.End,
        };
        _segment.Clear();
        _bytes = 0;
        onProgress(Progress);
    }

    private async Task<ImportResponse> AnswerAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        var total = await target.SendAsync(rows, cancellationToken);
        for (var answer = total; answer.Errors.Count >= MostErrors;)
        {
            // Some refused rows may not be named. Sending again what lies behind the last one that is makes the register
            // name them; what was created by the first time is unchanged now, and counted already.
            var lastNamed = answer.Errors[^1].Line;
            rows = [.. rows.Where(row => row.Line >= lastNamed)];
            answer = await target.SendAsync(rows, cancellationToken);
            total = Merge(total, answer, lastNamed);
        }
        return total;
    }

    // A row that refers to one behind it may have been refused by the first time and created by the second.
    private static ImportResponse Merge(ImportResponse first, ImportResponse second, long lastNamed) => new()
    {
        Created = first.Created + second.Created,
        Unchanged = first.Unchanged,
        Refused = first.Refused - second.Created,
        Errors = { first.Errors.Where(error => error.Line < lastNamed).Concat(second.Errors) },
    };
}
