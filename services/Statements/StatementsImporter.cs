using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;
using AllianceServices.Statements.Storage;

namespace AllianceServices.Statements;

/// <summary>Imports statements, which are published at once, and retracted if a row says so, and sources.</summary>
public sealed class StatementsImporter(Register<StatementsContext> register, RequestValidator validator)
    : Importer<StatementsContext, ImportRequest>(register, validator)
{
    /// <inheritdoc/>
    protected override IEnumerable<string> NamesIn(IResource resource) => (resource as Statement)?.Sources ?? [];

    /// <inheritdoc/>
    protected override IEnumerable<FieldViolation> Complete(ImportRequest request, IResource resource)
    {
        if (request.RetractionReason.Length == 0)
        {
            return [];
        }
        if (resource is not Statement statement)
        {
            return [new("retraction_reason", "is for statements alone")];
        }
        if (string.IsNullOrWhiteSpace(request.RetractionReason))
        {
            return [new("retraction_reason", "must not be blank")];
        }
        // Where the importer finds it again.
        statement.RetractionReason = request.RetractionReason;
        return [];
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<FieldViolation>> CheckAsync(
        WriteTransaction<StatementsContext> tx, Row row, IReadOnlySet<string> references, CancellationToken cancellationToken) =>
        row.Resource is Statement statement
            ? await StatementRules.CheckAsync(tx.Db, statement, row.Path, cancellationToken)
            : [];

    /// <inheritdoc/>
    protected override async Task<ImportOutcome> ImportAsync(
        WriteTransaction<StatementsContext> tx, IResource resource, CancellationToken cancellationToken)
    {
        if (resource is Source source)
        {
            return await Tables.Sources.ImportAsync(tx, source, Change.Types.Kind.Created, cancellationToken);
        }
        var statement = (Statement)resource;
        var reason = statement.RetractionReason;
        // The row stays as it is: it may be tried again.
        var published = new Statement(statement) { State = Statement.Types.State.Published };
        published.ClearRetractionReason();
        var outcome = await Tables.Statements.ImportAsync(tx, published, Change.Types.Kind.Published, cancellationToken);
        if (outcome == ImportOutcome.Created && reason.Length > 0)
        {
            var retracted = new Statement(published) { State = Statement.Types.State.Retracted, RetractionReason = reason };
            await Tables.Statements.SaveAsync(tx, retracted, Change.Types.Kind.Retracted, cancellationToken);
        }
        return outcome == ImportOutcome.Unchanged && !await StandsAsync(tx, statement.Name, reason, cancellationToken)
            ? ImportOutcome.Conflict
            : outcome;
    }

    // A draft is not what an import makes, nor is what was retracted unless the row says so, for the same reason.
    private static async Task<bool> StandsAsync(
        WriteTransaction<StatementsContext> tx, string name, string reason, CancellationToken cancellationToken) =>
        await Tables.Statements.FindAsync(tx.Db, name, cancellationToken) is { } there
        && there.RetractionReason == reason
        && there.State == (reason.Length > 0 ? Statement.Types.State.Retracted : Statement.Types.State.Published);
}
