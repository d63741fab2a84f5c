using Alliance.Type.V1;
using CsCheck;
using Google.Protobuf;
using AgreementRow = Alliance.Agreements.V1.ExportResponse;
using StatementRow = Alliance.Statements.V1.ExportResponse;

namespace AllianceServices.Cli.Tests;

/// <summary>What is written as CSV is read back as it was.</summary>
public class CsvRoundTripTests
{
    private const int Iterations = 300;

    [Fact]
    public Task Sources() => Any.Source.Array[1, 4].SampleAsync(
        sources => AssertSurviveAsync(Kind.Sources, sources, source => new StatementRow { Source = source }, row => row.Statement().Source),
        iter: Iterations);

    [Fact]
    public Task Statements() => Any.Statement.Array[1, 4].SampleAsync(
        statements => AssertSurviveAsync(
            Kind.Statements, statements, statement => new StatementRow { Statement = statement }, row => row.Statement().Statement),
        iter: Iterations);

    [Fact]
    public Task Agreements() => Any.Agreement.Array[1, 4].SampleAsync(
        agreements => AssertSurviveAsync(
            Kind.Agreements, agreements, agreement => new AgreementRow { Agreement = agreement }, row => row.Agreement().Agreement),
        iter: Iterations);

    private static async Task AssertSurviveAsync<T>(
        Kind kind, T[] resources, Func<T, IMessage> toRow, Func<Rows.FileRow, T> ofRow) where T : IResource
    {
        var csv = await CsvWriteTests.WriteAsync(kind, resources.Select(toRow));

        var copies = await Files.ReadAsync(csv, kind, FileFormat.Csv);

        // Messages count as equal where one lacks a string that is there and empty in the other; their bytes do not.
        Assert.Equal(resources.Select(resource => resource.ToByteString()), copies.Select(copy => ofRow(copy).ToByteString()));
    }
}
