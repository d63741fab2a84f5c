using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

/// <summary>Bytes that gRPC carries and that the contract does not have.</summary>
public class ForeignBytesTests
{
    // Field 999 with three bytes.
    private static readonly byte[] Unknown = [0xBA, 0x3E, 3, 1, 2, 3];

    private static readonly Method<byte[], ImportResponse> Import = new(
        MethodType.ClientStreaming, Alliance.Statements.V1.StatementsService.Descriptor.FullName, "Import",
        Marshallers.Create(bytes => bytes, bytes => bytes), Marshallers.Create(response => response.ToByteArray(), ImportResponse.Parser.ParseFrom));

    private static T With<T>(T message, byte[] bytes) where T : IMessage<T>
    {
        message.MergeFrom(bytes);
        return message;
    }

    private static async Task<ImportResponse> ImportAsync(StatementsApp app, params byte[][] rows)
    {
        using var call = app.Service.Grpc.AsyncClientStreamingCall(Import, null, new CallOptions());
        foreach (var row in rows)
        {
            await call.RequestStream.WriteAsync(row);
        }
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    [Fact]
    public async Task A_field_that_the_contract_does_not_have_is_refused_wherever_it_is()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        var position = With(new PositionEntry { Organization = "organizations/nato" }, Unknown);

        var whole = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.GetStatementAsync(With(new GetStatementRequest { Name = "statements/a" }, Unknown)));
        var inside = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.CreateStatementAsync(new() { StatementId = "a", Statement = With(Sample.Statement(), Unknown) }));
        var deep = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => app.AddAsync("a", statement => statement.Positions.Add([new(), position])));

        Assert.Equal(["request"], whole.Fields);
        Assert.Equal(["statement"], inside.Fields);
        Assert.Equal("statement.positions[1]", deep.Fields[0]);
        Assert.Equal(1, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task In_a_row_of_an_import_it_is_that_row_which_is_refused()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();

        var response = await app.ImportAsync(
            new ImportRequest { Line = 7, Statement = With(Sample.Statement(s => s.Name = "statements/a"), Unknown) },
            new ImportRequest { Line = 8, Statement = Sample.Statement(s => s.Name = "statements/b") });

        Assert.Equal((1, 1), (response.Created, response.Refused));
        Assert.Equal((7L, "statement"), (response.Errors.Single().Line, response.Errors.Single().Field));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_ends_an_import_by_its_number_and_those_before_it_are_taken()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        var good = new ImportRequest { Line = 1, Statement = Sample.Statement(s => s.Name = "statements/a") }.ToByteArray();
        var broken = new ImportRequest { Line = 2, Statement = Sample.Statement(s => (s.Name, s.Summary) = ("statements/b", "ABCD")) }.ToByteArray();
        // No text in UTF-8 has such a byte.
        broken[broken.AsSpan().IndexOf("ABCD"u8)] = 0xFF;

        var failure = await RpcAssert.FailsAsync(
            StatusCode.InvalidArgument, ErrorReason.FieldInvalid, () => ImportAsync(app, good, broken, good));

        Assert.Equal(["rows[1]"], failure.Fields);
        Assert.Equal(["statements/a"], (await app.Client.ListStatementsAsync(new())).Statements.Select(statement => statement.Name));
    }
}
