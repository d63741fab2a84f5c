using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;
using AllianceServices.Statements.Storage;

namespace AllianceServices.Statements;

/// <summary>Imports statements, which are published at once, and sources.</summary>
public sealed class StatementsImporter(Register<StatementsContext> register, RequestValidator validator)
    : Importer<StatementsContext, ImportRequest>(register, validator)
{
    /// <inheritdoc/>
    protected override IEnumerable<string> NamesIn(IResource resource) => (resource as Statement)?.Sources ?? [];

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
        statement.State = Statement.Types.State.Published;
        var outcome = await Tables.Statements.ImportAsync(tx, statement, Change.Types.Kind.Published, cancellationToken);
        return outcome == ImportOutcome.Unchanged && !await IsPublishedAsync(tx, statement.Name, cancellationToken)
            ? ImportOutcome.Conflict
            : outcome;
    }

    // A draft and what was retracted are not what an import makes.
    private static async Task<bool> IsPublishedAsync(WriteTransaction<StatementsContext> tx, string name, CancellationToken cancellationToken) =>
        (await Tables.Statements.FindAsync(tx.Db, name, cancellationToken))?.State == Statement.Types.State.Published;
}
