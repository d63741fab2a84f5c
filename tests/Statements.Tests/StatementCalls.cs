using Alliance.Statements.V1;
using AllianceServices.TestKit;
using AllianceServices.TestKit.History;

namespace AllianceServices.Statements.Tests;

/// <summary>Calls on a few statements and sources, drawn by chance: most are good, some come too late or twice.</summary>
internal sealed class StatementCalls(StatementsApp app)
{
    // As many as go past Entity Framework when they are imported, and some more.
    private const int Imported = 10;

    private static readonly string[] Words = ["Ukraine", "Türkiye", "membership", "an invitation", "Київ", "not now"];

    public Operation Draw(Random random, string requestId)
    {
        var (id, number) = ("abcd"[random.Next(4)].ToString(), random.Next(1000));
        return random.Next(12) switch
        {
            0 or 1 or 2 => Create(id, requestId, $"Number {number}.", Words[random.Next(Words.Length)]),
            3 or 4 => Operation.Of($"publish {id}", requestId, () => app.Client.PublishStatementAsync(
                new() { Name = $"statements/{id}", RequestId = requestId }).ResponseAsync),
            5 => Operation.Of($"retract {id}", requestId, () => app.Client.RetractStatementAsync(
                new() { Name = $"statements/{id}", Reason = $"Reason {number}.", RequestId = requestId }).ResponseAsync),
            6 or 7 => Update(requestId, $"Note {number}.", etag: "", new() { Name = $"statements/{id}", Quote = Words[random.Next(Words.Length)] }),
            8 => Update(requestId, note: "", etag: $"\"{number % 4}\"", new() { Name = $"statements/{id}", Venue = $"Venue {number}" }),
            9 => Operation.Of($"create source {id}", requestId, () => app.Client.CreateSourceAsync(
                new() { SourceId = id, Source = Sample.Source(), RequestId = requestId }).ResponseAsync),
            10 => Operation.Of($"update source {id}", requestId, () => app.Client.UpdateSourceAsync(
                new() { Source = new() { Name = Sample.SourceName, Publisher = $"Publisher {number}" }, RequestId = requestId }).ResponseAsync),
            _ => Import(number % 3),
        };
    }

    private Operation Create(string id, string requestId, string summary, string topic) =>
        Operation.Of($"create {id}", requestId, () => app.Client.CreateStatementAsync(new()
        {
            StatementId = id,
            Statement = Sample.FullStatement(statement =>
            {
                statement.Summary = summary;
                statement.Topics.Add(topic.Contains(' ', StringComparison.Ordinal) ? "two-words" : "one-word");
            }),
            RequestId = requestId,
        }).ResponseAsync);

    private Operation Update(string requestId, string note, string etag, Statement patch) =>
        Operation.Of($"update {patch.Name}", requestId, () => app.Client.UpdateStatementAsync(
            new() { Statement = patch, CorrectionNote = note, Etag = etag, RequestId = requestId }).ResponseAsync);

    private Operation Import(int part) => Operation.Of($"import {part}", requestId: "", () => app.ImportAsync(
        Enumerable.Range(1, Imported).Select(line => new ImportRequest
        {
            Line = line,
            Statement = Sample.Statement(statement => statement.Name = $"statements/imported-{part}-{line}"),
        })));
}
