using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using CsCheck;

namespace AllianceServices.Cli.Tests;

/// <summary>Generators of resources as a register can hold them, written by hand against the contract.</summary>
internal static class Any
{
    // What a cell could stumble over, and letters. The registers hold no carriage returns.
    private static readonly string[] Pieces =
    [
        "a", "Ü", "日", "🛡", " ", "  ", "\t", "\n", "\"", "\"\"", ",", ";", "'", "\\", "{", "[1]", "=1+1", "<&>", "\u2028", "\uFEFF", "true", "0",
    ];

    private static readonly Gen<string> Text =
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 6].Select(string.Concat);

    // Of an entry of a list: without line ends, of which a list has its own.
    private static readonly Gen<string> Entry =
        Text.Select(text => text.Replace('\n', '|'));

    private static readonly Gen<string> MaybeText = Gen.Frequency((1, Gen.Const("")), (3, Text));
    private static readonly Gen<string[]> Entries = Entry.Array[0, 3];

    public static Gen<Source> Source { get; } = Gen.Select(Text, Optional(Text), Optional(Text), Gen.Bool).Select((name, title, note, recalled) =>
    {
        var source = new Source
        {
            Name = "sources/" + name,
            Language = "uk",
            Basis = recalled ? Alliance.Statements.V1.Source.Types.Basis.Recalled : Alliance.Statements.V1.Source.Types.Basis.TextSeen,
        };
        if (title is not null)
        {
            source.Title = title;
        }
        if (note is not null)
        {
            source.Note = note;
        }
        return source;
    });

    public static Gen<Statement> Statement { get; } =
        Gen.Select(Text, MaybeText, Optional(Text), Entries, Entries, Position.Array[0, 2], Claim.Array[0, 2], Gen.Enum<Stance>())
            .Select((speaker, venue, quote, topics, sources, positions, claims, stance) =>
            {
                var statement = new Statement
                {
                    Name = "statements/a",
                    Speaker = speaker,
                    Venue = venue,
                    Topics = { topics },
                    Sources = { sources },
                    Positions = { positions },
                    Claims = { claims },
                    Stance = stance,
                };
                if (quote is not null)
                {
                    statement.Quote = quote;
                }
                return statement;
            });

    public static Gen<Agreement> Agreement { get; } =
        Gen.Select(Text, Entries, Optional(Gen.Int[0, 1000].Select(years => (object)years)), Commitment.Array[0, 2], Event.Array[0, 2], Path.Array[0, 2])
            .Select((title, signatories, years, commitments, events, paths) =>
            {
                var agreement = new Agreement
                {
                    Name = "agreements/a",
                    Title = title,
                    Parties = { new Party { Country = "UA" }, new Party { Organization = title } },
                    Signatories = { signatories },
                    Commitments = { commitments },
                    Events = { events },
                    MembershipPaths = { paths },
                };
                if (years is not null)
                {
                    agreement.DurationYears = (int)years;
                }
                return agreement;
            });

    private static Gen<PositionEntry> Position => Gen.Select(Text, Entries, Gen.Enum<Stance>())
        .Select((organization, parties, stance) => new PositionEntry { Organization = organization, Parties = { parties }, Stance = stance });

    private static Gen<Claim> Claim => Gen.Select(Gen.Int, Gen.Bool, Entries)
        .Select((low, includes, excluding) => new Claim { Low = low, IncludesOrganizations = includes, Excluding = { excluding } });

    private static Gen<Commitment> Commitment => Gen.Select(MaybeText, Optional(Gen.Long.Select(amount => (object)amount)), Gen.Bool)
        .Select((note, amount, atLeast) =>
        {
            var commitment = new Commitment { Kind = "military", Note = note, AtLeast = atLeast };
            if (amount is not null)
            {
                commitment.Amount = (long)amount;
            }
            return commitment;
        });

    // Inside a message in a cell even an empty string is not lost.
    private static Gen<LifecycleEvent> Event => Gen.Select(Optional(MaybeText), Gen.Enum<LifecycleState>()).Select((note, state) =>
    {
        var step = new LifecycleEvent { State = state };
        if (note is not null)
        {
            step.Note = note;
        }
        return step;
    });

    private static Gen<MembershipPath> Path => Gen.Select(Text, Optional(Gen.Bool.Select(mentioned => (object)mentioned)))
        .Select((organization, mentioned) =>
        {
            var path = new MembershipPath { Organization = organization };
            if (mentioned is not null)
            {
                path.Mentioned = (bool)mentioned;
            }
            return path;
        });

    private static Gen<T?> Optional<T>(Gen<T> gen) where T : class =>
        Gen.Select(Gen.Bool, gen).Select((isThere, value) => isThere ? value : null);
}
