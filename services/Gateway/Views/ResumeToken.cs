using System.Collections.Immutable;
using System.Globalization;
using Alliance.Errors.V1;
using AllianceServices.ServiceDefaults.Errors;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// Stands for the view that a watcher saw last: the day, and how far each log had been read. Nothing is ever overwritten, so
/// that any replica can compose that view again.
/// </summary>
/// <param name="Instant">When the view was the current one.</param>
/// <param name="Positions">How far each log had been read.</param>
internal sealed record ResumeToken(DateTimeOffset Instant, ImmutableSortedDictionary<string, long> Positions)
{
    /// <summary>How long a token is good. What happened over a longer time is CompareReadiness's to tell.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(1);

    // How far the clock of the replica that made a token may be ahead.
    private static TimeSpan Skew { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The token of a track's view.</summary>
    public static string Write(string track, ImmutableSortedDictionary<string, long> positions, DateTimeOffset instant) =>
        new Cursor(instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), positions).Write(Question(track));

    /// <summary>Reads a token; INVALID_ARGUMENT or OUT_OF_RANGE if nobody can go on from it.</summary>
    public static ResumeToken Read(string track, string token, DateTimeOffset now)
    {
        if (!Cursor.TryRead(Question(track), token, out var cursor)
            || !DateTimeOffset.TryParseExact(
                cursor.Mark, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            || instant > now + Skew)
        {
            throw RpcErrors.InvalidArgument(
                new FieldViolation("resume_token", $"was not made by WatchReadiness for {track}", ErrorReason.ResumeTokenInvalid));
        }
        return now - instant <= Lifetime ? new(instant, cursor.Positions) : throw RpcErrors.ResumeTokenExpired();
    }

    private static string Question(string track) => $"WatchReadiness {track}";
}
