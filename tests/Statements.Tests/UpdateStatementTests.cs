using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using State = Alliance.Statements.V1.Statement.Types.State;

namespace AllianceServices.Statements.Tests;

public abstract class UpdateStatementTests(StoreKind store)
{
    private const string Name = "statements/kirby";

    [Fact]
    public async Task A_mask_changes_what_it_names_and_nothing_else()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby", s =>
        {
            s.Quote = "Fourteen.";
            s.Topics.Add("security-agreements");
        });

        var changed = await app.Client.UpdateStatementAsync(new()
        {
            Statement = new() { Name = Name, Summary = "Expects more.", Speaker = "Somebody else" },
            UpdateMask = Mask("summary", "topics", "quote"),
        });

        var expected = draft.Clone();
        expected.ClearQuote();
        (expected.Summary, expected.Revision, expected.Etag, expected.UpdateTime) = ("Expects more.", 2, "\"2\"", changed.UpdateTime);
        expected.Topics.Clear();
        Assert.Equal(expected, changed);
        Assert.Equal(changed, await app.Client.GetStatementAsync(new() { Name = Name }));
        var change = Assert.Single(await app.ReadLogAsync(after: 2));
        Assert.Equal((Change.Types.Kind.Updated, 2L), (change.Kind, change.Revision));
        Assert.Equal(changed, change.Resource.Unpack<Statement>());
    }

    [Fact]
    public async Task Without_a_mask_what_is_set_is_changed()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby", s => s.Quote = "Fourteen or fifteen.");

        var changed = await app.Client.UpdateStatementAsync(new()
        {
            Statement = new() { Name = Name, Stance = Stance.Supports, Topics = { "summit" }, Quote = "", Revision = 99, State = State.Published },
        });

        Assert.Equal((Stance.Supports, "", 2L, State.Draft), (changed.Stance, changed.Quote, changed.Revision, changed.State));
        Assert.Equal(["summit"], changed.Topics);
        Assert.Equal(draft.Summary, changed.Summary);
    }

    [Fact]
    public async Task A_star_replaces_the_whole_statement()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby", s => s.MergeFrom(Sample.FullStatement()));

        var changed = await app.Client.UpdateStatementAsync(new()
        {
            Statement = Sample.Statement(s => s.Name = Name),
            UpdateMask = Mask("*"),
        });

        var content = changed.Clone();
        (content.Name, content.Revision, content.Etag, content.State, content.CreateTime, content.UpdateTime) = ("", 0, "", 0, null, null);
        Assert.Equal(Sample.Statement(), content);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_makes_no_revision()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");

        var same = await app.Client.UpdateStatementAsync(new() { Statement = draft, UpdateMask = Mask("summary") });

        Assert.Equal(draft, same);
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_correction_of_what_is_published_needs_a_note_and_keeps_it()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");
        await app.Client.PublishStatementAsync(new() { Name = Name });
        var correction = new UpdateStatementRequest { Statement = new() { Name = Name, Summary = "Fifteen." } };

        var failure = await RpcAssert.FailsAsync(
            StatusCode.InvalidArgument, ErrorReason.FieldInvalid, app.Client.UpdateStatementAsync(correction));
        Assert.Equal(["correction_note"], failure.Fields);
        correction.CorrectionNote = "The transcript has fifteen.";
        var corrected = await app.Client.UpdateStatementAsync(correction);

        Assert.Equal((State.Published, 3L, "The transcript has fifteen."), (corrected.State, corrected.Revision, corrected.CorrectionNote));
        Assert.Equal(4, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task A_draft_has_no_correction_note()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.UpdateStatementAsync(new() { Statement = new() { Name = Name, Summary = "Fifteen." }, CorrectionNote = "A typo." }));

        Assert.Equal(["correction_note"], failure.Fields);
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task An_etag_that_is_no_longer_current_aborts()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");
        UpdateStatementRequest Update(string summary) => new() { Statement = new() { Name = Name, Summary = summary }, Etag = draft.Etag };
        await app.Client.UpdateStatementAsync(Update("The first."));

        var failure = await RpcAssert.FailsAsync(
            StatusCode.Aborted, ErrorReason.EtagMismatch, app.Client.UpdateStatementAsync(Update("The second.")));

        Assert.Equal("\"2\"", failure.Info.Metadata["etag"]);
        Assert.Equal("The first.", (await app.Client.GetStatementAsync(new() { Name = Name })).Summary);
    }

    [Fact]
    public async Task Of_many_callers_with_the_same_etag_one_wins()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return (await app.Client.UpdateStatementAsync(
                    new() { Statement = new() { Name = Name, Summary = $"Number {i}." }, Etag = draft.Etag })).Summary;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Aborted)
            {
                return null;
            }
        }));

        var won = Assert.Single(outcomes.OfType<string>());
        Assert.Equal(won, (await app.Client.GetStatementAsync(new() { Name = Name })).Summary);
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task Concurrent_callers_with_one_request_id_change_once_and_get_the_same_answer()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");
        var request = new UpdateStatementRequest
        {
            Statement = new() { Name = Name, Summary = "Fifteen." },
            RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a12",
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Client.UpdateStatementAsync(request).ResponseAsync));

        Assert.Single(answers.Distinct());
        Assert.Equal(3, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.UpdateStatementAsync(new() { Statement = new() { Name = Name, Summary = "Fifteen." } }));
    }

    private static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };

    public class OnSqlite() : UpdateStatementTests(StoreKind.Sqlite);

    public class OnPostgreSql() : UpdateStatementTests(StoreKind.PostgreSql);
}
