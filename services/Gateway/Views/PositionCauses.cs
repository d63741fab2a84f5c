using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using MemberPosition = Alliance.Readiness.V1.MemberPosition;
using Stance = AllianceServices.Gateway.Domain.Stance;

namespace AllianceServices.Gateway.Views;

/// <summary>The records that made a member's position another.</summary>
internal static class PositionCauses
{
    /// <summary>What decides the stance, then what began it, then what divides the country or ended that.</summary>
    public static IEnumerable<string> Of(RecordChanges changes, MemberPosition before, MemberPosition after)
    {
        var mentions = changes.Counting(after.Party);
        var news = mentions.Select(mention => mention.Record).Distinct().ToList();
        return OfStance(before, after, news)
            .Concat(OfBeginning(before, after, mentions))
            .Concat(OfDivision(changes, before, after, news))
            // Else something else is known of where the record comes from.
            .Concat(before.Record == after.Record && !before.Sources.Equals(after.Sources) ? [after.Record] : []);
    }

    private static IEnumerable<string> OfStance(MemberPosition before, MemberPosition after, IReadOnlyCollection<string> news) =>
        (before.Stance, before.Record) == (after.Stance, after.Record) ? [] : news.Intersect([before.Record, after.Record]);

    private static IEnumerable<string> OfBeginning(
        MemberPosition before, MemberPosition after, IReadOnlyCollection<PositionMention> mentions)
    {
        if ((before.Since, before.SinceRecord) == (after.Since, after.SinceRecord))
        {
            return [];
        }
        var began = mentions.Where(mention => mention.Record == before.SinceRecord || mention.Record == after.SinceRecord).ToList();
        // Else one said between the two beginnings, which broke the stance or does no longer, and decides on neither day.
        DateOnly[] beginnings = [.. new[] { before.Since, after.Since }.Select(since => IsoDate.ParseOptional(since) ?? DateOnly.MinValue)];
        return (began.Count > 0 ? began : mentions.Where(mention => mention.Date >= beginnings.Min() && mention.Date <= beginnings.Max()))
            .Select(mention => mention.Record);
    }

    private static IEnumerable<string> OfDivision(
        RecordChanges changes, MemberPosition before, MemberPosition after, IReadOnlyCollection<string> news)
    {
        if ((before.Divided, before.DividedRecord) == (after.Divided, after.DividedRecord))
        {
            return [];
        }
        // A head of state who comes round ends the division without being the record of one.
        var (earlier, later) = (changes.Before.HeadOfState(after.Party), changes.After.HeadOfState(after.Party));
        var said = news.Intersect(new[] { earlier, later }.OfType<PositionMention>().Select(mention => mention.Record));
        // The word that divided, is still the last and still differs, was said too long ago.
        return later?.Record == before.DividedRecord && !after.Divided && later.Stance != (Stance)after.Stance
            ? said.Append(later.Record)
            : said;
    }
}
