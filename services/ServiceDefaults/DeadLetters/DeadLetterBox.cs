using System.Security.Cryptography;
using System.Text;
using Alliance.Operations.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AllianceServices.ServiceDefaults.DeadLetters;

/// <summary>Keeps the events of a register's topic that subscribers gave up, in the register's database.</summary>
public abstract class DeadLetterBox
{
    /// <summary>Keeps one. The same one again is counted.</summary>
    public abstract Task KeepAsync(string subscriber, TopicEventRequest request, CancellationToken cancellationToken);

    /// <summary>One page of them, in the order in which they first came.</summary>
    public abstract Task<Page<DeadLetterRow>> ListAsync(ListDeadLettersRequest request, CancellationToken cancellationToken);

    /// <summary>NOT_FOUND if there is none of one of the names.</summary>
    public abstract Task DemandAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>The one of a name.</summary>
    public abstract Task<DeadLetterRow> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Notes that one was published again, as it was read before that.</summary>
    public abstract Task NoteReplayAsync(DeadLetterRow published, string actor);
}

/// <inheritdoc/>
public sealed partial class DeadLetterBox<TContext>(
    Register<TContext> register, EventMetrics metrics, TimeProvider clock, ILogger<DeadLetterBox> logger) : DeadLetterBox
    where TContext : RegisterContext
{
    private const int NameDigits = 16;

    private static readonly ResourcePattern Pattern = ResourcePatterns.Of(DeadLetter.Descriptor);

    /// <inheritdoc/>
    public override async Task KeepAsync(string subscriber, TopicEventRequest request, CancellationToken cancellationToken)
    {
        var name = NameOf(subscriber, request);
        await register.TransactAsync(register.Name, requestId: "", async tx =>
        {
            var now = Microseconds.From(clock.GetUtcNow());
            var letter = await tx.Db.DeadLetters.FindAsync([name], cancellationToken)
                ?? tx.Db.DeadLetters.Add(ToRow(name, subscriber, request, now)).Entity;
            letter.Deliveries++;
            (letter.LastTime, letter.ReplayTime) = (now, null);
            return true;
        }, cancellationToken);
        metrics.DeadLetter(register.Name, subscriber);
        LogKept(logger, subscriber, request.Id, name);
    }

    /// <inheritdoc/>
    public override async Task<Page<DeadLetterRow>> ListAsync(ListDeadLettersRequest request, CancellationToken cancellationToken)
    {
        var query = new ListQuery(Pattern.Collection, $"{request.ShowReplayed}");
        var size = request.PageSize == 0 ? ListRequest.DefaultPageSize : request.PageSize;
        await using var db = await register.OpenAsync(cancellationToken);
        var rows = db.DeadLetters.AsNoTracking().Where(row => request.ShowReplayed || row.ReplayTime == null);
        if (query.After(request.PageToken) is { } after)
        {
            var (time, name) = ReadPlace(after);
            rows = rows.Where(row => row.FirstTime > time || (row.FirstTime == time && row.Name.CompareTo(name) > 0));
        }
        var found = rows.OrderBy(row => row.FirstTime).ThenBy(row => row.Name).Take(size + 1).AsAsyncEnumerable();
        var (page, hasMore) = await PageBytes.TakeAsync(found, size, row => row.Data.Length, cancellationToken);
        return new(page, hasMore ? query.TokenAfter($"{page[^1].FirstTime} {page[^1].Name}") : "");
    }

    /// <inheritdoc/>
    public override async Task DemandAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await using var db = await register.OpenAsync(cancellationToken);
        var found = await db.DeadLetters.Where(row => names.Contains(row.Name)).Select(row => row.Name).ToListAsync(cancellationToken);
        if (names.FirstOrDefault(name => !found.Contains(name)) is { } missing)
        {
            throw RpcErrors.NotFound(Pattern.Type, missing);
        }
    }

    /// <inheritdoc/>
    public override async Task<DeadLetterRow> GetAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await register.OpenAsync(cancellationToken);
        return await db.DeadLetters.AsNoTracking().SingleAsync(row => row.Name == name, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task NoteReplayAsync(DeadLetterRow published, string actor) => register.TransactAsync(actor, requestId: "", async tx =>
    {
        var letter = (await tx.Db.DeadLetters.FindAsync([published.Name], CancellationToken.None))!;
        letter.ReplayedBy = actor;
        // It may have been given up again already, and then it waits.
        if (letter.Deliveries == published.Deliveries)
        {
            letter.ReplayTime = Microseconds.From(clock.GetUtcNow());
        }
        return true;
    }, CancellationToken.None);

    private static DeadLetterRow ToRow(string name, string subscriber, TopicEventRequest request, long now) => new()
    {
        Name = name,
        Subscriber = subscriber,
        EventId = Storable(request.Id),
        EventType = Storable(request.Type),
        EventSubject = Storable(request.Extensions?.Fields.GetValueOrDefault("subject")?.StringValue ?? ""),
        ContentType = Storable(request.DataContentType),
        Data = request.Data.ToByteArray(),
        FirstTime = now,
    };

    private static string NameOf(string subscriber, TopicEventRequest request)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{subscriber}\0{request.Id}\0"), .. request.Data.Span];
        return $"{Pattern.Collection}/{Convert.ToHexStringLower(SHA256.HashData(content))[..NameDigits]}";
    }

    // PostgreSQL has no place for the one character that a foreign event may hold beside all others.
    private static string Storable(string text) => text.Replace('\0', '\uFFFD');

    private static (long Time, string Name) ReadPlace(string place) =>
        place.Split(' ') is [var time, var name] && long.TryParse(time, out var microseconds) ? (microseconds, name) : throw ListQuery.Invalid();

    [LoggerMessage(EventName = "alliance.events.dead_letter", Level = LogLevel.Error,
        Message = "The service {Subscriber} gave up the event {EventId}; it is kept as {DeadLetter}")]
    private static partial void LogKept(ILogger logger, string subscriber, string eventId, string deadLetter);
}
