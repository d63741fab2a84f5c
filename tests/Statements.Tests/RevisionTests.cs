using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Grpc.Core;
using Kind = Alliance.Type.V1.Change.Types.Kind;

namespace AllianceServices.Statements.Tests;

/// <summary>Nothing is overwritten: every revision of a resource can be read again.</summary>
public abstract class RevisionTests(StoreKind store)
{
    private const string Name = "statements/kirby";

    [Fact]
    public async Task Every_revision_is_listed_with_who_made_it_the_newest_first()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        var draft = await app.AddAsync("kirby");
        var asEditor = new Metadata { { "alliance-actor", "editor" } };
        var published = await app.Client.PublishStatementAsync(new() { Name = Name }, asEditor);
        await app.AddAsync("other");
        var corrected = await app.Client.UpdateStatementAsync(
            new() { Statement = new() { Name = Name, Summary = "Fifteen." }, CorrectionNote = "The transcript." }, asEditor);

        var page = await app.Client.ListStatementRevisionsAsync(new() { Name = Name });

        Assert.Equal([corrected, published, draft], page.Revisions.Select(r => r.Statement));
        Assert.Equal(
            [(5, Kind.Updated, "editor"), (3, Kind.Published, "editor"), (2, Kind.Created, "anonymous")],
            page.Revisions.Select(r => ((int)r.Revision.Sequence, r.Revision.Kind, r.Revision.Actor)));
        Assert.Equal([corrected.UpdateTime, published.UpdateTime, draft.UpdateTime], page.Revisions.Select(r => r.Revision.RecordTime));
        Assert.Empty(page.NextPageToken);
    }

    [Fact]
    public async Task Pages_cover_all_revisions_and_new_ones_do_not_shift_them()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        for (var i = 0; i < 5; i++)
        {
            await app.Client.UpdateSourceAsync(new() { Source = new() { Name = Sample.SourceName, Title = $"Title {i}" } });
        }
        var seen = new List<long>();
        var token = "";
        do
        {
            var page = await app.Client.ListSourceRevisionsAsync(new() { Name = Sample.SourceName, PageSize = 2, PageToken = token });
            seen.AddRange(page.Revisions.Select(r => r.Source.Revision));
            token = page.NextPageToken;
            await app.Client.UpdateSourceAsync(new() { Source = new() { Name = Sample.SourceName, Title = $"Title after page {seen.Count}" } });
        }
        while (token.Length > 0);

        Assert.Equal([6, 5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task A_page_token_of_another_resource_is_refused()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);
        await app.AddAsync("kirby");
        await app.AddAsync("other");
        await app.Client.PublishStatementAsync(new() { Name = Name });
        var token = (await app.Client.ListStatementRevisionsAsync(new() { Name = Name, PageSize = 1 })).NextPageToken;
        Assert.NotEmpty(token);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid,
            app.Client.ListStatementRevisionsAsync(new() { Name = "statements/other", PageToken = token }));

        Assert.Equal(["page_token"], failure.Fields);
    }

    [Fact]
    public async Task What_is_not_there_has_no_revisions()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(store);

        await RpcAssert.FailsAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, app.Client.ListStatementRevisionsAsync(new() { Name = Name }));
    }

    [Fact]
    public async Task Sources_are_changed_by_mask_and_etag_too()
    {
        await using var app = await StatementsApp.StartAsync(store);
        var source = await app.AddSourceAsync("briefing");

        var changed = await app.Client.UpdateSourceAsync(new()
        {
            Source = new() { Name = source.Name, Note = "Seen in part." },
            UpdateMask = new() { Paths = { "note", "url" } },
            Etag = source.Etag,
        });

        Assert.Equal(("Seen in part.", false, source.Publisher), (changed.Note, changed.HasUrl, changed.Publisher));
        await RpcAssert.FailsAsync(StatusCode.Aborted, ErrorReason.EtagMismatch,
            app.Client.UpdateSourceAsync(new() { Source = new() { Name = source.Name, Note = "Lost." }, Etag = source.Etag }));
        Assert.Equal(2, await app.ReadHeadAsync());
    }

    public class OnSqlite() : RevisionTests(StoreKind.Sqlite);

    public class OnPostgreSql() : RevisionTests(StoreKind.PostgreSql);
}
