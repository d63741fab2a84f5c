using Alliance.Agreements.V1;
using Alliance.Type.V1;

namespace AllianceServices.Agreements.Tests;

/// <summary>Valid agreements for tests; each call makes a new one.</summary>
internal static class Given
{
    /// <summary>What is required, and nothing else. It was signed unless the caller says what happened.</summary>
    public static Agreement Agreement(params LifecycleEvent[] events) => new()
    {
        Title = "Bilateral Security Agreement",
        Parties = { new Party { Country = "UA" }, new Party { Country = "US" } },
        Type = AgreementType.BilateralSecurityAgreement,
        Events = { events.Length > 0 ? events : [Event(LifecycleState.Signed, "2024-06-13")] },
        Sources = { "sources/white-house" },
        Confidence = Confidence.Verified,
    };

    public static Agreement Agreement(Action<Agreement> change)
    {
        var agreement = Agreement();
        change(agreement);
        return agreement;
    }

    /// <summary>With every field set that a caller may set.</summary>
    public static Agreement FullAgreement() => Agreement(agreement =>
    {
        agreement.Events[0].Note = "On the margins of the G7 summit.";
        agreement.Place = "Fasano";
        agreement.Signatories.Add("Joe Biden");
        agreement.DurationYears = 10;
        agreement.Commitments.Add(new Commitment
        {
            Kind = "military",
            Amount = 5_000_000_000,
            Unit = Commitment.Types.Unit.Currency,
            Currency = "USD",
            Period = "2024",
            AtLeast = true,
            Note = "Subject to appropriation.",
        });
        agreement.Topics.Add("air-defence");
        agreement.MembershipPaths.Add(new MembershipPath
        {
            Organization = "organizations/nato",
            Mentioned = true,
            Paraphrase = "A bridge to membership.",
        });
        agreement.DeclarationSequence = 16;
        agreement.Criteria.Add("tracks/nato-ukraine/criteria/nato-interoperability");
        agreement.Note = "Ten years.";
        agreement.Positions.Add(Position(Stance.SupportsWithConditions));
    });

    public static LifecycleEvent Event(LifecycleState state, string? date = null, string? knownBy = null)
    {
        var e = new LifecycleEvent { State = state };
        if (date is not null)
        {
            e.Date = date;
        }
        if (knownBy is not null)
        {
            e.KnownBy = knownBy;
        }
        return e;
    }

    public static PositionEntry Position(Stance stance) => new()
    {
        Organization = "organizations/nato",
        Candidate = "UA",
        Stance = stance,
        Level = AuthorityLevel.Government,
        Parties = { "US" },
    };

    public static ImportRequest Row(long line, string id, Agreement agreement) =>
        new() { Line = line, Agreement = new Agreement(agreement) { Name = $"agreements/{id}" } };
}
