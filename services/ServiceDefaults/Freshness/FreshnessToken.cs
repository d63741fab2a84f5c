using System.Globalization;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Freshness;

/// <summary>
/// A place in a register's log as callers carry it, `statements/12`: what has read the log that far includes the write that
/// answered with it.
/// </summary>
/// <param name="Register">The register, one of those of <see cref="ServiceInfo"/>.</param>
/// <param name="Sequence">The sequence of the last change that has to be included, from 1.</param>
public readonly record struct FreshnessToken(string Register, long Sequence)
{
    /// <summary>The metadata key, and HTTP header, of tokens in requests and answers.</summary>
    public const string Header = "alliance-freshness";

    /// <summary>Most tokens that a call may carry.</summary>
    public const int Most = 20;

    private static readonly IEnumerable<string> Registers = ServiceInfo.All.Except([ServiceInfo.Gateway]).Select(info => info.Name);

    /// <summary>The token as callers carry it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Register}/{Sequence}");

    /// <summary>Reads one token. Exactly what <see cref="ToString"/> writes is accepted.</summary>
    public static bool TryParse(string text, out FreshnessToken token)
    {
        token = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Registers.FirstOrDefault(register => text.AsSpan(0, slash).SequenceEqual(register)) is not { } known
            || !long.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            // Neither 0 nor leading zeros.
            || text[slash + 1] == '0')
        {
            return false;
        }
        token = new(known, sequence);
        return true;
    }

    /// <summary>
    /// The tokens in the values of a header, several in one joined by commas: of each register the latest, which includes
    /// the others. INVALID_ARGUMENT if there are too many or one cannot be read.
    /// </summary>
    public static IReadOnlyList<FreshnessToken> ReadAll(IEnumerable<string?> values)
    {
        var latest = new List<FreshnessToken>();
        foreach (var (index, text) in values.SelectMany(value => (value ?? "").Split(',')).Index())
        {
            if (index == Most)
            {
                throw RpcErrors.InvalidArgument(new FieldViolation(Header, $"must hold at most {Most} tokens"));
            }
            if (!TryParse(text.Trim(' ', '\t'), out var token))
            {
                throw RpcErrors.InvalidArgument(new FieldViolation(
                    Header, $"must be a token that a write answered with, such as statements/12; {text.Trim()} is none"));
            }
            latest.RemoveAll(other => other.Register == token.Register && other.Sequence < token.Sequence);
            if (latest.TrueForAll(other => other.Register != token.Register))
            {
                latest.Add(token);
            }
        }
        return latest;
    }

    /// <summary>
    /// Has a write answer with a token, also if it fails from here on. A log without any change has none, and nothing that
    /// a reader could miss.
    /// </summary>
    /// <param name="call">The write's call, which has not been answered yet.</param>
    /// <param name="register">The register that was written.</param>
    /// <param name="sequence">The end of its log after the write.</param>
    public static void Answer(ServerCallContext call, string register, long sequence)
    {
        if (sequence > 0)
        {
            // Metadata are HTTP headers, over gRPC and over JSON alike. WriteResponseHeadersAsync would send them at once, in a
            // frame of their own, and a JSON answer could not become an error any more.
            call.GetHttpContext().Response.Headers[Header] = new FreshnessToken(register, sequence).ToString();
        }
    }
}
