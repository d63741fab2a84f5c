using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.Agreements.Domain;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;

namespace AllianceServices.Agreements;

/// <summary>What an agreement must satisfy beyond the limits of its fields, and what follows from its events.</summary>
internal static class AgreementRules
{
    // An agreement or a notice can say when it takes effect or ends; everything else has happened or has not.
    private static readonly LifecycleState[] CanBeFixedAhead =
        [LifecycleState.InForce, LifecycleState.Suspended, LifecycleState.Terminated, LifecycleState.Expired];

    /// <summary>All violations of an agreement, with paths below the given one.</summary>
    /// <param name="today">Signatures and the like cannot be dated ahead.</param>
    public static IReadOnlyList<FieldViolation> Check(Agreement agreement, string path, DateOnly today)
    {
        var violations = new List<FieldViolation>();
        foreach (var (i, party) in agreement.Parties.Index())
        {
            if (party.Country.Length == 0 && party.Organization.Length == 0)
            {
                violations.Add(new($"{path}.parties[{i}]", "must be a country or an organization"));
            }
        }
        violations.AddRange(PositionRules.Check(agreement.Positions, path));
        var dates = EffectiveDates(agreement);
        foreach (var (i, date) in dates.Index())
        {
            if (date is null)
            {
                violations.Add(new($"{path}.events[{i}].date", "is required where neither known_by nor an event before it gives a date"));
            }
            var field = agreement.Events[i].HasDate ? "date" : "known_by";
            if (i > 0 && date < dates[i - 1])
            {
                violations.Add(new($"{path}.events[{i}].{field}", "must not lie before the event before it"));
            }
            if (date > today && !CanBeFixedAhead.Contains(agreement.Events[i].State))
            {
                violations.Add(new($"{path}.events[{i}].{field}", "must not lie in the future for what is not fixed ahead"));
            }
        }
        return violations;
    }

    /// <summary>
    /// Puts an event behind those whose effective dates are not later, and one without a date behind all. Returns its place.
    /// </summary>
    public static int Add(Agreement agreement, Alliance.Agreements.V1.LifecycleEvent recorded)
    {
        var added = recorded.Clone();
        OutputOnly.Clear(added);
        var day = added.HasDate ? added.Date : added.KnownBy;
        var place = day.Length == 0
            ? agreement.Events.Count
            : agreement.Events.TakeWhile(e => string.CompareOrdinal(e.EffectiveDate, day) <= 0).Count();
        agreement.Events.Insert(place, added);
        return place;
    }

    /// <summary>Sets what follows from the events for every day: their effective dates and the day of signature.</summary>
    public static void Derive(Agreement agreement)
    {
        foreach (var (e, date) in agreement.Events.Zip(EffectiveDates(agreement)))
        {
            e.EffectiveDate = IsoDate.Format(date);
        }
        agreement.SignedOn = agreement.Events.FirstOrDefault(e => e.State == LifecycleState.Signed)?.EffectiveDate ?? "";
    }

    /// <summary>The agreement with its state on a day, ISO 8601.</summary>
    public static Agreement WithState(Agreement agreement, string day)
    {
        var last = agreement.Events.LastOrDefault(e => string.CompareOrdinal(e.EffectiveDate, day) <= 0);
        agreement.State = last?.State ?? LifecycleState.Unspecified;
        return agreement;
    }

    private static IReadOnlyList<DateOnly?> EffectiveDates(Agreement agreement) => Lifecycle.EffectiveDates(
        agreement.Events.Select(e => new Domain.LifecycleEvent(
            e.HasDate ? IsoDate.Parse(e.Date) : null, e.HasKnownBy ? IsoDate.Parse(e.KnownBy) : null)));
}
