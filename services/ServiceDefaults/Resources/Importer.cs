using System.Runtime.CompilerServices;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.ServiceDefaults.Validation;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// Takes an import stream: rows are checked one by one, the good ones of each chunk are committed in one transaction, the
/// others are reported by line. Memory is bounded by the chunk and by the number of errors that are reported.
/// </summary>
public abstract class Importer<TContext, TRequest>(Register<TContext> register, RequestValidator validator)
    where TContext : RegisterContext
    where TRequest : class, IMessage
{
    private const int ChunkSize = 200;
    private const int ChunkBytes = 4 * 1024 * 1024;
    private const int MaxErrors = 1000;
    private static readonly HashSet<string> NoReferences = [];

    /// <summary>One row that has passed the checks of its fields.</summary>
    /// <param name="Line">Its line in the client's input.</param>
    /// <param name="Path">The name of the row's field, `statement`, with which the paths of violations begin.</param>
    /// <param name="Resource">The resource.</param>
    protected sealed record Row(long Line, string Path, IResource Resource);

    // A row as it was read: its fields are good, or what is wrong with them.
    private sealed record Entry(long Line, Row? Good, IReadOnlyList<FieldViolation> Violations);

    /// <summary>Which of the records that the rows of a chunk refer to in other registers exist. Asked before the transaction.</summary>
    protected virtual Task<IReadOnlySet<string>> FindReferencesAsync(IReadOnlyList<Row> rows, DateTime deadline) =>
        Task.FromResult<IReadOnlySet<string>>(NoReferences);

    /// <summary>The names in this register that the checks of a row ask for, beside the resource's own.</summary>
    protected virtual IEnumerable<string> NamesIn(IResource resource) => [];

    /// <summary>What is wrong with a row beyond its fields: rules of the register and references.</summary>
    /// <param name="references">What <see cref="FindReferencesAsync"/> found.</param>
    protected abstract Task<IReadOnlyList<FieldViolation>> CheckAsync(
        WriteTransaction<TContext> tx, Row row, IReadOnlySet<string> references, CancellationToken cancellationToken);

    /// <summary>Takes over what a row says beside its resource, and says what is wrong with that.</summary>
    protected virtual IEnumerable<FieldViolation> Complete(TRequest request, IResource resource) => [];

    /// <summary>Adds the row.</summary>
    protected abstract Task<ImportOutcome> ImportAsync(
        WriteTransaction<TContext> tx, IResource resource, CancellationToken cancellationToken);

    /// <summary>Runs an import to its end.</summary>
    public async Task<ImportResponse> RunAsync(IAsyncStreamReader<TRequest> rows, ServerCallContext call)
    {
        var response = new ImportResponse();
        var actor = Actors.Of(call);
        // A chunk is committed while the next one is read.
        var committing = Task.FromResult(new ImportResponse());
        try
        {
            await foreach (var chunk in ReadChunksAsync(rows, call.CancellationToken))
            {
                Merge(response, await committing);
                committing = Task.Run(() => CommitAsync(chunk, actor, call), CancellationToken.None);
            }
            Merge(response, await committing);
            return response;
        }
        finally
        {
            // The call must not end before what it does.
            await ((Task)committing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // At least one, so that an empty import has an answer like any other.
    private async IAsyncEnumerable<List<Entry>> ReadChunksAsync(
        IAsyncStreamReader<TRequest> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (chunk, bytes, read) = (new List<Entry>(), 0, 0);
        bool? isRow;
        while ((isRow = await TryMoveNextAsync(rows, cancellationToken)) is true)
        {
            var entry = Read(rows.Current);
            read++;
            chunk.Add(entry);
            bytes += entry.Good is null ? 0 : rows.Current.CalculateSize();
            if (chunk.Count == ChunkSize || bytes >= ChunkBytes)
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }
        }
        yield return chunk;
        if (isRow is null)
        {
            throw RpcErrors.InvalidArgument(new FieldViolation(
                $"rows[{read}]", "is no message of the contract: its bytes are broken, or text in it is not UTF-8. The rows before it were taken"));
        }
    }

    // Null for a row that cannot be read, after which nothing can.
    private static async Task<bool?> TryMoveNextAsync(IAsyncStreamReader<TRequest> rows, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.MoveNext(cancellationToken);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    // A chunk is one transaction: a failure in it adds nothing to the report that was not committed.
    private async Task<ImportResponse> CommitAsync(List<Entry> chunk, string actor, ServerCallContext call)
    {
        var references = await FindReferencesAsync([.. chunk.Select(entry => entry.Good).OfType<Row>()], call.Deadline);
        var (report, sequence) = await register.TransactAsync(
            actor, "", async tx => (await ImportChunkAsync(tx, chunk, references, call.CancellationToken), tx.Sequence),
            call.CancellationToken);
        // Each chunk's takes the place of the one before, so that an import that fails tells of what it committed.
        FreshnessToken.Answer(call, register.Name, sequence);
        return report;
    }

    private async Task<ImportResponse> ImportChunkAsync(
        WriteTransaction<TContext> tx, List<Entry> entries, IReadOnlySet<string> references, CancellationToken cancellationToken)
    {
        var report = new ImportResponse();
        var resources = entries.Select(entry => entry.Good?.Resource).OfType<IResource>();
        await tx.PreloadAsync(resources.SelectMany(resource => NamesIn(resource).Append(resource.Name)), cancellationToken);
        foreach (var entry in entries)
        {
            var violations = entry.Good is null
                ? entry.Violations
                : await CheckAsync(tx, entry.Good, references, cancellationToken);
            if (entry.Good is not { } row || violations.Count > 0)
            {
                Refuse(report, entry.Line, violations);
                continue;
            }
            switch (await ImportAsync(tx, row.Resource, cancellationToken))
            {
                case ImportOutcome.Created:
                    report.Created++;
                    break;
                case ImportOutcome.Unchanged:
                    report.Unchanged++;
                    break;
                default:
                    Refuse(report, row.Line, [new FieldViolation($"{row.Path}.name",
                        $"{row.Resource.Name} exists already with other content or in another state", ErrorReason.ResourceAlreadyExists)]);
                    break;
            }
        }
        return report;
    }

    private Entry Read(TRequest request)
    {
        var line = (long)request.Descriptor.FindFieldByName("line").Accessor.GetValue(request);
        var field = request.Descriptor.Oneofs.Single(oneof => oneof.Name == "row").Accessor.GetCaseFieldDescriptor(request);
        if (field is null)
        {
            return new(line, null, [new FieldViolation("row", "is required")]);
        }
        var resource = (IResource)field.Accessor.GetValue(request);
        OutputOnly.Clear(resource);
        var violations = validator.CheckRow(request, resource, field.Name);
        if (violations.Count == 0)
        {
            violations = [.. Complete(request, resource)];
        }
        return new(line, violations.Count == 0 ? new Row(line, field.Name, resource) : null, violations);
    }

    private static void Refuse(ImportResponse report, long line, IReadOnlyList<FieldViolation> violations)
    {
        report.Refused++;
        foreach (var violation in violations.Take(Math.Min(FieldViolation.Most, MaxErrors - report.Errors.Count)))
        {
            report.Errors.Add(new ImportError
            {
                Line = line,
                Field = violation.Field,
                Description = violation.Description,
                Reason = RpcErrors.Name(violation.Reason),
            });
        }
    }

    private static void Merge(ImportResponse total, ImportResponse chunk)
    {
        total.Created += chunk.Created;
        total.Unchanged += chunk.Unchanged;
        total.Refused += chunk.Refused;
        total.Errors.AddRange(chunk.Errors.Take(MaxErrors - total.Errors.Count));
    }
}
